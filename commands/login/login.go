// Package login holds `lariat login`.
package login

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/completions"
)

type options struct {
	app     *app.App
	sources auth.Sources
	target  app.Target

	wrangler  bool
	withToken bool
	tokenFile string
	web       bool
	device    bool
	noBrowser bool
	scopes    []string
}

// NewCmd returns the command.
func NewCmd(a *app.App) *cobra.Command {
	o := &options{app: a}
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Log in once, for all later commands",
		Long: `Log in, and keep the login for all later commands: in the system's keyring, or where there is
none in a file that is yours alone. On a terminal without flags the command asks which way:

  --wrangler     use the login that Wrangler has, which stays Wrangler's
  --with-token   keep an API token, read from standard input; --token-file reads a file
  --web          log in with OAuth in a browser; --device on another machine

OAuth needs a client of your own, which "lariat config set oauth_client_id ID" names; a Cloudflare
account has them under Manage Account > OAuth clients. Its redirect address is
http://127.0.0.1:8977/oauth/callback, unless the setting callback_port says otherwise.

Variables such as CLOUDFLARE_API_TOKEN win over every login but one that --profile names.`,
		Example: `  lariat login
  lariat login --with-token < token.txt
  lariat login --profile staging --web --no-browser`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	fs := cmd.Flags()
	fs.BoolVar(&o.wrangler, "wrangler", false, "use the login that Wrangler has")
	fs.BoolVar(&o.withToken, "with-token", false, "read an API token from standard input")
	fs.Var(&app.PathFlag{Path: &o.tokenFile}, "token-file", "read an API token from this file")
	fs.BoolVar(&o.web, "web", false, "log in with OAuth in a browser")
	fs.BoolVar(&o.device, "device", false, "log in with OAuth in a browser of another machine")
	fs.BoolVar(&o.noBrowser, "no-browser", false, "print addresses instead of opening them")
	fs.StringSliceVar(&o.scopes, "scopes", nil, "ask for these OAuth scopes instead of all that lariat has a use for")
	_ = cmd.RegisterFlagCompletionFunc("token-file", completions.Files)
	_ = cmd.RegisterFlagCompletionFunc("scopes", completions.Words(knownScopes()))
	return cmd
}

func (o *options) run(ctx context.Context) error {
	if err := o.prepare(); err != nil {
		return err
	}
	way, err := o.way(ctx)
	if err != nil {
		return err
	}
	// Nobody makes a token, or consents, for a login that cannot be kept.
	if err := o.sources.Logins.Prepare(); err != nil {
		return err
	}
	login, err := way(ctx)
	if err != nil {
		return err
	}
	return o.keep(ctx, login)
}

// prepare finds out where to log in to. A project's file has no say in that.
func (o *options) prepare() (err error) {
	if o.target, err = o.app.Target(); err != nil {
		return err
	}
	if o.sources, err = o.app.LoginSources(); err != nil {
		return err
	}
	return o.target.GuardLogin()
}
