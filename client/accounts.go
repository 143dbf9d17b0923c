package client

import (
	"context"
	"iter"
)

// Accounts are the accounts that the credentials can see.
type Accounts struct{ c *Client }

// Account is one of them.
type Account struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"` // "standard" or "enterprise"
}

// List gives the accounts. It needs no account id of its own, and works with
// tokens that belong to an account (facts/cloudflare-api.md 4).
func (a *Accounts) List(ctx context.Context) iter.Seq2[Account, error] {
	l := lister[Account]{
		client: a.c, path: "/accounts", per: 50, // the most that this collection allows
		id: func(a Account) string { return a.ID },
	}
	return l.all(ctx)
}

// All is what List gives, at once.
func (a *Accounts) All(ctx context.Context) ([]Account, error) {
	var all []Account
	for account, err := range a.List(ctx) {
		if err != nil {
			return nil, err
		}
		all = append(all, account)
	}
	return all, nil
}
