// Package logout holds `lariat logout`.
package logout

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
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
	v, err := o.app.Setting(settings.Profile)
	if err == nil && v.Layer == settings.LayerProject {
		err = app.Usage("lariat --profile "+app.Quote(v.Text)+" logout",
			"%s names profile %q, and a project does not log its user out", v.Origin, v.Text)
	}
	if err != nil {
		return err
	}
	ended, err := sources.End(ctx)
	if errors.Is(err, auth.ErrNoLogin) {
		return o.notLoggedIn(sources)
	}
	if err != nil {
		return err
	}
	o.app.Note("Logged out of profile %s.", sources.Profile)
	if ended.Kind == auth.KindToken {
		o.app.Note("The API token itself is still valid: https://dash.cloudflare.com/profile/api-tokens")
	}
	others := sources.Logins.Profiles(sources.API)
	if left := auth.All(sources); len(left) > 0 {
		o.app.Note("Commands go on with %s.", left[0].Source)
	} else if len(others) > 0 {
		o.app.Note("There are other logins: lariat auth switch %s", app.Quote(others[0]))
	}
	return o.undone(ended)
}

// undone is the problem of a login that is deleted here, and not all of it is gone.
func (o *options) undone(e auth.Ended) error {
	if e.Revoked == nil && e.Hidden == nil {
		return nil
	}
	p := o.app.Explain(cmp.Or(e.Revoked, e.Hidden))
	msg, hints := "the login is deleted here", []string{}
	if e.Revoked != nil {
		msg += ", but could not be revoked: " + e.Revoked.Error()
		hints = append(hints, "revoke it where logins at "+e.API+" are listed")
	}
	if e.Hidden != nil {
		msg += ", and its secret is in the keyring still: " + e.Hidden.Error()
		hints = append(hints, "delete it in the system's keyring: service lariat, entry "+strconv.Quote(e.Entry))
	}
	p.Msg, p.Hint = msg, strings.Join(hints, "\n")
	return p
}

func (o *options) notLoggedIn(s auth.Sources) error {
	hint := "lariat auth list # shows the logins that there are"
	if all := auth.All(s); len(all) > 0 {
		hint = "commands use " + all[0].Source + ", which lariat does not keep\n" + hint
	}
	return &app.Problem{Kind: app.KindAuth, Msg: "profile " + app.Quote(s.Profile) + " has no login here", Hint: hint}
}
