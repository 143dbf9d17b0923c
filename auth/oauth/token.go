package oauth

import (
	"fmt"
	"io"
	"time"
)

// Token is what a login gives. It prints as when it expires, never as secrets.
type Token struct {
	// A function, since fmt cannot look into one: of a value inside of another
	// it prints what is not exported without asking Format.
	secrets func() secrets

	// Expiry is when the access token expires by the clock of this machine, so
	// that a wrong clock does no harm. It is zero where the server did not say.
	Expiry time.Time

	// Scopes are what was granted. After a refresh they are nil where the server
	// did not name them: they are what they were.
	Scopes []string
}

type secrets struct{ access, refresh string }

func (s secrets) hidden() secrets { return s }

var _ fmt.Formatter = Token{}

// NewToken makes a token of what was stored.
func NewToken(access, refresh string, expiry time.Time, scopes []string) Token {
	return Token{secrets: secrets{access, refresh}.hidden, Expiry: expiry, Scopes: scopes}
}

// Access is the access token, for the Authorization header.
func (t Token) Access() string { return t.reveal().access }

// Refresh is the refresh token, or "" where the server gave none.
func (t Token) Refresh() string { return t.reveal().refresh }

func (t Token) reveal() secrets {
	if t.secrets == nil {
		return secrets{}
	}
	return t.secrets()
}

// String says when the token expires.
func (t Token) String() string {
	if t.Expiry.IsZero() {
		return "OAuth token"
	}
	return "OAuth token until " + t.Expiry.UTC().Format(time.RFC3339)
}

// Format prints String for every verb.
func (t Token) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, t.String()) }
