package auth

import (
	"bytes"
	"time"

	"github.com/BurntSushi/toml"
)

// wranglerTokens is Wrangler's login, with all that its file holds.
type wranglerTokens struct {
	tokens
	legacy string // the token of a login that Wrangler 1 stored
	all    map[string]any
}

// The keys of Wrangler's file (facts/wrangler.md 5.3).
const (
	keyToken   = "oauth_token"
	keyRefresh = "refresh_token"
	keyExpires = "expiration_time"
	keyScopes  = "scopes"
	keyLegacy  = "api_token"
)

// decodeWrangler reads Wrangler's login. One without an expiry has expired.
func decodeWrangler(path string, text []byte) (wranglerTokens, error) {
	malformed := &MalformedError{File: path, Source: "Wrangler's login (" + path + ")"}
	var all map[string]any
	if toml.Unmarshal(text, &all) != nil {
		// The parser's text may quote the line, and with it the token.
		malformed.Reason = "is not valid TOML"
		return wranglerTokens{}, malformed
	}
	l := wranglerTokens{all: all}
	l.Token, _ = all[keyToken].(string)
	l.Refresh, _ = all[keyRefresh].(string)
	l.legacy, _ = all[keyLegacy].(string)
	switch at := all[keyExpires].(type) {
	case string:
		l.expires, _ = time.Parse(time.RFC3339, at)
	case time.Time:
		l.expires = at
	}
	scopes, _ := all[keyScopes].([]any)
	for _, scope := range scopes {
		if name, ok := scope.(string); ok {
			l.scopes = append(l.scopes, name)
		}
	}
	for _, token := range []string{l.Token, l.legacy} {
		if token == "" {
			continue
		}
		if malformed.Reason = flaw(token); malformed.Reason != "" {
			return wranglerTokens{}, malformed
		}
	}
	return l, nil
}

// encode is the file after the login was renewed: as Wrangler writes it, and with
// whatever else was there.
func (l wranglerTokens) encode(now tokens) ([]byte, error) {
	const iso = "2006-01-02T15:04:05.000Z07:00"
	l.all[keyToken], l.all[keyRefresh] = now.Token, now.Refresh
	l.all[keyExpires] = now.expires.UTC().Format(iso)
	if len(now.scopes) > 0 {
		l.all[keyScopes] = now.scopes
	}
	var text bytes.Buffer
	e := toml.NewEncoder(&text)
	e.Indent = ""
	err := e.Encode(l.all)
	return text.Bytes(), err
}
