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
	sources, err := o.app.LoginSources()
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
		o.app.Note("The API token is not revoked by this.%s", o.tokenPlace(ended.API))
	}
	o.tellNext(sources)
	return o.undone(ended)
}

// tokenPlace says where an API token can be revoked, as far as that is known.
func (o *options) tokenPlace(api string) string {
	switch {
	case api == auth.CloudflareAPI:
		return " It is at " + app.TokensPage + ", or under Manage Account if an account owns it."
	case o.isHere():
		return " If lariat serves there: lariat local token list"
	}
	return ""
}

// isHere says that the login is one at a server on this machine.
func (o *options) isHere() bool {
	t, err := o.app.Target()
	return err == nil && t.IsLoopback()
}

// tellNext says what commands use now that one login is gone. The one of a profile
// that is not theirs is no matter to them.
func (o *options) tellNext(ended auth.Sources) {
	profile, err := o.app.StandingProfile()
	if err != nil {
		return // commands will say so
	}
	s := ended
	s.Profile, s.Chosen = profile.Text, false
	if left := auth.All(s); len(left) > 0 {
		o.app.Note("Commands go on with %s.", left[0].Source)
		return
	}
	others := s.Logins.Profiles(s.API)
	switch {
	case len(others) == 0 || s.Profile != ended.Profile:
	case profile.Layer > settings.LayerUser: // which wins over what switch changes
		o.app.Note("There are other logins: --profile %s", app.Quote(others[0]))
	default:
		o.app.Note("There are other logins: lariat auth switch %s", app.Quote(others[0]))
	}
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
		hints = append(hints, o.revokePlace(e))
	}
	if e.Hidden != nil {
		msg += ", and its secret is in the keyring still: " + e.Hidden.Error()
		hints = append(hints, "delete it in the system's keyring: service lariat, entry "+strconv.Quote(e.Entry))
	}
	p.Msg, p.Hint = msg, strings.Join(hints, "\n")
	return p
}

// revokePlace says where a login can be revoked that could not be from here.
func (o *options) revokePlace(e auth.Ended) string {
	switch {
	case e.API == auth.CloudflareAPI:
		return "revoke it in the dashboard: https://dash.cloudflare.com/profile/access-management/authorization"
	case o.isHere():
		return "lariat local token list # if lariat serves " + e.API + ": to be revoked with lariat local token revoke ID"
	}
	return "revoke it where " + e.API + " has its logins"
}

func (o *options) notLoggedIn(s auth.Sources) error {
	hint := "lariat auth list # shows the logins that there are"
	if all := auth.All(s); len(all) > 0 {
		hint = "commands use " + all[0].Source + ", which lariat does not keep\n" + hint
	}
	return &app.Problem{Kind: app.KindAuth, Msg: "profile " + strconv.Quote(s.Profile) + " has no login here", Hint: hint}
}
