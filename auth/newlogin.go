package auth

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// TokenLogin makes a login of the profile of an API token, if it can be one: the
// error is a *MalformedError.
func (s Sources) TokenLogin(token string) (Login, error) {
	if reason := flaw(token); reason != "" {
		return Login{}, &MalformedError{Source: "the token", Reason: reason}
	}
	return Login{Profile: s.profile(), API: s.API, Kind: KindToken, secret: grant{Token: token}.hidden}, nil
}

// OAuthLogin makes a login of the profile of what an OAuth server has issued.
func (s Sources) OAuthLogin(config oauth.Config, issued oauth.Token) Login {
	t := fromOAuth(issued, s.Now())
	return Login{
		Profile: s.profile(), API: s.API, Kind: KindOAuth,
		Client: &Client{config.ClientID, config.Endpoint.TokenURL, config.Endpoint.RevokeURL},
		Scopes: t.scopes, Expires: t.expires, secret: t.hidden,
	}
}

// WranglerLogin makes a login of the profile that uses one of Wrangler's, and holds
// nothing of it: Wrangler's profile of that name where it is asked for and there is
// one, else the one that Wrangler would use here.
func (s Sources) WranglerLogin() Login {
	l := Login{Profile: s.profile(), API: s.API, Kind: KindWrangler, Wrangler: s.WranglerProfile()}
	if _, err := wranglerLogin(s, s.profile()); s.Chosen && !errors.Is(err, ErrNone) {
		l.Wrangler = s.profile()
	}
	return l
}

// fromOAuth takes a token over. Where the server did not say when it ends, it is
// used for an hour.
func fromOAuth(t oauth.Token, now time.Time) tokens {
	if t.Expiry.IsZero() {
		t.Expiry = now.Add(time.Hour)
	}
	return tokens{grant{t.Access(), t.Refresh()}, t.Expiry.Truncate(time.Second).UTC(), t.Scopes}
}

// Revoke ends an OAuth login at the server. Other kinds it leaves alone: an API
// token may be in use elsewhere.
func (s Sources) Revoke(ctx context.Context, l Login) error {
	if l.Kind != KindOAuth {
		return nil
	}
	g, err := s.Logins.reveal(ctx, l)
	if err != nil {
		return err
	}
	return s.oauth(*l.Client).Revoke(ctx, cmp.Or(g.Refresh, g.Token))
}

// Discard is Revoke for a login that nobody will know of any more. It takes no
// longer than a moment, and goes on where the command is being ended; what comes of
// it matters to nobody.
func (s Sources) Discard(ctx context.Context, l Login) {
	const moment = 5 * time.Second
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), moment)
	defer cancel()
	_ = s.Revoke(limited, l)
}
