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
	ID        string     `json:"id"`
	Status    string     `json:"status"` // "active", "disabled" or "expired"
	NotBefore *time.Time `json:"not_before"`
	ExpiresOn *time.Time `json:"expires_on"`
	AccountID string     `json:"-"` // the account that it belongs to; "" where it is a user's
}

// Verify asks about the token in use, first as a user's. Where it is none, it
// may be one of the accounts', which are asked in turn until one knows it; if
// none are given, the client's own.
func (t *Tokens) Verify(ctx context.Context, accounts ...string) (TokenStatus, error) {
	ctx, cancel := t.c.bound(ctx)
	defer cancel()
	status, err := t.verify(ctx, "/user/tokens/verify")
	api, ok := errors.AsType[*Error](err)
	if !ok || !api.HasCode(codeNotUserToken) {
		return status, err
	}
	if len(accounts) == 0 && t.c.account != "" {
		accounts = []string{t.c.account}
	}
	for _, account := range accounts {
		status, next := t.c.ForAccount(account).Tokens.verifyOwned(ctx)
		if next == nil {
			return status, nil
		}
		if !errors.Is(next, ErrAuth) {
			err = next // this account might have known it
		}
		if ctx.Err() != nil {
			break
		}
	}
	return TokenStatus{}, err
}

// verifyOwned asks as a token of the client's account.
func (t *Tokens) verifyOwned(ctx context.Context) (TokenStatus, error) {
	path, err := t.c.collection("/tokens/verify")
	if err != nil {
		return TokenStatus{}, err
	}
	status, err := t.verify(ctx, path)
	status.AccountID = t.c.account
	return status, err
}

func (t *Tokens) verify(ctx context.Context, path string) (TokenStatus, error) {
	rq, err := t.c.request(http.MethodGet, path, nil)
	if err != nil {
		return TokenStatus{}, err
	}
	return one(ctx, t.c, rq, "", func(s TokenStatus) string { return s.ID })
}
