// Package local holds the verbs of `lariat local`: the embedded backend.
package local

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

// NewCmd returns the command group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "local",
		Short: "Run and manage the embedded backend: no account, no network",
		Long: `The embedded backend stands in for the part of Cloudflare's API that Workers VPC needs.
--local on any command uses it in process. "lariat local serve" puts the same state on a
loopback address, for Wrangler, Terraform and scripts.`,
	})
	cmd.AddCommand(newServeCmd(a), newEnvCmd(a), newStatusCmd(a), newResetCmd(a), newTokenCmd(a),
		newAccountCmd(a))
	return cmd
}
