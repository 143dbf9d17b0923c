package commands_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

// A command is the same in a tree that was grown for it alone.
func TestTreeFor(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			words := strings.Fields(sub.CommandPath())[1:]
			// Flags may stand anywhere, and their values be the names of commands.
			args := slices.Insert(slices.Clone(words), len(words)/2, "--cwd", "vpc", "--env=check")
			found, _, err := commands.NewTreeFor(&app.App{Host: host}, args).Find(args)
			if err != nil || found.CommandPath() != sub.CommandPath() || found.UsageString() != sub.UsageString() {
				t.Errorf("%q: %v, %q", args, err, found.CommandPath())
			}
			walk(sub)
		}
	}
	walk(commands.NewRootCmd(&app.App{Host: host}))
}

// Where the whole tree is asked for it is there, whatever else is named.
func TestWholeTree(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"":                  "Available Commands",
		"--help":            "tunnel",
		"vpcc service list": `did you mean "vpc"?`,
		"help tunnel list":  "lariat tunnel list",
		"verzion check":     `did you mean "version"?`,
		"__complete tun":    "tunnel\t",
		"-h vpc":            "",
	} {
		streams, out, errs := term.Buffers("", false, 80)
		commands.Run(t.Context(), strings.Fields(args), streams, world(t, nil))
		if text := out.String() + errs.String(); !strings.Contains(text, want) {
			t.Errorf("%q: %s", args, text)
		}
	}
}

func BenchmarkStart(b *testing.B) {
	streams, _, _ := term.Buffers("", false, 80)
	host := app.Host{Dir: b.TempDir(), Env: func(string) string { return "" }}
	for b.Loop() {
		commands.Run(b.Context(), []string{"version"}, streams, host)
	}
}
