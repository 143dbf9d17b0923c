package local

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type tokenOptions struct {
	app    *app.App
	format *output.Format
	name   string
	role   string
	life   time.Duration

	expires bool // life is given
}

// tokenView is a new token. Its value is shown this once.
type tokenView struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Role      string     `json:"role"`
	Value     string     `json:"value"`
	ExpiresOn *time.Time `json:"expires_on"`
}

func newTokenCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "token",
		Short: "Make tokens for the embedded backend",
	})
	cmd.AddCommand(newTokenCreateCmd(a))
	return cmd
}

func newTokenCreateCmd(a *app.App) *cobra.Command {
	o := &tokenOptions{app: a}
	cmd := &cobra.Command{
		Use:   "create",
		Short: "Make a token with a role, and print it",
		Long: `Make a token for the embedded backend with one of the roles of the connectivity directory:
read may look, bind may also bind services to Workers, admin may change everything.

The token is printed alone, so that a script can take it.`,
		Example: `  export CLOUDFLARE_API_TOKEN="$(lariat local token create --role read)"`,
		Args:    app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			o.expires = cmd.Flags().Changed("expires-in")
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&o.role, "role", "admin", "what the token may do: read, bind or admin")
	cmd.Flags().StringVar(&o.name, "name", "lariat", "a name to know the token by")
	cmd.Flags().DurationVar(&o.life, "expires-in", 0, "how long the token is valid, such as 24h (default: for ever)")
	_ = cmd.RegisterFlagCompletionFunc("role", cobra.FixedCompletions(roles(), cobra.ShellCompDirectiveNoFileComp))
	o.format = output.AddFlags(cmd, []string{"id", "name", "role", "value", "expires_on"})
	return cmd
}

func roles() []string { return []string{"read", "bind", "admin"} }

func (o *tokenOptions) run(ctx context.Context) error {
	if err := app.CheckEnum("--role", o.role, roles()); err != nil {
		return err
	}
	if o.expires && o.life <= 0 {
		return app.Usage("lariat local token create --expires-in 24h", "--expires-in %s is not in the future", o.life)
	}
	role, err := backend.ParseRole(o.role)
	if err != nil {
		return err
	}
	var expires time.Time
	if o.expires {
		expires = o.app.Now().Add(o.life)
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	t, value, err := store.IssueToken(ctx, o.name, role, expires)
	if err != nil {
		return err
	}
	v := tokenView{ID: t.ID, Name: t.Name, Role: o.role, Value: value}
	if !expires.IsZero() {
		v.ExpiresOn = new(expires.UTC().Truncate(time.Second))
	}
	return output.Print(o.format, o.app.Streams, v, func(out *term.Output) error {
		_, err := fmt.Fprintln(out, value)
		return err
	})
}
