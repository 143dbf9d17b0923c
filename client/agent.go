package client

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// agent is the round-tripper that says who is asking, and adds the headers the
// user wants on every request. Since the headers are then complete, it also
// notes on the trail what errors must not show.
type agent struct {
	next   http.RoundTripper
	name   string
	header http.Header
}

func (a *agent) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", a.name)
	r.Header.Set("Accept", "application/json")
	for key, values := range a.header {
		r.Header[http.CanonicalHeaderKey(key)] = slices.Clone(values)
	}
	if t, ok := r.Context().Value(trailKey{}).(*trail); ok {
		t.sent = sentSecrets(r.Header)
	}
	return a.next.RoundTrip(r)
}

// checkHeader refuses the headers that Wrangler refuses (facts/wrangler.md 4.1),
// since they belong to the message, not to its sender, and what would fail on
// the way. A value may be a secret, so no error holds one.
func checkHeader(h http.Header) error {
	for _, key := range slices.Sorted(maps.Keys(h)) {
		option := "header " + strconv.Quote(visible(key, 80))
		if key == "" || strings.ContainsFunc(key, notToken) {
			return &OptionError{option, "has no valid name"}
		}
		switch http.CanonicalHeaderKey(key) {
		case "Host", "Content-Type", "Content-Length", "Content-Encoding", "Connection",
			"Transfer-Encoding", "Upgrade", "Te", "Trailer":
			return &OptionError{option, "cannot be set"}
		}
		for _, value := range h[key] {
			if strings.ContainsFunc(value, notInValue) {
				return &OptionError{option, "has a value with a line break or another control character"}
			}
		}
	}
	return nil
}

// notToken is what a header's name must not hold (RFC 9110, 5.6.2).
func notToken(r rune) bool {
	switch {
	case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
		return false
	}
	return !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}

// notInValue is what a header's value must not hold (RFC 9110, 5.5).
func notInValue(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
