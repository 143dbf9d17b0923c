// Package completion holds `lariat completion`.
package completion

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

// shell is one shell that has a script.
type shell struct {
	name    string
	install string
	write   func(root *cobra.Command, w io.Writer) error
}

func shells() []shell {
	return []shell{
		{"bash", "  lariat completion bash > /etc/bash_completion.d/lariat", writeBash},
		{"zsh", `  lariat completion zsh > "${fpath[1]}/_lariat"`, (*cobra.Command).GenZshCompletion},
		{"fish", "  lariat completion fish > ~/.config/fish/completions/lariat.fish", writeFish},
		{"powershell", "  lariat completion powershell | Out-String | Invoke-Expression",
			(*cobra.Command).GenPowerShellCompletionWithDesc},
	}
}

// NewCmd returns the command group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "completion",
		Short: "Print the completion script of a shell",
	})
	for _, s := range shells() {
		cmd.AddCommand(&cobra.Command{
			Use:     s.name,
			Short:   "Print the completion script for " + s.name,
			Example: s.install,
			Args:    app.Args(0, 0),
			RunE:    func(cmd *cobra.Command, _ []string) error { return s.write(cmd.Root(), a.Streams.Out) },
		})
	}
	return cmd
}
