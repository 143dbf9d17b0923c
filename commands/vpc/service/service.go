// Package service holds the verbs of `lariat vpc service`.
package service

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

// NewCmd returns the command group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "service",
		Short: "Manage VPC Services, the entries of the connectivity directory",
	})
	cmd.AddCommand(newCreateCmd(a), newListCmd(a), newGetCmd(a), newUpdateCmd(a), newDeleteCmd(a))
	return cmd
}
