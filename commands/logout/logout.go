// Package logout holds `lariat logout`.
package logout

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
)

type options struct{ app *app.App }

// NewCmd returns the command.
func NewCmd(a *app.App) *cobra.Command {
	o := &options{a}
	return &cobra.Command{
		Use:   "logout",
		Short: "End a login, and delete it",
		Long: `End the login of the profile, and delete it. An OAuth login is revoked at Cloudflare. An API token
lives on, since it may be in use elsewhere: delete it in the dashboard. Wrangler's login stays
Wrangler's.`,
		Example: `  lariat logout
  lariat logout --profile staging`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
}

func (o *options) run(ctx context.Context) error {
	sources, err := o.app.AuthSources()
	if err != nil {
		return err
	}
	l, err := sources.Logins.Load(sources.Profile, sources.API)
	if errors.Is(err, auth.ErrNoLogin) {
		return o.notLoggedIn(sources)
	}
	if _, broken := errors.AsType[*auth.MalformedError](err); err != nil && !broken {
		return err
	}
	// Deleted it is in any case: who logs out must not be kept logged in.
	revoked := sources.Revoke(ctx, l)
	hidden := sources.Logins.Delete(ctx, l)
	if _, gone := errors.AsType[*auth.KeyringError](hidden); hidden != nil && !gone {
		return hidden
	}
	o.app.Note("Logged out of profile %s.", sources.Profile)
	if l.Kind == auth.KindToken {
		o.app.Note("The API token itself is still valid: https://dash.cloudflare.com/profile/api-tokens")
	}
	others := sources.Logins.Profiles(sources.API)
	if left := auth.All(sources); len(left) > 0 {
		o.app.Note("Commands go on with %s.", left[0].Source)
	} else if len(others) > 0 {
		o.app.Note("There are other logins: lariat auth switch %s", app.Quote(others[0]))
	}
	switch {
	case revoked != nil:
		return o.unrevoked(revoked)
	case hidden != nil:
		return o.unforgotten(hidden)
	}
	return nil
}

// unrevoked is the problem of a login that is deleted here and still valid.
func (o *options) unrevoked(err error) error {
	p := o.app.Explain(err)
	p.Msg = "the login is deleted here, but could not be revoked: " + p.Msg
	p.Hint = "revoke it in the dashboard: https://dash.cloudflare.com/profile/access-management/authorization"
	return p
}

// unforgotten is the problem of a secret that is left in the keyring.
func (o *options) unforgotten(err error) error {
	p := o.app.Explain(err)
	p.Msg = "the login is deleted here, but its secret could not be: " + p.Msg
	p.Hint = "delete it in the system's keyring, where it is of the service lariat"
	return p
}

func (o *options) notLoggedIn(s auth.Sources) error {
	hint := "lariat auth list # shows the logins that there are"
	if all := auth.All(s); len(all) > 0 {
		hint = "commands use " + all[0].Source + ", which lariat does not keep\n" + hint
	}
	return &app.Problem{Kind: app.KindAuth, Msg: "profile " + app.Quote(s.Profile) + " has no login here", Hint: hint}
}
