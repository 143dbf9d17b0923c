package backend

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

// caller is who a request comes from: a token, or a user with the global key.
type caller struct {
	Token
	email  string       // of the user; empty for a token
	assets assetSession // whose files a token is for; empty for all others
}

func (c caller) isUser() bool { return c.email != "" }

type callerKey struct{}

func withCaller(ctx context.Context, c caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

func callerOf(r *http.Request) caller {
	c, _ := r.Context().Value(callerKey{}).(caller) // ServeHTTP put it there
	return c
}

// authenticate finds who a request comes from, with the failures of
// facts/cloudflare-api.md 2.3. The global key is the seeded token's value, with
// any e-mail address: a key holds all rights, so a lesser token is none.
func (h *handler) authenticate(r *http.Request) (caller, error) {
	value, email, err := credential(r.Header)
	if err != nil {
		return caller{}, err
	}
	if email == "" && h.isAssetUpload(r) {
		return h.authenticateAssets(r.Context(), value)
	}
	t, err := h.store.findToken(r.Context(), value)
	c := caller{Token: t, email: email}
	switch {
	case err != nil && !errors.Is(err, ErrNoToken):
		return c, err
	case c.isUser() && (err != nil || !t.seeded):
		return c, forbidden()
	case err != nil, !t.Expires.IsZero() && !h.store.now().Before(t.Expires):
		return c, invalidToken()
	}
	return c, nil
}

// credential reads the token, or the global key and its e-mail address.
func credential(h http.Header) (value, email string, err error) {
	key, email, text := h.Get("X-Auth-Key"), h.Get("X-Auth-Email"), h.Get("Authorization")
	switch {
	case key != "" && email != "":
		if !isTokenText(key) {
			return "", "", badHeader(6103, "Invalid format for X-Auth-Key header")
		}
		return key, email, nil
	case text == "":
		return "", "", &apiError{
			status: http.StatusBadRequest, code: 9106, msg: "Missing X-Auth-Key, X-Auth-Email or Authorization headers",
		}
	}
	token, ok := strings.CutPrefix(text, "Bearer ")
	if !ok || !isTokenText(token) {
		return "", "", badHeader(6111, "Invalid format for Authorization header")
	}
	return token, "", nil
}

// isTokenText says whether s has the characters of a bearer token (RFC 6750),
// so no white space, no quotes and no line breaks.
func isTokenText(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return false
		}
		return !strings.ContainsRune("-._~+/=", r)
	})
}

func badHeader(code int, msg string) *apiError {
	return &apiError{
		status: http.StatusBadRequest, code: 6003, msg: "Invalid request headers",
		chain: []message{{Code: code, Message: msg}},
	}
}

func invalidToken() *apiError {
	return &apiError{status: http.StatusUnauthorized, code: 1000, msg: "Invalid API Token"}
}

func forbidden() *apiError {
	return &apiError{status: http.StatusForbidden, code: 10000, msg: "Authentication error"}
}
