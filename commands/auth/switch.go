package auth

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/completions"
)

type switchOptions struct {
	app     *app.App
	profile string
}

func newSwitchCmd(a *app.App) *cobra.Command {
	o := &switchOptions{app: a}
	cmd := &cobra.Command{
		Use:   "switch [profile]",
		Short: "Use another login from now on, or another account with it",
		Long: `Use the login of another profile from now on; with --account-id, remember the account that
commands work in where neither the configuration nor CLOUDFLARE_ACCOUNT_ID names one. Without a
profile the command asks on a terminal.

One command alone takes --profile, a shell LARIAT_PROFILE, and a project
"lariat config set --project profile NAME".`,
		Example: `  lariat auth switch staging
  lariat auth switch default --account-id 10ca1000000000000000000000000000`,
		Args:              app.Args(0, 1),
		ValidArgsFunction: completions.Args(1, a.Profiles),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.profile = args[0]
			}
			return o.run(cmd.Context())
		},
	}
	return cmd
}

func (o *switchOptions) logins() (auth.Logins, string, error) {
	s, err := o.app.LoginSources()
	return s.Logins, s.API, err
}

func (o *switchOptions) run(ctx context.Context) error {
	logins, api, err := o.logins()
	if err != nil {
		return err
	}
	if o.profile == "" {
		if err := o.ask(ctx, logins, api); err != nil {
			return err
		}
	}
	l, err := logins.Load(o.profile, api)
	if errors.Is(err, auth.ErrNoLogin) {
		return &auth.ProfileError{Name: o.profile, API: api, Known: logins.Profiles(api)}
	}
	if err != nil {
		return err
	}
	if err := o.remember(ctx, logins, l); err != nil {
		return err
	}
	return o.use(ctx)
}

func (o *switchOptions) ask(ctx context.Context, logins auth.Logins, api string) error {
	known := logins.Profiles(api)
	if len(known) == 0 {
		return &app.Problem{Kind: app.KindAuth, Msg: "lariat keeps no login", Hint: "lariat login"}
	}
	if !o.app.CanPrompt() {
		return app.Usage("lariat auth switch "+app.Quote(known[0]), "the profile is missing")
	}
	i, err := o.app.Prompt.Select(ctx, "Which login?", known)
	if err == nil {
		o.profile = known[i]
	}
	return err
}

// remember keeps the account that --account-id names, which the login has to see.
func (o *switchOptions) remember(ctx context.Context, logins auth.Logins, l auth.Login) error {
	v, err := o.app.Setting(settings.AccountID)
	if err != nil || v.Layer != settings.LayerFlag {
		return err
	}
	s, err := o.app.AuthSources()
	if err != nil {
		return err
	}
	creds, err := s.Use(l)
	if err != nil {
		return err
	}
	c, err := o.app.ClientWith(creds, "")
	if err != nil {
		return err
	}
	for account, err := range c.Accounts.List(ctx) {
		if err != nil {
			return err
		}
		if account.ID == v.Text {
			err := logins.Remember(ctx, l, auth.Account{ID: account.ID, Name: account.Name})
			if err == nil {
				o.app.Note("Account: %s (%s)", account.Name, account.ID)
			}
			return err
		}
	}
	p := app.NotFound("lariat --profile "+app.Quote(l.Profile)+" whoami # lists those that it sees",
		"profile %q does not see account %q", l.Profile, v.Text)
	p.AtFault = v.Flag
	return p
}

// use writes the user's setting.
func (o *switchOptions) use(ctx context.Context) error {
	file := settings.Location{Layer: settings.LayerUser, Path: o.app.UserSettings()}
	if err := file.Set(ctx, settings.Profile, o.profile); err != nil {
		return err
	}
	o.app.ForgetSettings()
	v, err := o.app.Setting(settings.Profile)
	if err != nil {
		return err
	}
	o.app.Note("Commands use profile %s now.", o.profile)
	if v.Text != o.profile {
		o.app.Warn("here it is still %s, since %s wins", app.Quote(v.Text), v.Origin)
	}
	s, err := o.app.AuthSources()
	if err != nil {
		return err
	}
	if winner, err := auth.Find(s); err == nil && winner.Profile == "" {
		o.app.Warn("%s wins over every profile: unset it", winner.Source)
	}
	return nil
}
