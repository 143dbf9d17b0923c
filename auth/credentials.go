package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode"
)

// The variables that Wrangler and the SDKs read, too (facts/wrangler.md 5.1).
const (
	EnvToken = "CLOUDFLARE_API_TOKEN"
	EnvKey   = "CLOUDFLARE_API_KEY"
	EnvEmail = "CLOUDFLARE_EMAIL"
)

// ErrNone says that no source holds credentials.
var ErrNone = errors.New("no credentials found")

// Credentials are an API token or a global key with its e-mail address, and
// the place they were found in. They print as their source, never as secrets.
type Credentials struct {
	token string
	email string
	key   string

	// Source names the place for people: "CLOUDFLARE_API_TOKEN", perhaps with
	// the file that sets it.
	Source string

	// File is the project's .env file that holds the credentials all by itself.
	// It is empty where the user's environment or login has a share in them.
	File string
}

// Token makes credentials from an API token or an OAuth access token.
func Token(token, source string) Credentials {
	return Credentials{token: token, Source: source}
}

// String keeps the secrets out of every format verb.
func (c Credentials) String() string { return "credentials from " + c.Source }

// GoString keeps the secrets out of %#v.
func (c Credentials) GoString() string { return c.String() }

// Authorize sets the headers that facts/cloudflare-api.md 2.2 lists.
func (c Credentials) Authorize(_ context.Context, r *http.Request) error {
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
		return nil
	}
	if c.key == "" || c.email == "" {
		return ErrNone
	}
	r.Header.Set("X-Auth-Email", c.email)
	r.Header.Set("X-Auth-Key", c.key)
	return nil
}

// MalformedError says that a secret cannot be what its source claims. The
// secret itself is not part of it.
type MalformedError struct {
	Source string
	Reason string
}

func (e *MalformedError) Error() string {
	return fmt.Sprintf("the value of %s %s", e.Source, e.Reason)
}

// checkSecret recognises the ways in which copying breaks a token, before the
// API answers with its puzzling 6003 (facts/cloudflare-api.md 2.3).
func checkSecret(source, secret string) error {
	var reason string
	switch {
	case strings.HasPrefix(secret, "\ufeff"):
		reason = "begins with a byte-order mark"
	case strings.ContainsAny(secret, "\r\n"):
		reason = "contains a line break"
	case strings.ContainsFunc(secret, unicode.IsSpace):
		reason = "contains white space"
	case strings.ContainsAny(secret, "\"'`"):
		reason = "contains quotes"
	case strings.ContainsFunc(secret, func(r rune) bool { return r < 0x21 || r > 0x7e }):
		reason = "contains characters that no token has"
	case strings.HasPrefix(strings.ToLower(secret), "bearer"):
		reason = "begins with \"Bearer\"; give the token alone"
	default:
		return nil
	}
	return &MalformedError{Source: source, Reason: reason}
}
