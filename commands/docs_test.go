package commands_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
)

func tree(t *testing.T) *cobra.Command {
	t.Helper()
	root := commands.NewRootCmd(&app.App{Host: world(t, nil)})
	root.DisableAutoGenTag = true
	return root
}

// The command pages and man pages in docs are those of the command tree. Write
// them anew with "make docs".
func TestDocs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	docs := filepath.Join("..", "docs")
	if *commands.Update {
		dir = docs
	}
	for _, sub := range []string{"commands", "man"} {
		if err := os.RemoveAll(filepath.Join(dir, sub)); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	if err := doc.GenMarkdownTree(tree(t), filepath.Join(dir, "commands")); err != nil {
		t.Fatal(err)
	}
	header := &doc.GenManHeader{Title: "LARIAT", Section: "1", Source: "lariat", Date: new(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))}
	root := tree(t)
	visit(root, escapeUse)
	if err := doc.GenManTree(root, header, filepath.Join(dir, "man")); err != nil {
		t.Fatal(err)
	}
	for _, sub := range []string{"commands", "man"} {
		compareFolders(t, filepath.Join(dir, sub), filepath.Join(docs, sub))
	}
}

// escapeUse lets <name> through the Markdown from which man pages are made,
// where it would be a tag of HTML.
func escapeUse(cmd *cobra.Command) { cmd.Use = strings.ReplaceAll(cmd.Use, "<", `\<`) }

func visit(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, sub := range cmd.Commands() {
		visit(sub, do)
	}
}

// Every man page tells how its command is used, with all arguments.
func TestManPagesHaveArguments(t *testing.T) {
	t.Parallel()
	arguments := 0
	visit(tree(t), func(cmd *cobra.Command) {
		if !cmd.IsAvailableCommand() || cmd.IsAdditionalHelpTopicCommand() {
			return
		}
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
		page, err := os.ReadFile(filepath.Join("..", "docs", "man", name))
		if err != nil {
			t.Fatal(err)
		}
		use := strings.TrimSuffix(cmd.UseLine(), " [flags]") // which each has once its --help is made
		if !strings.Contains(string(page), `\fB`+use) {
			t.Errorf("%s does not say: %s", name, use)
		}
		arguments += strings.Count(cmd.Use, "<")
	})
	if arguments == 0 {
		t.Error("no command has arguments")
	}
}

// The index of the rules' pages is that of the rules.
func TestRuleIndex(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# Rules of lariat check\n\n| rule | severity | finds |\n|---|---|---|\n")
	for _, r := range check.Rules() {
		fmt.Fprintf(&b, "| [%s](%[1]s.md) | %s | %s |\n", r.ID, r.Severity, r.Summary)
	}
	b.WriteString("\n`--rule ID=SEVERITY` sets the severity of a rule, `off` turns it off. A comment `lariat-ignore ID: reason` on the\n" +
		"line of a finding, or on the line above, suppresses it: in a configuration, in the source of a Worker, or in a file\n" +
		"that runs cloudflared. `[[check.ignore]]` in `.lariat.toml` does so for a file, a folder or the whole project: see\n" +
		"[unused-ignore](unused-ignore.md).\n")
	path := filepath.Join("..", "docs", "rules", "README.md")
	if *commands.Update {
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil || string(kept) != b.String() {
		t.Errorf("%s is stale (%v): make docs", path, err)
	}
}

func compareFolders(t *testing.T, want, got string) {
	t.Helper()
	names := func(dir string) []string {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, e := range entries {
			list = append(list, e.Name())
		}
		return list
	}
	if !slices.Equal(names(want), names(got)) {
		t.Fatalf("%s holds %v, want %v: make docs", got, names(got), names(want))
	}
	for _, name := range names(want) {
		fresh, err := os.ReadFile(filepath.Join(want, name))
		if err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(filepath.Join(got, name))
		if err != nil {
			t.Fatal(err)
		}
		if string(fresh) != strings.ReplaceAll(string(kept), "\r\n", "\n") {
			t.Errorf("%s is stale: make docs", filepath.Join(got, name))
		}
	}
}

// Every command that runs has an example and a short description without a
// full stop, and takes no secret on the command line.
func TestHelpOfEveryCommand(t *testing.T) {
	t.Parallel()
	visit(tree(t), func(cmd *cobra.Command) {
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: short description %q", cmd.CommandPath(), cmd.Short)
		}
		if cmd.Runnable() && !cmd.HasSubCommands() && cmd.Example == "" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
		for _, name := range []string{"token", "api-token", "api-key", "password", "secret"} {
			if cmd.Flags().Lookup(name) != nil {
				t.Errorf("%s takes a secret as --%s", cmd.CommandPath(), name)
			}
		}
	})
}

// What the exit code topic says is what the program does: facts are one table.
func TestExitCodesAreDistinct(t *testing.T) {
	t.Parallel()
	seen := map[int]bool{}
	for _, e := range app.ExitCodes() {
		if seen[e.Code] {
			t.Errorf("exit code %d stands twice", e.Code)
		}
		seen[e.Code] = true
		if e.Kind != "" && e.Kind.ExitCode() != e.Code {
			t.Errorf("%s has exit code %d, want %d", e.Kind, e.Kind.ExitCode(), e.Code)
		}
	}
}
