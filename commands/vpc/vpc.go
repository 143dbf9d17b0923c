// Package vpc holds the commands of `lariat vpc`.
package vpc

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/vpc/service"
)

// NewCmd returns the command group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "vpc",
		Short: "Connect Workers to private networks",
	})
	cmd.AddCommand(service.NewCmd(a), newBindCmd(a), newUnbindCmd(a))
	return cmd
}
