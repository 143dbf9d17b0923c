package oauth_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/auth/oauth"
	"github.com/lariat-cli/lariat/internal/loopback"
)

// facts/wrangler.md 5.2 has the paths.
func TestEndpointAt(t *testing.T) {
	t.Parallel()
	for domain, want := range map[string]string{
		"dash.cloudflare.com":         "https://dash.cloudflare.com",
		"https://Dash.Cloudflare.com": "https://dash.cloudflare.com",
		"dash.example.com:8443/":      "https://dash.example.com:8443",
		"http://127.0.0.1:8911":       "http://127.0.0.1:8911",
		"http://localhost:8911":       "http://localhost:8911",
		"http://[::1]:8911":           "http://[::1]:8911",
		"127.0.0.1:8911":              "https://127.0.0.1:8911",
	} {
		got, err := oauth.EndpointAt(domain)
		if err != nil || got.Issuer() != want || got != (oauth.Endpoint{
			AuthURL: want + "/oauth2/auth", TokenURL: want + "/oauth2/token",
			RevokeURL: want + "/oauth2/revoke", DeviceURL: want + "/oauth2/device/auth",
		}) {
			t.Errorf("%s: %+v, %v", domain, got, err)
		}
	}
}

func TestNoEndpoint(t *testing.T) {
	t.Parallel()
	for domain, reason := range map[string]string{
		"":                             "names no host",
		"https://":                     "names no host",
		"http://dash.cloudflare.com":   "needs https://, since it is not on this machine",
		"http://127.0.0.1.example.com": "needs https://, since it is not on this machine",
		"ftp://127.0.0.1":              "needs https://",
		"anna:s3cret@example.com":      "must not hold credentials",
		"example.com/oauth2":           "must be a host alone, without a path",
		"example.com?":                 "must be a host alone, without a path",
		"example.com#x":                "must not have a fragment",
		"example.com:0":                "has no port from 1 to 65535",
		"example.com:":                 "has no port from 1 to 65535",
		"example.com:99999":            "has no port from 1 to 65535",
		"exa mple.com":                 "cannot be parsed",
		"example.com\n":                "cannot be parsed",
		"dash.cloud\u200bflare.com":    "names no host",
		"dаsh.cloudflare.com":          "names no host", // a Cyrillic letter
		"-example.com":                 "names no host",
	} {
		_, err := oauth.EndpointAt(domain)
		e, ok := errors.AsType[*oauth.EndpointError](err)
		if !ok || e.Reason != reason || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%q: %v, want %q", domain, err, reason)
		}
	}
}

// A config is no way around the rule, and nothing works without a client.
func TestConfigIsChecked(t *testing.T) {
	t.Parallel()
	const open = "http://dash.cloudflare.com/oauth2/token"
	calls := func(c oauth.Config) map[string]error {
		errs := map[string]error{}
		_, errs["authorize"] = c.Authorize(t.Context(), oauth.Browser{})
		_, errs["device"] = c.Device(t.Context(), nil)
		_, errs["refresh"] = c.Refresh(t.Context(), refresh)
		errs["revoke"] = c.Revoke(t.Context(), refresh)
		return errs
	}
	for name, err := range calls(oauth.Config{ClientID: "client", Endpoint: oauth.Endpoint{
		AuthURL: open, TokenURL: open, RevokeURL: open, DeviceURL: open}}) {
		if _, ok := errors.AsType[*oauth.EndpointError](err); !ok {
			t.Errorf("%s: %v, want an EndpointError", name, err)
		}
	}
	for name, err := range calls(oauth.Config{}) {
		if !errors.Is(err, oauth.ErrNoClientID) {
			t.Errorf("%s: %v, want ErrNoClientID", name, err)
		}
	}
}

// Whatever is accepted is encrypted or stays on this machine, and a browser
// reads the host that was checked.
func FuzzEndpointAt(f *testing.F) {
	for _, domain := range []string{
		"dash.cloudflare.com", "http://127.0.0.1:8911", "http://[::1%25lo]:1", "https://a@b", "//x", "http://localhost.:80",
	} {
		f.Add(domain)
	}
	f.Fuzz(func(t *testing.T, domain string) {
		e, err := oauth.EndpointAt(domain)
		if err != nil {
			if _, ok := errors.AsType[*oauth.EndpointError](err); !ok {
				t.Errorf("%q: %v", domain, err)
			}
			return
		}
		u, err := url.Parse(e.TokenURL)
		if err != nil || u.Path != "/oauth2/token" || u.User != nil || u.RawQuery != "" ||
			u.Scheme != "https" && !loopback.Is(u.Hostname()) || e.Issuer() != u.Scheme+"://"+u.Host {
			t.Errorf("%q became %+v, %v", domain, e, err)
		}
	})
}
