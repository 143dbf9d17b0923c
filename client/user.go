package client

import (
	"context"
	"net/http"
)

// User is the person whose credentials are in use.
type User struct {
	ID    string `json:"id"`
	Email string `json:"email"`
}

// User tells whose credentials are in use. It is an ErrAuth, with code 9109,
// where they may not say, as most API tokens may not (facts/wrangler.md 5.4).
func (c *Client) User(ctx context.Context) (User, error) {
	rq, err := c.request(http.MethodGet, "/user", nil)
	if err != nil {
		return User{}, err
	}
	ctx, cancel := c.bound(ctx)
	defer cancel()
	return one(ctx, c, rq, "", func(u User) string { return u.ID })
}
