package vpc

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/vpc/binding"
	"github.com/lariat-cli/lariat/output"
)

type unbindOptions struct {
	app    *app.App
	format *output.Format

	binding string
	dryRun  bool
}

func newUnbindCmd(a *app.App) *cobra.Command {
	o := &unbindOptions{app: a}
	cmd := &cobra.Command{
		Use:   "unbind <binding>",
		Short: "Take a VPC binding out of the project's configuration",
		Long: `Take a VPC binding, of a service or a network, out of the top level of the project's
configuration, or out of the environment that --env names. All else in the file stays as it
is, and so does the service. What changes is printed as a diff.`,
		Example: `  lariat vpc unbind API
  lariat vpc unbind API --env production --dry-run`,
		Args:              app.Args(1, 1),
		ValidArgsFunction: a.BindingArgs(),
		RunE: func(_ *cobra.Command, args []string) error {
			o.binding = args[0]
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run()
		},
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "print what would change, and change nothing")
	o.format = output.AddFlags(cmd, binding.Fields())
	return cmd
}

func (o *unbindOptions) run() error {
	edit, err := binding.Remove(o.app, o.binding)
	if err != nil {
		return err
	}
	return edit.Finish(o.format, o.dryRun)
}
