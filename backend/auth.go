package backend

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

// caller is who a request comes from: an API token, or a user with the global
// key or an OAuth token.
type caller struct {
	ID     string // of the token, or of the user
	email  string // of the user; empty for a token
	rights rights
	token  Token        // zero for a user
	assets assetSession // whose files a token is for; empty for all others
}

// The user. There is one, who needs no name: whoever has the state is it.
const (
	userID    = "10ca1000000000000000000000000001"
	localUser = "local@lariat.invalid"
)

// covers says whether the caller has anything to do with an account. What a
// session's token is for, it finds itself.
func (c caller) covers(account string) bool { return c.isUser() || c.token.covers(account) }

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
	if account, ok := isAssetUpload(r); ok && email == "" {
		return h.authenticateAssets(r.Context(), account, value)
	}
	if email == "" && strings.HasPrefix(value, accessPrefix) {
		return h.authenticateAccess(r.Context(), value)
	}
	t, err := h.store.findToken(r.Context(), value)
	switch {
	case err != nil && !errors.Is(err, ErrNoToken):
		return caller{}, err
	case email != "" && (err != nil || !t.seeded):
		return caller{}, forbidden()
	case email != "":
		return caller{ID: userID, email: email, rights: allRight}, nil
	case err != nil, !t.Expires.IsZero() && !h.store.now().Before(t.Expires):
		return caller{}, invalidToken()
	}
	return caller{ID: t.ID, rights: t.rights(), token: t}, nil
}

// authenticateAccess finds the user of an OAuth token. Its refusal is what
// Wrangler's users see (cloudflare/workers-sdk issue 4551).
func (h *handler) authenticateAccess(ctx context.Context, value string) (caller, error) {
	given, err := h.store.findAccess(ctx, value)
	if errors.Is(err, ErrNoToken) {
		err = &apiError{status: http.StatusUnauthorized, code: 9109, msg: "Invalid access token"}
	}
	return caller{ID: userID, email: localUser, rights: given}, err
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
