package client

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync/atomic"
)

// Reauthorizer is an Authorizer that can replace credentials which the server
// rejects although they look valid from here: a clock that is wrong, or a login
// that another process has renewed meanwhile.
type Reauthorizer interface {
	Authorizer

	// Reauthorize says whether Authorize has other credentials than those on
	// rejected now, which is the request as it was sent, its body aside. It is
	// asked once for a request, by many requests at once where many are
	// rejected, and so has to compare before it renews. Its error is the Renewal
	// of the operation's *Error; context.Canceled ends the operation.
	Reauthorize(ctx context.Context, rejected *http.Request) (bool, error)
}

// reauth is the round-tripper that asks the Reauthorizer. It stands before the
// retries: with new credentials everything begins anew, whatever the method,
// since a request whose credentials are rejected has done nothing.
type reauth struct {
	next     http.RoundTripper
	by       Reauthorizer
	accepted atomic.Bool // the server has taken the credentials for something
}

func (t *reauth) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(r)
	tr, ok := r.Context().Value(trailKey{}).(*trail)
	if err == nil && resp.StatusCode/100 == 2 {
		t.accepted.Store(true)
	}
	if err != nil || !ok || tr.reauthorized || tr.request == nil || !t.rejected(resp) {
		return resp, err
	}
	tr.reauthorized = true // a redirect comes by here again
	changed, failed := t.by.Reauthorize(r.Context(), tr.request)
	switch {
	case errors.Is(failed, context.Canceled):
		return nil, authError{failed}
	case changed && failed == nil:
		return t.next.RoundTrip(r)
	}
	tr.renewal = failed // the rejection is what is known for certain
	return resp, nil
}

// codeInvalidAccess comes with 401 or 403, depending on the product. With 403 it
// may also be about the right to one thing (facts/cloudflare-api.md 2.3).
const codeInvalidAccess = 9109

// rejected reports whether a reply is about who asks, and not about what was
// asked for. Credentials that were good for something are not renewed for want
// of a right.
func (t *reauth) rejected(resp *http.Response) bool {
	if resp.StatusCode != http.StatusForbidden || t.accepted.Load() {
		return resp.StatusCode == http.StatusUnauthorized
	}
	var f failure
	return readFailure(contents(resp), &f) == "" &&
		slices.ContainsFunc(f.errors(), func(m wireMessage) bool { return m.Code == codeInvalidAccess })
}
