package local

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

func newTokenCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "token",
		Short: "Manage the tokens and logins of the embedded backend",
	})
	cmd.AddCommand(newTokenCreateCmd(a), newTokenListCmd(a), newTokenRevokeCmd(a))
	return cmd
}
