// Package hook holds the verbs of `lariat hook`.
package hook

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

// NewCmd returns the command group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "hook",
		Short: "Check before git pushes or commits",
	})
	cmd.AddCommand(newInstallCmd(a))
	return cmd
}
