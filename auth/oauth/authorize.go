package oauth

import (
	"context"
	"time"

	"golang.org/x/oauth2"
)

// loginLimit is how long a person has for the consent page, as with Wrangler
// (facts/wrangler.md 5.2).
const loginLimit = 120 * time.Second

// Browser says how a person gets to the consent page, and back.
type Browser struct {
	// Open is told the address to open. It may print it or start a browser, and
	// returns soon. What fails there is its caller's matter: the login goes on,
	// since a person can open the address by hand.
	Open func(ctx context.Context, address string)

	Port      int           // of the callback; 0 takes a free one
	Localhost bool          // redirect to "localhost", not to 127.0.0.1: for clients that are registered so
	Limit     time.Duration // 0 is 120 s
}

// Authorize logs in through a browser: an authorization code with PKCE, which
// comes back to a listener on this machine. Besides Config's errors, it fails
// with a *ListenError, a *TimeoutError or a *ResponseError.
func (c Config) Authorize(ctx context.Context, b Browser) (Token, error) {
	if err := c.check(c.Endpoint.AuthURL, c.Endpoint.TokenURL); err != nil {
		return Token{}, err
	}
	back, err := listenForCallback(ctx, b.Port, b.Localhost)
	if err != nil {
		return Token{}, err
	}
	defer back.close()
	back.issuer = c.Endpoint.Issuer()
	back.serve()
	protocol, verifier := c.protocol(), oauth2.GenerateVerifier()
	protocol.RedirectURL = back.url()
	code, err := back.wait(ctx, b, protocol.AuthCodeURL(back.state, oauth2.S256ChallengeOption(verifier)))
	var token Token
	if err == nil {
		token, err = c.exchange(ctx, protocol, code, verifier)
	}
	back.answer(err)
	return token, err
}

// exchange turns the code into a token. The scopes that were asked for were
// granted if the server does not say otherwise (RFC 6749, 5.1).
func (c Config) exchange(ctx context.Context, protocol *oauth2.Config, code, verifier string) (Token, error) {
	token, err := c.request(ctx, []string{code, verifier}, func(ctx context.Context) (*oauth2.Token, error) {
		return protocol.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	})
	return c.granted(token), err
}

func (c Config) granted(token Token) Token {
	if token.Scopes == nil {
		token.Scopes = c.Scopes
	}
	return token
}

// wait opens the address and waits for the code.
func (c *callback) wait(ctx context.Context, b Browser, address string) (string, error) {
	limit := b.Limit
	if limit == 0 {
		limit = loginLimit
	}
	waiting, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	b.Open(waiting, address)
	select {
	case got := <-c.answers:
		return got.code, got.err
	case err := <-c.failed:
		return "", &ListenError{Addr: c.host, Err: err}
	case <-waiting.Done():
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return "", &TimeoutError{Limit: limit}
}
