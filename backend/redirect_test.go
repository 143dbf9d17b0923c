package backend_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

// RFC 8252, 7.3: a loopback address, whatever the port.
func TestRedirect(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"http://127.0.0.1:8976/cb":     "http://127.0.0.1:8976/cb?code=c",
		"http://localhost":             "http://localhost?code=c",
		"http://[::1]:1/cb?a=b":        "http://[::1]:1/cb?a=b&code=c",
		"https://127.0.0.1/":           "",
		"http://127.0.0.2/":            "",
		"http://localhost.evil.test/":  "",
		"http://evil.test/localhost":   "",
		"http://localhost@evil.test/":  "",
		"http://evil.test@localhost/":  "",
		"http://localhost:80#x":        "",
		"http:localhost":               "",
		"//localhost/":                 "",
		"http://localhost\\@evil.test": "",
		"http://localhost\n/":          "",
		"":                             "",
	} {
		if got, ok := backend.ParseRedirect(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Wherever a browser is sent, it stays on this machine.
func FuzzRedirect(f *testing.F) {
	f.Add("http://localhost:8976/oauth/callback?x=y")
	f.Add("http://[::1]/%0d%0a")
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := backend.ParseRedirect(text)
		if !ok {
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "http" || u.User != nil || strings.ContainsAny(got, "\r\n\t #\\") {
			t.Fatalf("%q: %q, %v", text, got, err)
		}
		if host := u.Hostname(); host != "localhost" && host != "127.0.0.1" && host != "::1" {
			t.Errorf("%q leads to %q", text, host)
		}
	})
}
