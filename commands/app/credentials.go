package app

import (
	"context"

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
	t, err := a.Target()
	if err != nil {
		return nil, err
	}
	if t.Local {
		_, c, err := a.IdentityClient(ctx)
		return []auth.Candidate{{Source: c.Source, Kind: c.Kind}}, err
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
		Named:      profile.Layer != settings.LayerDefault && profile.Text != auth.DefaultProfile,
		Home:       a.Home,
		ConfigHome: a.Env("XDG_CONFIG_HOME"),
		AppData:    a.Env("APPDATA"),
		OS:         a.OS,
		Dir:        a.WorkDir(),
		Now:        a.Now,
		Warn:       func(err error) { a.Warn("%s", err) },
	}, err
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
