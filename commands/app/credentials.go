package app

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strconv"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/settings"
)

// Credentials finds the credentials for a remote target once.
func (a *App) Credentials() (auth.Credentials, error) {
	if a.creds != nil {
		return *a.creds, nil
	}
	s, err := a.AuthSources()
	if err != nil {
		return auth.Credentials{}, err
	}
	c, err := auth.Find(s)
	if err != nil {
		return auth.Credentials{}, err
	}
	a.creds = &c
	return c, nil
}

// CredentialSources are the places that hold credentials for the target, those
// that win first. They are looked into and not tried.
func (a *App) CredentialSources(ctx context.Context) ([]auth.Candidate, error) {
	if t, err := a.Target(); err != nil || t.Local {
		c, err := a.creds, err
		if err == nil && c == nil {
			_, _, err = a.IdentityClient(ctx)
			c = a.creds
		}
		if err != nil {
			return nil, err
		}
		return []auth.Candidate{{Source: c.Source, Kind: c.Kind}}, nil
	}
	s, err := a.AuthSources()
	if err != nil {
		return nil, err
	}
	return auth.All(s), nil
}

// AuthSources are where credentials for the target are looked for.
func (a *App) AuthSources() (auth.Sources, error) {
	t, err := a.Target()
	if err != nil {
		return auth.Sources{}, err
	}
	if err := a.LoadEnv(); err != nil {
		return auth.Sources{}, err
	}
	profile, err := a.Setting(settings.Profile)
	if err != nil {
		return auth.Sources{}, err
	}
	logins, err := a.Logins()
	return auth.Sources{
		Env: func(name string) auth.Variable {
			v := a.Lookup(name)
			return auth.Variable{Value: v.Value, File: v.File, Borrowed: v.Borrowed}
		},
		API: t.BaseURL, Logins: logins, Profile: profile.Text, Chosen: profile.Layer == settings.LayerFlag,
		Home:       a.Home,
		ConfigHome: a.Env("XDG_CONFIG_HOME"),
		AppData:    a.Env("APPDATA"),
		OS:         a.OS,
		Dir:        a.WorkDir(),
		Now:        a.Now,
		Warn:       func(err error) { a.Warn("%s", err) },
	}, err
}

// Logins are lariat's own.
func (a *App) Logins() (auth.Logins, error) {
	use, err := a.Setting(settings.Keyring)
	if err != nil {
		return auth.Logins{}, err
	}
	var l auth.Logins
	if file := a.UserSettings(); file != "" {
		l.Dir = filepath.Join(filepath.Dir(file), "auth")
	}
	if use.Text != "off" {
		l.Keyring = &auth.SystemKeyring{Limit: auth.KeyringLimit, NoBus: a.hasNoBus()}
	}
	return l, nil
}

// hasNoBus looks where the library does for a D-Bus session, which keyrings of
// other systems do without.
func (a *App) hasNoBus() bool {
	if a.OS == "darwin" || a.OS == "windows" || a.Env("DBUS_SESSION_BUS_ADDRESS") != "" {
		return false
	}
	dir := cmp.Or(a.Env("XDG_RUNTIME_DIR"), "/run/user/"+strconv.Itoa(os.Getuid()))
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return false
		}
	}
	return true
}

// IdentityClient makes a client without an account, which asks about the
// credentials themselves.
func (a *App) IdentityClient(ctx context.Context) (*client.Client, auth.Credentials, error) {
	t, err := a.Target()
	if err != nil {
		return nil, auth.Credentials{}, err
	}
	opts, err := a.clientOptions()
	if err != nil {
		return nil, auth.Credentials{}, err
	}
	if t.Local {
		opts, _, err = a.localOptions(ctx, opts)
	} else {
		opts, err = a.authorizedOptions(t, opts)
	}
	if err != nil {
		return nil, auth.Credentials{}, err
	}
	return client.New("", opts...), *a.creds, nil
}

// ClientWith makes a client for the target with credentials that need not be those
// of other commands; account may be empty.
func (a *App) ClientWith(creds auth.Credentials, account string) (*client.Client, error) {
	t, err := a.Target()
	if err != nil {
		return nil, err
	}
	opts, err := a.clientOptions()
	if err != nil {
		return nil, err
	}
	a.creds = &creds
	opts, err = a.authorizedOptions(t, opts)
	return client.New(account, opts...), err
}

// rememberedAccount is the one that was chosen for the login in use.
func (a *App) rememberedAccount() (Account, bool) {
	l, ok := a.usedLogin()
	if !ok || l.Account.ID == "" {
		return Account{}, false
	}
	return Account{l.Account.ID, "profile " + Quote(l.Profile)}, true
}

// usedLogin is lariat's own login that the credentials are from, if they are.
func (a *App) usedLogin() (auth.Login, bool) {
	s, err := a.AuthSources()
	if err != nil || a.creds == nil || a.creds.Profile == "" {
		return auth.Login{}, false
	}
	l, err := s.Logins.Load(a.creds.Profile, s.API)
	return l, err == nil
}

// rememberAccount keeps an answer, so that the question is asked once for a login.
// Credentials in variables may be others tomorrow, so theirs are not kept.
func (a *App) rememberAccount(ctx context.Context, chosen client.Account) {
	s, err := a.AuthSources()
	if err != nil || a.creds == nil || a.creds.Kind != auth.KindOAuth && a.creds.Profile == "" {
		return
	}
	l, known := a.usedLogin()
	if !known {
		l = s.WranglerLogin()
	}
	l.Account = auth.Account{ID: chosen.ID, Name: chosen.Name}
	if known {
		err = s.Logins.Update(l)
	} else {
		_, _, err = s.Logins.Save(ctx, l)
	}
	if err != nil {
		a.Warn("the answer is not remembered: %s", err)
		return
	}
	a.Note("Remembered for profile %s. For another one: lariat auth switch %s --account-id ID", l.Profile, l.Profile)
}
