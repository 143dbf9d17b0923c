package oauth

import (
	"context"

	"golang.org/x/oauth2"
)

// Refresh exchanges a refresh token for a new access token, in one attempt: the
// server may have used up the old one although its reply was lost. The new token
// has the old refresh token where the server sends none. A *RefusedError means
// that only a new login helps; an *UnavailableError, that nothing is known.
func (c Config) Refresh(ctx context.Context, refreshToken string) (Token, error) {
	if err := c.check(c.Endpoint.TokenURL); err != nil {
		return Token{}, err
	}
	return c.request(ctx, []string{refreshToken}, func(ctx context.Context) (*oauth2.Token, error) {
		return c.protocol().TokenSource(ctx, &oauth2.Token{RefreshToken: refreshToken}).Token()
	})
}
