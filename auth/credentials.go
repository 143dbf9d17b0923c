package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
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

// Kind is what credentials are.
type Kind string

// The kinds. Programs read them in `lariat whoami --json`.
const (
	KindToken Kind = "api_token"
	KindKey   Kind = "global_key" // with the user's e-mail address
	KindOAuth Kind = "oauth"      // an access token, and mostly what renews it
)

// Credentials are what a request is authorised with, and the place they were
// found in. They print as their source, never as secrets. OAuth ones renew
// themselves, and are kept where they came from.
type Credentials struct {
	// A function, since fmt cannot look into one: of a value inside of another
	// it prints what is not exported without asking Format.
	hold func() holder

	// Source names the place for people: "CLOUDFLARE_API_TOKEN", perhaps with
	// the file that sets it.
	Source string

	// File is the project's .env file that holds the credentials all by itself.
	// It is empty where the user's environment or login has a share in them.
	File string

	Kind    Kind
	FromEnv bool      // they stand in variables, which win over every login
	Profile string    // lariat's, whose login it is; "" for all others
	Scopes  []string  // of OAuth ones, as far as they are known
	Expires time.Time // zero: never, or not known

	// Wrangler is the profile of Wrangler's whose login it is, perhaps as one of
	// lariat's; "" for all others.
	Wrangler string
}

type secrets struct {
	token, email, key string
	expires           time.Time // of an OAuth token
	renews            bool      // it is renewed then
}

// holder gives secrets when a request needs them.
type holder interface {
	secrets(ctx context.Context) (secrets, error)
	// renew makes others of secrets that were refused, and says whether it could.
	renew(ctx context.Context, refused string) (bool, error)
}

// fixed are secrets that stay as they are.
type fixed secrets

func (f fixed) secrets(context.Context) (secrets, error)                { return secrets(f), nil }
func (f fixed) renew(context.Context, string) (renewed bool, err error) { return false, nil }
func (f fixed) hold() holder                                            { return f }

var _ fmt.Formatter = Credentials{}

// Token makes credentials from an API token.
func Token(token, source string) Credentials {
	return Credentials{hold: fixed{token: token}.hold, Source: source, Kind: KindToken}
}

// String says where the credentials are from.
func (c Credentials) String() string { return "credentials from " + c.Source }

// Format prints String for every verb.
func (c Credentials) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, c.String()) }

// Authorize sets the headers that facts/cloudflare-api.md 2.2 lists. It fails
// with ErrNone, and as the login that it renews.
func (c Credentials) Authorize(ctx context.Context, r *http.Request) error {
	if c.hold == nil {
		return ErrNone
	}
	s, err := c.hold().secrets(ctx)
	if err != nil {
		return err
	}
	if s.token != "" {
		r.Header.Set("Authorization", bearer+s.token)
		return nil
	}
	r.Header.Set("X-Auth-Email", s.email)
	r.Header.Set("X-Auth-Key", s.key)
	return nil
}

const bearer = "Bearer "

// Reauthorize renews credentials with which a request was refused: a token may
// have ended that this machine's clock takes for good. It reports false where
// there are no others to be had.
func (c Credentials) Reauthorize(ctx context.Context, refused *http.Request) (bool, error) {
	token, ok := strings.CutPrefix(refused.Header.Get("Authorization"), bearer)
	if c.hold == nil || !ok {
		return false, nil
	}
	return c.hold().renew(ctx, token)
}

// Secret is the token itself, renewed if it has expired, for a program that needs
// it, and when it ends, as far as that is known. It fails with ErrNoToken for a
// global key, else as Authorize does.
func (c Credentials) Secret(ctx context.Context) (token string, expires time.Time, err error) {
	if c.hold == nil {
		return "", expires, ErrNone
	}
	s, err := c.hold().secrets(ctx)
	if err == nil && s.token == "" {
		err = ErrNoToken
	}
	if s.expires.IsZero() {
		s.expires = c.Expires
	}
	return s.token, s.expires, err
}

// Renews says that the credentials go on by themselves when they expire. It fails as
// Authorize does.
func (c Credentials) Renews(ctx context.Context) (bool, error) {
	if c.hold == nil {
		return false, ErrNone
	}
	s, err := c.hold().secrets(ctx)
	return s.renews, err
}

// ErrNoToken says that credentials are a global key, which is no token.
var ErrNoToken = errors.New("a global key is no token")

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
	case secret == "":
		return "is empty"
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
