package service

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/vpc"
)

// deletedView is one deleted service as --json shows it.
type deletedView struct {
	ServiceID string `json:"service_id"`
	Name      string `json:"name"`
}

func newDeleteCmd(a *app.App) *cobra.Command {
	d := &app.Deletion[vpc.Service]{
		App: a, Noun: "service", Command: "lariat vpc service",
		Finder: app.Services,
		Delete: func(ctx context.Context, c *client.Client, s vpc.Service) error {
			return c.Services.Delete(ctx, s.ID)
		},
		Preview: func(c *client.Client, s vpc.Service) (client.Request, error) {
			return c.Services.DeleteRequest(s.ID)
		},
		Ref: func(s vpc.Service) app.Ref {
			return app.Ref{ID: s.ID, Name: s.Name, About: s.Host.Address(), View: deletedView{s.ID, s.Name}}
		},
	}
	cmd := &cobra.Command{
		Use:   "delete <name|id>...",
		Short: "Delete VPC Services",
		Long: `Delete VPC Services. On a terminal it asks first; elsewhere it needs --yes.

Every service is looked up before the first is deleted. A delete that fails does not stop
the others. Workers that bind a deleted service keep running, and fail when they use it.`,
		Example: `  lariat vpc service delete api
  lariat vpc service delete api db --yes`,
		Args:              app.Args(1, -1),
		ValidArgsFunction: a.ServiceArgs(-1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d.Refs = args
			return d.Run(cmd.Context())
		},
	}
	d.AddFlags(cmd, "service_id")
	return cmd
}
