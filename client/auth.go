package client

import (
	"context"
	"net/http"
)

// Authorizer puts credentials on a request. It is asked before every try, so
// it may renew what has expired. Its error ends the operation unchanged.
type Authorizer interface {
	Authorize(ctx context.Context, r *http.Request) error
}

// auth is the round-tripper that asks the Authorizer.
type auth struct {
	next       http.RoundTripper
	authorizer Authorizer
}

// authError tells the retry loop that nothing was sent and nothing will be.
type authError struct{ error }

func (a *auth) RoundTrip(r *http.Request) (*http.Response, error) {
	if a.authorizer == nil {
		return a.next.RoundTrip(r)
	}
	r = r.Clone(r.Context())
	if err := a.authorizer.Authorize(r.Context(), r); err != nil {
		return nil, authError{err}
	}
	return a.next.RoundTrip(r)
}
