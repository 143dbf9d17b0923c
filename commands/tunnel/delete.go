package tunnel

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/vpc"
)

// deletedView is one deleted tunnel as --json shows it.
type deletedView struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func newDeleteCmd(a *app.App) *cobra.Command {
	d := &app.Deletion[vpc.Tunnel]{
		App: a, Noun: "tunnel", Command: "lariat tunnel",
		Finder: app.Tunnels,
		Delete: func(ctx context.Context, c *client.Client, t vpc.Tunnel) error {
			return c.Tunnels.Delete(ctx, t.ID)
		},
		Preview: func(c *client.Client, t vpc.Tunnel) (client.Request, error) {
			return c.Tunnels.DeleteRequest(t.ID)
		},
		Ref: func(t vpc.Tunnel) app.Ref {
			return app.Ref{ID: t.ID, Name: t.Name, About: status(t), View: deletedView{t.ID, t.Name}}
		},
	}
	cmd := &cobra.Command{
		Use:   "delete <name|id>...",
		Short: "Delete tunnels",
		Long: `Delete tunnels. On a terminal it asks first; elsewhere it needs --yes.

Services that point to a deleted tunnel stay in the directory, and Workers that use them fail.`,
		Example:           `  lariat tunnel delete office --yes`,
		Args:              app.Args(1, -1),
		ValidArgsFunction: a.TunnelArgs(-1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d.Refs = args
			return d.Run(cmd.Context())
		},
	}
	d.AddFlags(cmd, "id")
	return cmd
}
