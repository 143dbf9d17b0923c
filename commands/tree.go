package commands

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/auth"
	"github.com/lariat-cli/lariat/commands/check"
	"github.com/lariat-cli/lariat/commands/completion"
	"github.com/lariat-cli/lariat/commands/config"
	"github.com/lariat-cli/lariat/commands/demo"
	"github.com/lariat-cli/lariat/commands/deploy"
	"github.com/lariat-cli/lariat/commands/help"
	"github.com/lariat-cli/lariat/commands/hook"
	"github.com/lariat-cli/lariat/commands/local"
	"github.com/lariat-cli/lariat/commands/login"
	"github.com/lariat-cli/lariat/commands/logout"
	"github.com/lariat-cli/lariat/commands/topics"
	"github.com/lariat-cli/lariat/commands/tunnel"
	"github.com/lariat-cli/lariat/commands/version"
	"github.com/lariat-cli/lariat/commands/vpc"
	"github.com/lariat-cli/lariat/commands/whoami"
)

// branch is a command of the root with all that is below it.
type branch struct {
	name string
	grow func(*app.App) *cobra.Command
}

func branches() []branch {
	return []branch{
		{"vpc", vpc.NewCmd},
		{"tunnel", tunnel.NewCmd},
		{"check", check.NewCmd},
		{"hook", hook.NewCmd},
		{"deploy", deploy.NewCmd},
		{"versions", deploy.NewVersionsCmd},
		{"login", login.NewCmd},
		{"logout", logout.NewCmd},
		{"whoami", whoami.NewCmd},
		{"auth", auth.NewCmd},
		{"local", local.NewCmd},
		{"demo", func(a *app.App) *cobra.Command { return demo.NewCmd(a, Run) }},
		{"config", config.NewCmd},
		{"version", version.NewCmd},
		{"completion", completion.NewCmd},
	}
}

// newTreeFor grows what a command line needs of the tree: all of it costs every
// start 0.3 ms, and whoever knows what they want names it. Where that leads
// nowhere, or to what is about the tree itself, it is whole.
func newTreeFor(a *app.App, args []string) *cobra.Command {
	root := newRoot(a)
	for _, b := range branches() {
		if slices.Contains(args, b.name) {
			root.AddCommand(b.grow(a))
		}
	}
	if cmd, _, err := root.Find(args); err != nil || cmd == root || slices.Contains(args, "completion") {
		return newRootCmd(a)
	}
	return root
}

// newRootCmd grows the whole tree.
func newRootCmd(a *app.App) *cobra.Command {
	root := newRoot(a)
	for _, b := range branches() {
		root.AddCommand(b.grow(a))
	}
	root.AddCommand(topics.NewCmds()...)
	root.SetHelpCommand(help.NewCmd())
	return root
}
