// Package whoami holds `lariat whoami`: whose credentials are in use, where
// they are from, and what they may do.
package whoami

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type options struct {
	app    *app.App
	format *output.Format
}

// NewCmd returns the command.
func NewCmd(a *app.App) *cobra.Command {
	o := &options{app: a}
	cmd := &cobra.Command{
		Use:   "whoami",
		Short: "Show which credentials are in use and what they may do",
		Long: `Show where the credentials in use are from, which others they win over, whose they are,
and what they may do to the directory of each account they see.

Reading is tried. Whether services may be bound to Workers (Bind) or changed (Admin) is told
from the permission groups of a token, or the scopes and roles of a login, where these can be
read: nothing else would show it but a deploy or a change. What is not known is "unknown",
with the reason. With --account-id, that account alone is asked. The account that commands
work in where they are not told another one is marked as chosen, with what chooses it.`,
		Example: `  lariat whoami
  lariat whoami --jq '.accounts[] | [.id, .directory.bind.allowed] | @tsv'`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *options) run(ctx context.Context) error {
	o.app.ShowsRights = true
	c, creds, err := o.app.IdentityClient(ctx)
	if err != nil {
		return err
	}
	sources, err := o.app.CredentialSources(ctx)
	if err != nil {
		return err
	}
	choice, err := o.app.AccountChoice(ctx)
	if err != nil {
		return err
	}
	found, err := subject{client: c, kind: creds.Kind, scopes: creds.Scopes, choice: choice}.ask(ctx)
	if err != nil {
		return err
	}
	if found.noList != nil {
		o.app.Warn("the credentials may not list accounts: %s", found.noList)
	}
	renews, err := creds.Renews(ctx)
	if err != nil {
		return err
	}
	if creds, err = o.renewed(ctx, creds); err != nil {
		return err
	}
	v := newView(creds, renews, sources[min(1, len(sources)):], found)
	if err := output.Print(o.format, o.app.Streams, v, func(out *term.Output) error {
		return show(out, v, o.app.Now())
	}); err != nil {
		return err
	}
	return o.valid(v)
}

// renewed looks again for a login that had expired: the requests have renewed it.
func (o *options) renewed(ctx context.Context, c auth.Credentials) (auth.Credentials, error) {
	if c.Kind != auth.KindOAuth || c.Expires.IsZero() || o.app.Now().Before(c.Expires) {
		return c, nil
	}
	o.app.ForgetClient()
	_, c, err := o.app.IdentityClient(ctx)
	return c, err
}

// valid is an error for a token that the API knows and does not take.
func (o *options) valid(v view) error {
	if v.TokenStatus == nil || *v.TokenStatus == "active" {
		return nil
	}
	return &app.Problem{Kind: app.KindAuth, Msg: "the token from " + v.Source + " is " + *v.TokenStatus,
		Hint: o.app.RenewHint("Connectivity Directory Read")}
}
