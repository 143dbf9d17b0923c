// Package auth holds the group `lariat auth`.
package auth

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

// NewCmd returns the group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{Use: "auth", Short: "Logins: which there are, which is used, its token"})
	cmd.AddCommand(newListCmd(a), newSwitchCmd(a), newTokenCmd(a))
	return cmd
}
