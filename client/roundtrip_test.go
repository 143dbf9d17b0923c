package client

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answer is a reply as it comes out of limit.
func answer(status int, text string, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Add(header[i], header[i+1])
	}
	return &http.Response{
		StatusCode: status, Header: h, ContentLength: int64(len(text)),
		Body: body{strings.NewReader(text), []byte(text)},
	}
}

func newRequest(t *testing.T, method, url, payload string) *http.Request {
	t.Helper()
	var from io.Reader
	if payload != "" {
		from = strings.NewReader(payload)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, url, from)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// stillClock sleeps in no time and keeps a record of the waits.
func stillClock(waits *[]time.Duration) clock {
	now := time.Now()
	return clock{
		now:    func() time.Time { return now },
		random: func() float64 { return 1 },
		sleep: func(ctx context.Context, d time.Duration) error {
			*waits = append(*waits, d)
			return ctx.Err()
		},
	}
}

func httpRequest(tb testing.TB) (*http.Request, error) {
	tb.Helper()
	return http.NewRequestWithContext(tb.Context(), http.MethodGet, "http://api.test/x", http.NoBody)
}
