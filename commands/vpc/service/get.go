package service

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
)

type getOptions struct {
	app    *app.App
	format *output.Format
	ref    string
}

func newGetCmd(a *app.App) *cobra.Command {
	o := &getOptions{app: a}
	cmd := &cobra.Command{
		Use:   "get <name|id>",
		Short: "Show a VPC Service",
		Example: `  lariat vpc service get api
  lariat vpc service get api --jq .service_id`,
		Args:              app.Args(1, 1),
		ValidArgsFunction: a.ServiceArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref = args[0]
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *getOptions) run(ctx context.Context) error {
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	names := namesMeanwhile(ctx, c, o.format.Wants("tunnel_name", o.app.Streams.Out))
	defer names.stop()
	s, err := app.FindService(ctx, c, o.ref)
	if err != nil {
		return err
	}
	return show(o.app, o.format, s, names.value()[s.Host.TunnelID])
}
