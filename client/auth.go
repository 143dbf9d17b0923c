package client

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode"
)

// Authorizer puts credentials on a request. It is asked before every try, so
// it may renew what has expired. Its error ends the operation unchanged.
type Authorizer interface {
	Authorize(ctx context.Context, r *http.Request) error
}

// BearerToken authorizes with an API token or an OAuth access token.
func BearerToken(token string) Authorizer { return bearer(token) }

// GlobalKey authorizes with a user's e-mail address and global API key.
func GlobalKey(email, key string) Authorizer { return globalKey{email, key} }

type bearer string

func (b bearer) Authorize(_ context.Context, r *http.Request) error {
	if err := checkSecret("API token", string(b)); err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+string(b))
	return nil
}

type globalKey struct{ email, key string }

func (g globalKey) Authorize(_ context.Context, r *http.Request) error {
	if err := errors.Join(checkSecret("API e-mail", g.email), checkSecret("API key", g.key)); err != nil {
		return err
	}
	r.Header.Set("X-Auth-Email", g.email)
	r.Header.Set("X-Auth-Key", g.key)
	return nil
}

// CredentialError says why credentials were not even sent; it is an ErrAuth.
// It never holds the credential.
type CredentialError struct {
	What   string // "API token"
	Reason string // "is empty"
}

func (e *CredentialError) Error() string { return "the " + e.What + " " + e.Reason }

// Is makes the error an ErrAuth.
func (e *CredentialError) Is(target error) bool { return target == ErrAuth }

func checkSecret(what, value string) error {
	switch {
	case value == "":
		return &CredentialError{what, "is empty"}
	case strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return &CredentialError{what, "contains white space or control characters"}
	}
	return nil
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
