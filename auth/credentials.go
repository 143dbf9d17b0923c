package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode"
)

// The variables that Wrangler and the SDKs read, too (facts/wrangler.md 5.1).
const (
	EnvToken = "CLOUDFLARE_API_TOKEN"
	EnvKey   = "CLOUDFLARE_API_KEY"
	envEmail = "CLOUDFLARE_EMAIL"
)

// ErrNone says that no source holds credentials.
var ErrNone = errors.New("no credentials found")

// Credentials are an API token or a global key with its e-mail address, and
// the place they were found in. They print as their source, never as secrets.
type Credentials struct {
	// A function, since fmt cannot look into one: of a value inside of another
	// it prints what is not exported without asking Format.
	secrets func() secrets

	// Source names the place for people: "CLOUDFLARE_API_TOKEN", perhaps with
	// the file that sets it.
	Source string

	// File is the project's .env file that holds the credentials all by itself.
	// It is empty where the user's environment or login has a share in them.
	File string
}

type secrets struct{ token, email, key string }

func (s secrets) hidden() secrets { return s }

var _ fmt.Formatter = Credentials{}

// Token makes credentials from an API token or an OAuth access token.
func Token(token, source string) Credentials {
	return Credentials{secrets: secrets{token: token}.hidden, Source: source}
}

// String says where the credentials are from.
func (c Credentials) String() string { return "credentials from " + c.Source }

// Format prints String for every verb.
func (c Credentials) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, c.String()) }

// Authorize sets the headers that facts/cloudflare-api.md 2.2 lists.
func (c Credentials) Authorize(_ context.Context, r *http.Request) error {
	if c.secrets == nil {
		return ErrNone
	}
	s := c.secrets()
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
		return nil
	}
	r.Header.Set("X-Auth-Email", s.email)
	r.Header.Set("X-Auth-Key", s.key)
	return nil
}

// MalformedError says that a secret cannot be what its source claims, or that
// a part of it is missing. The secret itself is not part of it.
type MalformedError struct {
	Variable string // "" where the secret is no variable's
	File     string // the file that holds it; "" for the process environment
	Source   string // both, for people
	Reason   string
}

func (e *MalformedError) Error() string {
	return fmt.Sprintf("the value of %s %s", e.Source, e.Reason)
}

// check recognises the ways in which copying breaks a variable's secret, before
// the API answers with its puzzling 6003 (facts/cloudflare-api.md 2.3).
func check(name string, v Variable) error {
	if reason := flaw(v.Value); reason != "" {
		return &MalformedError{Variable: name, File: v.File, Source: describe(name, v.File), Reason: reason}
	}
	return nil
}

func flaw(secret string) string {
	switch {
	case strings.HasPrefix(secret, "\ufeff"):
		return "begins with a byte-order mark"
	case strings.ContainsAny(secret, "\r\n"):
		return "contains a line break"
	case strings.ContainsFunc(secret, unicode.IsSpace):
		return "contains white space"
	case strings.ContainsAny(secret, "\"'`"):
		return "contains quotes"
	case strings.ContainsFunc(secret, func(r rune) bool { return r < 0x21 || r > 0x7e }):
		return "contains characters that no token has"
	case strings.HasPrefix(strings.ToLower(secret), "bearer"):
		return "begins with \"Bearer\"; give the token alone"
	}
	return ""
}
