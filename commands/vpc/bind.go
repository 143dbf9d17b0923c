package vpc

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/vpc/binding"
	"github.com/lariat-cli/lariat/output"
)

type bindOptions struct {
	app    *app.App
	format *output.Format

	ref     string
	binding string
	replace bool
	dryRun  bool
}

func newBindCmd(a *app.App) *cobra.Command {
	o := &bindOptions{app: a}
	cmd := &cobra.Command{
		Use:   "bind <name|id>",
		Short: "Bind a VPC Service in the project's configuration",
		Long: `Bind a VPC Service in the project's configuration: the Worker sees it as env.NAME from its
next deploy on. The entry goes into vpc_services of the top level, or of the environment
that --env names. All else in the file stays as it is, byte for byte.

What changes is printed as a diff. Binding the same service under the same name again
changes nothing, and succeeds.`,
		Example: `  lariat vpc bind api --binding API
  lariat vpc bind api --binding API --env production --dry-run
  lariat vpc bind api-v2 --binding API --replace`,
		Args:              app.Args(1, 1),
		ValidArgsFunction: a.ServiceArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref = args[0]
			if err := o.format.Validate(); err != nil {
				return err
			}
			if o.binding == "" {
				return app.Usage("lariat vpc bind "+app.Quote(o.ref)+" --binding API", "--binding is missing")
			}
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&o.binding, "binding", "", "the `name` that the Worker sees the service under")
	cmd.Flags().BoolVar(&o.replace, "replace", false, "change a binding of that name that leads to another service")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "print what would change, and change nothing")
	o.format = output.AddFlags(cmd, binding.Fields())
	return cmd
}

func (o *bindOptions) run(ctx context.Context) error {
	target, err := binding.Open(o.app, o.binding)
	if err != nil {
		return err
	}
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	service, err := app.FindService(ctx, c, o.ref)
	if err != nil {
		return err
	}
	edit, err := target.Bind(service, o.replace)
	if err != nil {
		return err
	}
	return edit.Finish(o.format, o.dryRun)
}
