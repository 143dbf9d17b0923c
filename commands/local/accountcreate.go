package local

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type accountCreateOptions struct {
	app    *app.App
	format *output.Format
	name   string
	role   string
}

func newAccountCreateCmd(a *app.App) *cobra.Command {
	o := &accountCreateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "create <name>",
		Short: "Make an account, and print its id",
		Long: `Make an account of the embedded backend, with VPC Services, tunnels and Workers of its own, and
print its id. The role is what the user is in it: neither a login nor a token of the user's
can do more there.`,
		Example: `  lariat local account create staging
  lariat --local --account-id "$(lariat local account create shared --role read)" vpc service list`,
		Args: app.Args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			o.name = strings.TrimSpace(args[0])
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&o.role, "role", "admin", "what the user may do in it: read, bind or admin")
	_ = cmd.RegisterFlagCompletionFunc("role", cobra.FixedCompletions(roles(), cobra.ShellCompDirectiveNoFileComp))
	o.format = output.AddFlags(cmd, accountFields())
	return cmd
}

func (o *accountCreateOptions) run(ctx context.Context) error {
	if err := app.CheckEnum("--role", o.role, roles()); err != nil {
		return err
	}
	role, err := backend.ParseRole(o.role)
	if err != nil {
		return app.Usage("", "--role: %s", err)
	}
	if o.name == "" || len(o.name) > 100 || strings.ContainsFunc(o.name, unicode.IsControl) {
		return app.Usage("lariat local account create staging", "%q is no name for an account", o.name)
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	a, err := store.CreateAccount(ctx, o.name, role)
	if errors.Is(err, backend.ErrAccountTaken) {
		return &app.Problem{Kind: app.KindConflict, Msg: fmt.Sprintf("an account is named %q already", o.name),
			Hint: "lariat local account list", Err: err}
	}
	if err != nil {
		return err
	}
	return output.Print(o.format, o.app.Streams, newAccountView(a), func(out *term.Output) error {
		_, err := fmt.Fprintln(out, a.ID)
		return err
	})
}
