package auth

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type tokenOptions struct {
	app    *app.App
	format *output.Format
}

// tokenView is the token that commands use.
type tokenView struct {
	Token     string     `json:"token"`
	Kind      auth.Kind  `json:"kind"`
	Source    string     `json:"source"`
	ExpiresOn *time.Time `json:"expires_on"`
}

func newTokenCmd(a *app.App) *cobra.Command {
	o := &tokenOptions{app: a}
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Print the token that commands use, renewed if it has expired",
		Long: `Print the token that commands use, alone on standard output, so that a script can hand it to
another program. An OAuth token ends after some hours; one that has expired is renewed first.`,
		Example: `  CLOUDFLARE_API_TOKEN="$(lariat auth token)" npx wrangler deploy`,
		Args:    app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, []string{"token", "kind", "source", "expires_on"})
	return cmd
}

func (o *tokenOptions) run(ctx context.Context) error {
	_, creds, err := o.app.IdentityClient(ctx)
	if err != nil {
		return err
	}
	ctx, cancel, err := o.app.Bound(ctx)
	if err != nil {
		return err
	}
	defer cancel()
	token, expires, err := creds.Secret(ctx)
	if err != nil {
		return err
	}
	v := tokenView{Token: token, Kind: creds.Kind, Source: creds.Source}
	if !expires.IsZero() {
		v.ExpiresOn = new(expires.UTC())
	}
	return output.Print(o.format, o.app.Streams, v, func(out *term.Output) error {
		_, err := fmt.Fprintln(out, token)
		return err
	})
}
