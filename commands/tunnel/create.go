package tunnel

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
	"github.com/lariat-cli/lariat/vpc"
)

type createOptions struct {
	app    *app.App
	format *output.Format
	name   string
}

func newCreateCmd(a *app.App) *cobra.Command {
	o := &createOptions{app: a}
	cmd := &cobra.Command{
		Use:     "create <name>",
		Short:   "Create a tunnel that is configured from Cloudflare's side",
		Example: `  lariat tunnel create office`,
		Args:    app.Args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = strings.TrimSpace(args[0])
			if err := o.format.Validate(); err != nil {
				return err
			}
			if fault := vpc.CheckName(o.name); fault != "" {
				return app.Usage("lariat tunnel create office", "the tunnel's name %s", fault)
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *createOptions) run(ctx context.Context) error {
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	created, err := c.Tunnels.Create(ctx, o.name)
	if err != nil {
		return err
	}
	if created.Recovered {
		o.app.Warn("the reply to the create was lost; listing shows that the tunnel was made")
	}
	if o.app.Streams.Out.IsTerminal() && !o.format.Structured() {
		o.app.Note("Created tunnel %s.", app.Quote(created.Name))
	}
	err = output.Print(o.format, o.app.Streams, newView(created.Tunnel), func(out *term.Output) error {
		return term.Fields(out, details(out, created.Tunnel, o.app.Now()))
	})
	return app.Unprinted(err, "lariat tunnel get "+created.ID,
		"created tunnel "+app.Quote(created.Name)+" with id "+created.ID)
}
