package auth

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// ProfileError says that a profile that was asked for has no login at this API.
type ProfileError struct {
	Name  string
	API   string
	Known []string // the profiles that have one
}

func (e *ProfileError) Error() string {
	msg := fmt.Sprintf("profile %q has no login", e.Name)
	if e.API != CloudflareAPI {
		msg += " for " + e.API
	}
	if len(e.Known) > 0 {
		msg += "; these have one: " + strings.Join(e.Known, ", ")
	}
	return msg
}

// namedLogin is the login of the profile that was asked for: lariat's own, else
// Wrangler's of that name.
func (s Sources) namedLogin() (Credentials, error) {
	c, err := s.ownLogin()
	if errors.Is(err, ErrNone) {
		c, err = wranglerLogin(s, s.profile())
	}
	if errors.Is(err, ErrNone) {
		return c, &ProfileError{s.profile(), s.API, s.Logins.Profiles(s.API)}
	}
	return c, err
}

// ownLogin is lariat's own login of the profile.
func (s Sources) ownLogin() (Credentials, error) {
	l, err := s.Logins.Load(s.profile(), s.API)
	if errors.Is(err, ErrNoLogin) {
		return Credentials{}, ErrNone
	}
	source := ownSource(s.profile())
	if err != nil {
		return Credentials{Source: source, Profile: s.profile()}, err
	}
	return s.Use(l)
}

func ownSource(profile string) string { return fmt.Sprintf("lariat's login %q", profile) }

// Use makes credentials from a login of lariat's own, which may not be kept yet.
// It fails as Find does where the login is Wrangler's.
func (s Sources) Use(l Login) (Credentials, error) {
	if l.Kind == KindWrangler {
		return s.pointed(l)
	}
	c := Credentials{
		Source: ownSource(l.Profile), Kind: l.Kind, Profile: l.Profile, Scopes: l.Scopes, Expires: l.Expires,
	}
	if l.Kind == KindToken {
		c.hold = (&keptToken{logins: s.Logins, login: l}).hold
		return c, nil
	}
	if l.path == "" { // what was issued just now is not renewed before it is kept
		g := l.secret()
		c.hold = fixed{token: g.Token, expires: l.Expires}.hold
		return c, nil
	}
	session := s.session(ownLogin{s.Logins, l.path}, c.Source, *l.Client)
	if l.secret != nil {
		session.have = tokens{l.secret(), l.Expires, l.Scopes}
	}
	c.hold = session.hold
	return c, nil
}

// pointed are the credentials of a login that is Wrangler's: of the profile of
// Wrangler's that was meant when it was made. Where Wrangler would use another one,
// and nobody named this one, it says nothing.
func (s Sources) pointed(l Login) (Credentials, error) {
	if !s.Named && !s.Chosen && s.WranglerProfile() != l.Wrangler {
		return Credentials{}, ErrNone
	}
	c, err := wranglerLogin(s, l.Wrangler)
	c.Profile = l.Profile
	return c, err
}

// session makes the session of a login that is kept somewhere.
func (s Sources) session(kept keeper, source string, client Client) *session {
	return &session{kept: kept, name: source, refresh: s.oauth(client).Refresh, now: s.Now, warn: s.Warn}
}

// oauth speaks with the server that a login was issued by.
func (s Sources) oauth(client Client) oauth.Config {
	return oauth.Config{
		ClientID: client.ID, Endpoint: oauth.Endpoint{TokenURL: client.TokenURL, RevokeURL: client.RevokeURL},
		HTTP: s.HTTP, Now: s.Now,
	}
}

// wranglerClient is the OAuth client that Wrangler's login was issued to
// (facts/wrangler.md 5.2). lariat renews that login as it, and asks for none.
func (s Sources) wranglerClient() Client {
	id, domain := "54d11594-84e4-41aa-b438-e81b8fa78ee7", "dash.cloudflare.com"
	if isStaging(s) {
		id, domain = "4b2ea6cc-9421-4761-874b-ce550e0e3def", "dash.staging.cloudflare.com"
	}
	domain = cmp.Or(s.process("WRANGLER_AUTH_DOMAIN"), domain)
	return Client{
		ID:       cmp.Or(s.process("WRANGLER_CLIENT_ID"), id),
		TokenURL: cmp.Or(s.process("WRANGLER_TOKEN_URL"), "https://"+domain+"/oauth2/token"),
	}
}

// keptToken is an API token of lariat's own login, which is read when a request
// needs it: a keyring may want to be unlocked.
type keptToken struct {
	logins Logins
	login  Login

	mu   sync.Mutex
	have grant
}

func (k *keptToken) hold() holder { return k }

func (k *keptToken) secrets(ctx context.Context) (secrets, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.have.Token == "" {
		var err error
		if k.have, err = k.logins.reveal(ctx, k.login); err != nil {
			return secrets{}, err
		}
	}
	return secrets{token: k.have.Token}, nil
}

func (k *keptToken) renew(context.Context, string) (bool, error) { return false, nil }
