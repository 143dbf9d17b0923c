package client

import (
	"context"
	"iter"
)

// Memberships are the accounts that a user is a member of.
type Memberships struct{ c *Client }

// Membership is one of them, with the user's roles in it.
type Membership struct {
	ID      string   `json:"id"`
	Status  string   `json:"status"` // "accepted", "pending" or "rejected"
	Account Account  `json:"account"`
	Roles   []string `json:"roles"` // their names; empty where policies are in their place
}

// List gives the memberships. It is for the global key and OAuth alone: API
// tokens get code 9106 (facts/cloudflare-api.md 4).
func (m *Memberships) List(ctx context.Context) iter.Seq2[Membership, error] {
	l := lister[Membership]{
		client: m.c, path: "/memberships", per: 50, // the most that this collection allows
		id: func(m Membership) string { return m.ID },
	}
	return l.all(ctx)
}
