package client

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestTrace(t *testing.T) {
	t.Parallel()
	const token = "t0p-s3cr3t-value"
	var out bytes.Buffer
	var none []time.Duration
	tr := &trace{out: &out, now: stillClock(&none).now, next: roundTrip(func(*http.Request) (*http.Response, error) {
		return answer(200, "{\"token\":\"abc\",\"echo\":\""+token+"\",\"name\":\"\x1b[2J\"}\n",
			"Cf-Ray", "8f0", "Set-Cookie", "session=abc", "X-Echo", "Bearer "+token), nil
	})}
	r := newRequest(t, "POST", "https://api.test/x?name=a", `{"name":"n","tunnel_secret":"abc"}`)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("User-Agent", "lariat")
	r.Header.Set("Cf-Access-Client-Secret", "abc")
	resp, err := tr.RoundTrip(r)
	if err != nil || !strings.Contains(string(contents(resp)), token) {
		t.Fatalf("the trace changed the reply: %v, %v", resp, err)
	}
	want := `> 1 POST https://api.test/x?name=a
> Authorization: [redacted]
> Cf-Access-Client-Secret: [redacted]
> User-Agent: lariat
> {"name":"n","tunnel_secret":"[redacted]"}
< 1 200 OK (0s)
< Cf-Ray: 8f0
< Set-Cookie: [redacted]
< X-Echo: [redacted]
< {"token":"[redacted]","echo":"[redacted]","name":"\x1b[2J"}
`
	if out.String() != want {
		t.Errorf("the trace is\n%s\nwant\n%s", &out, want)
	}
}

func TestTraceOfOtherThings(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, url string
		reply     *http.Response
		err       error
		want      string
	}{
		{"a tunnel's token", "https://api.test/cfd_tunnel/x/token", answer(200, `{"result":"abc"}`), nil,
			"< 1 200 OK (0s)\n< [redacted]\n"},
		{"a failure", "https://api.test/x", nil, errors.New("no\x1bway"), `< 1 no\x1bway (0s)` + "\n"},
		{"a long body", "https://api.test/x", answer(200, strings.Repeat("a", maxTraced+7)), nil,
			"< 1 200 OK (0s)\n< " + strings.Repeat("a", maxTraced) + "\n< [7 more bytes]\n"},
		{"lines", "https://api.test/x", answer(502, "<html>\r\n> GET forged\n"), nil,
			"< 1 502 Bad Gateway (0s)\n< <html>\n< > GET forged\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			var none []time.Duration
			tr := &trace{out: &out, now: stillClock(&none).now, next: roundTrip(func(*http.Request) (*http.Response, error) {
				return tt.reply, tt.err
			})}
			_, _ = tr.RoundTrip(newRequest(t, "GET", tt.url, "")) // the error is the transport's own
			if got, ok := strings.CutPrefix(out.String(), "> 1 GET "+tt.url+"\n"); !ok || got != tt.want {
				t.Errorf("the trace is\n%s\nwant\n%s", &out, tt.want)
			}
		})
	}
}
