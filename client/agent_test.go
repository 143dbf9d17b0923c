package client

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestAgent(t *testing.T) {
	t.Parallel()
	r := newRequest(t, "GET", "http://api.test/x", "")
	r.Header.Set("Authorization", "Bearer ours")
	a := &agent{name: "lariat/1.0", header: http.Header{
		"authorization": {"Bearer theirs"}, "X-Many": {"1", "2"},
	}, next: roundTrip(func(got *http.Request) (*http.Response, error) {
		for key, want := range map[string]string{
			"User-Agent": "lariat/1.0", "Accept": "application/json", "Authorization": "Bearer theirs", "X-Many": "1",
		} {
			if got.Header.Get(key) != want {
				t.Errorf("%s is %q, want %q", key, got.Header.Get(key), want)
			}
		}
		if n := len(got.Header.Values("X-Many")); n != 2 {
			t.Errorf("X-Many has %d values, want 2", n)
		}
		return answer(200, ""), nil
	})}
	if _, err := a.RoundTrip(r); err != nil {
		t.Fatal(err)
	}
	if r.Header.Get("Authorization") != "Bearer ours" {
		t.Error("the caller's request was changed")
	}
}

func TestCheckHeader(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"Host", "content-type", "Content-Length", "content-encoding", "connection",
		"transfer-encoding", "upgrade", "TE", "trailer"} { // facts/wrangler.md 4.1
		if checkHeader(http.Header{key: {"x"}}) == nil {
			t.Errorf("%s was not refused", key)
		}
	}
	for _, h := range []http.Header{
		{"": {"x"}}, {"X A": {"x"}}, {"X:A": {"x"}}, {"X\n": {"x"}}, {"Ä": {"x"}}, {"X-A": {"x", "s3cr3t\ny"}}, {"X-A": {"s3cr3t\x7f"}},
	} {
		err := checkHeader(h)
		if !errors.As(err, new(*OptionError)) || strings.ContainsAny(err.Error(), "\n") || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%q: error %v", h, err)
		}
	}
	if err := checkHeader(http.Header{"Authorization": {"x"}, "Cf-Access-Client-Secret": {"x\ty"}, "x_a!": {"ä", ""}}); err != nil {
		t.Error(err)
	}
}
