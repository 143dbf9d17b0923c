package deploy

import (
	"cmp"
	"context"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/configfile"
)

// handover is what Wrangler is given so that it deploys with the credentials that
// were checked with.
type handover struct {
	env   []string
	flags []string
	login bool // a login is meant, whose account goes along with it
}

// handover lets Wrangler find by itself what it would use anyway. A login of
// lariat's own, which it cannot read, goes along as a token.
func (o *options) handover(ctx context.Context) (handover, error) {
	t, err := o.app.Target()
	if err != nil || t.Local || o.isDryRun() {
		return handover{}, err
	}
	s, err := o.app.AuthSources()
	if err != nil {
		return handover{}, err
	}
	creds, missing := o.app.Credentials()
	switch {
	case missing != nil && s.Chosen: // Wrangler may know that profile, and how to read it
		return handover{flags: []string{"--profile", s.Profile}}, nil
	case missing != nil || creds.Kind == auth.KindKey: // who has to have some has been told already
		return handover{}, nil //nolint:nilerr // likewise
	}
	env, err := o.withoutKey()
	hasToken := o.app.Lookup(auth.EnvToken).Value != ""
	switch {
	case err != nil || creds.FromEnv:
		return handover{env: env}, err
	case creds.Wrangler == s.WranglerProfile() && !hasToken:
		return handover{env: env, login: true}, nil
	case creds.Wrangler != "" && !hasToken:
		return handover{env: append(env, auth.EnvWranglerProfile+"="+creds.Wrangler), login: true}, nil
	}
	if v, err := o.app.Setting(settings.Profile); err == nil && v.Layer == settings.LayerProject {
		o.app.Note("Wrangler gets %s, which %s names.", creds.Source, v.Origin)
	}
	token, err := o.token(ctx, t, creds)
	return handover{env: append(env, token...), login: true}, err
}

// token is a login for Wrangler, together with the API that it is for: a project's
// .env may name another one in ways that Wrangler alone knows.
func (o *options) token(ctx context.Context, t app.Target, creds auth.Credentials) ([]string, error) {
	if err := t.GuardCredentials(creds); err != nil {
		return nil, err
	}
	ctx, cancel, err := o.app.Bound(ctx)
	if err != nil {
		return nil, err
	}
	defer cancel()
	token, _, err := creds.Secret(ctx)
	return []string{auth.EnvToken + "=" + token, app.EnvBaseURL + "=" + t.BaseURL}, err
}

// withoutKey keeps a global key from Wrangler, which would let it win over the
// token that was checked with (facts/wrangler.md 5.1). One in a project's file
// cannot be: Wrangler reads those after all else.
func (o *options) withoutKey() (env []string, err error) {
	names := map[string]string{auth.EnvKey: "CF_API_KEY", auth.EnvEmail: "CF_EMAIL"}
	in := func(find func(string) configfile.EnvVar, name string) configfile.EnvVar {
		return cmp.Or(find(name), find(names[name]))
	}
	key := in(o.app.InFile, auth.EnvKey)
	if key.Value != "" && in(o.app.Lookup, auth.EnvEmail).Value != "" {
		return nil, app.Usage("take the key out of "+app.Quote(key.File)+", or leave all to Wrangler: --no-check",
			"Wrangler would deploy with the global key in %q, and not with the credentials that lariat checks with", key.File)
	}
	for _, name := range []string{auth.EnvKey, auth.EnvEmail, "CF_API_KEY", "CF_EMAIL"} {
		if o.app.Env(name) != "" {
			env = append(env, name+"=")
		}
	}
	return env, nil
}
