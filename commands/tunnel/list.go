package tunnel

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
	"github.com/lariat-cli/lariat/vpc"
)

type listOptions struct {
	app     *app.App
	format  *output.Format
	deleted bool
}

func newListCmd(a *app.App) *cobra.Command {
	o := &listOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tunnels of the account",
		Example: `  lariat tunnel list
  lariat tunnel list --jq '.[] | select(.status != "healthy") | .name'`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&o.deleted, "include-deleted", false, "list deleted tunnels, too")
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *listOptions) run(ctx context.Context) error {
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	var tunnels []vpc.Tunnel
	for t, err := range c.Tunnels.List(ctx, client.TunnelListParams{IncludeDeleted: o.deleted}) {
		if err != nil {
			return err
		}
		tunnels = append(tunnels, t)
	}
	slices.SortStableFunc(tunnels, func(a, b vpc.Tunnel) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	views := make([]view, len(tunnels))
	for i, t := range tunnels {
		views[i] = newView(t)
	}
	return output.Print(o.format, o.app.Streams, views, func(out *term.Output) error {
		if len(tunnels) == 0 {
			o.app.Note("No tunnels found. Create one: lariat tunnel create NAME")
			return nil
		}
		return table(out, tunnels, o.app.Now())
	})
}

func table(out *term.Output, tunnels []vpc.Tunnel, now time.Time) error {
	t := term.NewTable(out, "ID", "NAME", "STATUS", "CREATED")
	t.Spare("CREATED")
	t.Whole("NAME")
	for _, tunnel := range tunnels {
		t.AddRow(term.Fixed(tunnel.ID), term.Text(tunnel.Name), term.Text(status(tunnel)),
			term.Text(out.Age(tunnel.CreatedAt, now)))
	}
	return t.Flush()
}

// status is the API's word, unless the tunnel is gone.
func status(t vpc.Tunnel) string {
	if t.DeletedAt != nil {
		return "deleted"
	}
	return string(t.Status)
}
