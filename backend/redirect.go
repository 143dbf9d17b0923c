package backend

import (
	"net/url"
	"slices"
	"strings"
)

// parseRedirect reads a redirect URI. It has to lead to this machine, on any
// port (RFC 8252, 7.3): a program that listens there is what logs in here. A
// fragment is none of it, be it empty (RFC 6749, 3.1.2).
func parseRedirect(text string) (*url.URL, bool) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" || u.User != nil || u.Opaque != "" || strings.Contains(text, "#") {
		return nil, false
	}
	return u, slices.Contains([]string{"127.0.0.1", "::1", "localhost"}, u.Hostname())
}

// withQuery adds to the query that a redirect URI may have.
func withQuery(u *url.URL, add url.Values) string {
	to := *u
	if to.RawQuery != "" {
		to.RawQuery += "&"
	}
	to.RawQuery += add.Encode()
	return to.String()
}
