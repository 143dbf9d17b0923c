package oauth

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// maxToken is the longest token that is taken: it has to fit into a header and
// into a keyring.
const maxToken = 8 << 10

// request asks the token endpoint once. The secrets are those that it sends;
// get is handed a context with the client in it.
func (c Config) request(
	ctx context.Context, sent []string, get func(context.Context) (*oauth2.Token, error),
) (Token, error) {
	limited, cancel := c.limited(ctx)
	defer cancel()
	asked := c.now() // before, so that a slow reply does not make the token older than it seems
	got, err := get(context.WithValue(limited, oauth2.HTTPClient, c.client(limited)))
	if err != nil {
		return Token{}, c.explain(ctx, err, sent)
	}
	return c.accept(got, asked)
}

// explain gives the library's error a type of ours, and loses its text: it is
// the reply's body.
func (c Config) explain(ctx context.Context, err error, sent []string) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	if e, ok := errors.AsType[*UnavailableError](err); ok {
		return e
	}
	if e, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return c.refusal(e.ErrorCode, e.ErrorDescription, e.Response.StatusCode, sent)
	}
	return c.unusable("the reply is not what OAuth asks for")
}

// refusal is what the server means with an error code. Without a proper one,
// nothing is known.
func (c Config) refusal(errCode, text string, status int, sent []string) error {
	switch errCode = errorCode(errCode, sent); errCode {
	case "":
		return &UnavailableError{Server: c.server(), Status: status, Reason: "the reply is not OAuth's"}
	case "temporarily_unavailable", "server_error":
		return &UnavailableError{Server: c.server(), Status: status, Reason: "the server says " + errCode}
	}
	return &RefusedError{Code: errCode, Description: description(text, sent), Status: status}
}

func (c Config) unusable(reason string) error {
	return &UnavailableError{Server: c.server(), Reason: reason}
}

// server is the origin of the endpoint, of which a call may have one address.
func (c Config) server() string {
	return cmp.Or(originOf(c.Endpoint.TokenURL), originOf(c.Endpoint.RevokeURL))
}

// accept takes a reply's token if it can be used as one.
func (c Config) accept(got *oauth2.Token, asked time.Time) (Token, error) {
	switch {
	case !strings.EqualFold(got.Type(), "Bearer"):
		return Token{}, c.unusable("the reply's token is not a bearer token")
	case !sendable(got.AccessToken), got.RefreshToken != "" && !sendable(got.RefreshToken):
		return Token{}, c.unusable("the reply's token has characters or a length that no token has")
	}
	t := NewToken(got.AccessToken, got.RefreshToken, time.Time{}, nil)
	if got.ExpiresIn != 0 {
		t.Expiry = asked.Add(time.Duration(got.ExpiresIn) * time.Second).Round(0)
	}
	if said, ok := got.Extra("scope").(string); ok {
		t.Scopes = scopes(said)
	}
	return t, nil
}

// sendable says whether text can stand in a header (RFC 6750, 2.1, and what
// servers make of it).
func sendable(text string) bool {
	return text != "" && len(text) <= maxToken &&
		!strings.ContainsFunc(text, func(r rune) bool { return r < 0x21 || r > 0x7e })
}

// scopes are the words of a scope list (RFC 6749, 3.3); nil for none.
func scopes(list string) []string {
	var words []string
	for _, word := range strings.Fields(list) {
		if sendable(word) {
			words = append(words, word)
		}
	}
	return words
}
