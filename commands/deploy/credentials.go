package deploy

import (
	"context"

	"github.com/lariat-cli/lariat/auth"
)

// credentials makes Wrangler deploy with the credentials that were checked with:
// lariat's own login, which Wrangler cannot read, goes along as a token, and where
// a token won over a global key the key does not (facts/wrangler.md 5.1). All
// others Wrangler finds by itself, or says what is missing.
func (o *options) credentials(ctx context.Context) ([]string, error) {
	if o.isDryRun() {
		return nil, nil
	}
	t, err := o.app.Target()
	if err != nil || t.Local {
		return nil, err
	}
	creds, err := o.app.Credentials()
	if err != nil || creds.Kind == auth.KindKey {
		return nil, nil // who has to have some has been told already
	}
	sources, err := o.app.AuthSources()
	if err != nil {
		return nil, err
	}
	var env []string
	for _, name := range []string{auth.EnvKey, auth.EnvEmail} {
		if o.app.Lookup(name).Value != "" {
			env = append(env, name+"=")
		}
	}
	if creds.Profile == "" && !sources.Chosen {
		return env, nil
	}
	if err := t.Guard(creds.String(), creds.File); err != nil {
		return nil, err
	}
	ctx, cancel, err := o.app.Bound(ctx)
	if err != nil {
		return nil, err
	}
	defer cancel()
	token, _, err := creds.Secret(ctx)
	return append(env, auth.EnvToken+"="+token), err
}
