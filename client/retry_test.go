package client

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"syscall"
	"testing"
	"time"
)

var (
	errRefused = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	errDNS     = &net.DNSError{Err: "no such host", Name: "nowhere.invalid", IsNotFound: true}
	errReset   = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
)

// outcome is what one try ends in.
type outcome struct {
	status int
	after  string // Retry-After
	err    error
}

func TestRetry(t *testing.T) {
	t.Parallel()
	const backoff = firstBackoff
	full := []time.Duration{backoff, 2 * backoff, 4 * backoff}
	four := func(o outcome) []outcome { return []outcome{o, o, o, o} }
	tests := []struct {
		name   string
		method string
		script []outcome // every one of them is to be used
		status int       // of the reply; 0 if an error is wanted
		waits  []time.Duration
		lost   bool
	}{
		{"success at once", "GET", []outcome{{status: 200}}, 200, nil, false},
		{"GET after a reset", "GET", []outcome{{err: errReset}, {status: 200}}, 200, full[:1], true},
		{"GET after 500", "GET", []outcome{{status: 500}, {status: 503}, {status: 200}}, 200, full[:2], true},
		{"GET gives up at four", "GET", four(outcome{status: 502}), 502, full, true},
		{"GET refused gives up at four", "GET", four(outcome{err: errRefused}), 0, full, false},
		{"GET cut off", "GET", []outcome{{err: io.ErrUnexpectedEOF}, {status: 200}}, 200, full[:1], true},
		{"404 is an answer", "GET", []outcome{{status: 404}}, 404, nil, false},
		{"PUT after a reset", "PUT", []outcome{{err: errReset}, {status: 200}}, 200, full[:1], true},
		{"DELETE after 500", "DELETE", []outcome{{status: 500}, {status: 404}}, 404, full[:1], true},
		{"DELETE after 429", "DELETE", []outcome{{status: 429}, {status: 200}}, 200, full[:1], false},
		{"POST refused", "POST", []outcome{{err: errRefused}, {status: 200}}, 200, full[:1], false},
		{"POST without DNS", "POST", []outcome{{err: errDNS}, {status: 200}}, 200, full[:1], false},
		{"POST after 429", "POST", []outcome{{status: 429}, {status: 200}}, 200, full[:1], false},
		{"POST reset", "POST", []outcome{{err: errReset}}, 0, nil, true},
		{"POST 500", "POST", []outcome{{status: 500}}, 500, nil, true},
		{"POST refused, then lost", "POST", []outcome{{err: errRefused}, {err: io.EOF}}, 0, full[:1], true},
		{"Retry-After rules", "GET", []outcome{{status: 429, after: "7"}, {status: 200}}, 200, []time.Duration{7 * time.Second}, false},
		{"Retry-After of 503", "PUT", []outcome{{status: 503, after: "2"}, {status: 200}}, 200, []time.Duration{2 * time.Second}, true},
		{"Retry-After 0 still backs off", "GET", []outcome{{status: 429, after: "0"}, {status: 200}}, 200, full[:1], false},
		{"Retry-After 60 is the most", "GET", []outcome{{status: 429, after: "60"}, {status: 200}}, 200, []time.Duration{time.Minute}, false},
		{"Retry-After 61 is too much", "GET", []outcome{{status: 429, after: "61"}}, 429, nil, false},
		{"Retry-After of nonsense", "GET", []outcome{{status: 429, after: "soon"}, {status: 200}}, 200, full[:1], false},
		{"too large is final", "GET", []outcome{{err: &ReplyError{Reason: "is larger than 16 MiB"}}}, 0, nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var waits []time.Duration
			var tr trail
			tries := 0
			chain := &retry{clock: stillClock(&waits), next: roundTrip(func(*http.Request) (*http.Response, error) {
				if tries >= len(tt.script) {
					t.Fatalf("a try more than the %d expected", len(tt.script))
				}
				o := tt.script[tries]
				tries++
				if o.err != nil {
					return nil, o.err
				}
				return answer(o.status, "", "Retry-After", o.after), nil
			})}
			r := newRequest(t, tt.method, "http://api.test/x", "")
			resp, err := chain.RoundTrip(r.WithContext(context.WithValue(t.Context(), trailKey{}, &tr)))
			if got := statusOf(resp); got != tt.status || (err != nil) != (tt.status == 0) {
				t.Errorf("status %d, error %v; want status %d", got, err, tt.status)
			}
			if tries != len(tt.script) || !slices.Equal(waits, tt.waits) {
				t.Errorf("%d tries with waits %v, want %d with %v", tries, waits, len(tt.script), tt.waits)
			}
			if tr.lost != tt.lost {
				t.Errorf("lost = %v, want %v", tr.lost, tt.lost)
			}
		})
	}
}

func statusOf(resp *http.Response) int {
	if resp == nil {
		return 0
	}
	return resp.StatusCode
}

func TestRetrySendsTheBodyAgain(t *testing.T) {
	t.Parallel()
	var waits []time.Duration
	var bodies []string
	chain := &retry{clock: stillClock(&waits), next: roundTrip(func(r *http.Request) (*http.Response, error) {
		b, err := io.ReadAll(r.Body)
		bodies = append(bodies, string(b))
		return answer(503+len(bodies)/2*(200-503), ""), err // 503, then 200
	})}
	if _, err := chain.RoundTrip(newRequest(t, "PUT", "http://api.test/x", "payload")); err != nil {
		t.Fatal(err)
	}
	if want := []string{"payload", "payload"}; !slices.Equal(bodies, want) {
		t.Errorf("bodies %q, want %q", bodies, want)
	}
}

func TestRetryNeverPassesTheDeadline(t *testing.T) {
	t.Parallel()
	var waits []time.Duration
	c := stillClock(&waits)
	ctx, cancel := context.WithDeadline(t.Context(), c.now().Add(5*time.Second))
	defer cancel()
	chain := &retry{clock: c, next: roundTrip(func(*http.Request) (*http.Response, error) {
		return answer(429, "", "Retry-After", "6"), nil
	})}
	resp, err := chain.RoundTrip(newRequest(t, "GET", "http://api.test/x", "").WithContext(ctx))
	if err != nil || resp.StatusCode != 429 || len(waits) != 0 {
		t.Errorf("status %d, error %v, waits %v; want the 429 at once", statusOf(resp), err, waits)
	}
}

func TestRetryStopsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	var waits []time.Duration
	c := stillClock(&waits)
	c.sleep = func(ctx context.Context, _ time.Duration) error {
		cancel() // Ctrl-C during the wait
		return sleep(ctx, time.Hour)
	}
	tries := 0
	chain := &retry{clock: c, next: roundTrip(func(*http.Request) (*http.Response, error) {
		tries++
		return nil, errRefused
	})}
	_, err := chain.RoundTrip(newRequest(t, "GET", "http://api.test/x", "").WithContext(ctx))
	if !errors.Is(err, context.Canceled) || errors.Is(err, ErrUnavailable) || tries != 1 {
		t.Errorf("error %v after %d tries, want context.Canceled after 1", err, tries)
	}
}

func TestRetryJitterIsFull(t *testing.T) {
	t.Parallel()
	var waits []time.Duration
	c := stillClock(&waits)
	chance := []float64{0, 0.5, 0.999}
	c.random = func() float64 { return chance[len(waits)] }
	chain := &retry{clock: c, next: roundTrip(func(*http.Request) (*http.Response, error) { return answer(500, ""), nil })}
	if _, err := chain.RoundTrip(newRequest(t, "GET", "http://api.test/x", "")); err != nil {
		t.Fatal(err)
	}
	want := []time.Duration{0, 500 * time.Millisecond, 1998 * time.Millisecond}
	if !slices.Equal(waits, want) {
		t.Errorf("waits %v, want %v", waits, want)
	}
}
