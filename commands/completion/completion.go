// Package completion holds `lariat completion`.
package completion

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

// shell is one shell that has a script.
type shell struct {
	name    string
	install string
	write   func(root *cobra.Command, a *app.App) error
}

func shells() []shell {
	return []shell{
		{"bash", "  lariat completion bash > /etc/bash_completion.d/lariat",
			func(root *cobra.Command, a *app.App) error { return root.GenBashCompletionV2(a.Streams.Out, true) }},
		{"zsh", `  lariat completion zsh > "${fpath[1]}/_lariat"`,
			func(root *cobra.Command, a *app.App) error { return root.GenZshCompletion(a.Streams.Out) }},
		{"fish", "  lariat completion fish > ~/.config/fish/completions/lariat.fish",
			func(root *cobra.Command, a *app.App) error { return root.GenFishCompletion(a.Streams.Out, true) }},
		{"powershell", "  lariat completion powershell | Out-String | Invoke-Expression",
			func(root *cobra.Command, a *app.App) error {
				return root.GenPowerShellCompletionWithDesc(a.Streams.Out)
			}},
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
			RunE:    func(cmd *cobra.Command, _ []string) error { return s.write(cmd.Root(), a) },
		})
	}
	return cmd
}
