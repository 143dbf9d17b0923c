package client

import (
	"net/http"
	"slices"
)

// agent is the round-tripper that says who is asking, and adds the headers the
// user wants on every request. Since the headers are then complete, it also
// notes the request on the trail, and what errors must not show of it.
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
		t.request, t.sent = r, sentSecrets(r.Header)
	}
	return a.next.RoundTrip(r)
}
