package tunnel

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
	"github.com/lariat-cli/lariat/vpc"
)

type getOptions struct {
	app    *app.App
	format *output.Format
	ref    string
}

func newGetCmd(a *app.App) *cobra.Command {
	o := &getOptions{app: a}
	cmd := &cobra.Command{
		Use:     "get <name|id>",
		Aliases: []string{"info"},
		Short:   "Show a tunnel and its connectors",
		Example: `  lariat tunnel get local
  lariat tunnel get office --jq '.connectors[].version'`,
		Args:              app.Args(1, 1),
		ValidArgsFunction: a.TunnelArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref = args[0]
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, append(fields(), "connectors"))
	return cmd
}

func (o *getOptions) run(ctx context.Context) error {
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	t, err := app.FindTunnel(ctx, c, o.ref)
	if err != nil {
		return err
	}
	var connectors []vpc.Connector
	if t.DeletedAt == nil {
		if connectors, err = c.Tunnels.Connectors(ctx, t.ID); err != nil {
			return err
		}
	}
	v := fullView{newView(t), newConnectorViews(connectors)}
	return output.Print(o.format, o.app.Streams, v, func(out *term.Output) error {
		return term.Fields(out, append(details(out, t, o.app.Now()), connectorFields(v.Connectors)...))
	})
}

func details(out *term.Output, t vpc.Tunnel, now time.Time) []term.Field {
	return []term.Field{
		{Label: "Name", Value: t.Name},
		{Label: "ID", Value: t.ID},
		{Label: "Status", Value: status(t)},
		{Label: "Created", Value: out.Time(t.CreatedAt, now)},
	}
}

func connectorFields(connectors []connectorView) []term.Field {
	if len(connectors) == 0 {
		return []term.Field{{Label: "Connectors", Value: "none"}}
	}
	lines := make([]term.Field, len(connectors))
	for i, c := range connectors {
		links := "1 connection"
		if c.Connections != 1 {
			links = strconv.Itoa(c.Connections) + " connections"
		}
		lines[i] = term.Field{Label: "Connector", Value: fmt.Sprintf("%s cloudflared %s (%s), %s to %s",
			c.ID, c.Version, c.Arch, links, strings.Join(c.Colos, ","))}
	}
	return lines
}
