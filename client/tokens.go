package client

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// codeNotUserToken is what a token gets that belongs to an account, when it
// asks as if it belonged to a user (facts/cloudflare-api.md 2.3).
const codeNotUserToken = 1000

// Tokens tells about API tokens.
type Tokens struct{ c *Client }

// TokenStatus is what a token may say about itself.
type TokenStatus struct {
	ID           string     `json:"id"`
	Status       string     `json:"status"` // "active", "disabled" or "expired"
	NotBefore    *time.Time `json:"not_before"`
	ExpiresOn    *time.Time `json:"expires_on"`
	AccountOwned bool       `json:"-"` // it belongs to an account, not to a user
}

// Verify asks about the token in use, first as a user's, then as the account's.
func (t *Tokens) Verify(ctx context.Context) (TokenStatus, error) {
	ctx, cancel := t.c.bound(ctx)
	defer cancel()
	status, err := t.verify(ctx, "/user/tokens/verify")
	api, ok := errors.AsType[*Error](err)
	if !ok || !api.HasCode(codeNotUserToken) || t.c.account == "" {
		return status, err
	}
	path, err := t.c.collection("/tokens/verify")
	if err != nil {
		return TokenStatus{}, err
	}
	status, err = t.verify(ctx, path)
	status.AccountOwned = err == nil
	return status, err
}

func (t *Tokens) verify(ctx context.Context, path string) (TokenStatus, error) {
	rq, err := t.c.request(http.MethodGet, path, nil)
	if err != nil {
		return TokenStatus{}, err
	}
	return one(ctx, t.c, rq, "", func(s TokenStatus) string { return s.ID })
}
