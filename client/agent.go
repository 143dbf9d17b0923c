package client

import (
	"net/http"
	"slices"
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

// checkHeader refuses the headers that Wrangler refuses (facts/wrangler.md 4.1):
// they belong to the message, not to its sender.
func checkHeader(h http.Header) error {
	for key := range h {
		switch http.CanonicalHeaderKey(key) {
		case "Host", "Content-Type", "Content-Length", "Content-Encoding", "Connection",
			"Transfer-Encoding", "Upgrade", "Te", "Trailer":
			return &OptionError{"header " + visible(key, 80), "cannot be set"}
		}
	}
	return nil
}
