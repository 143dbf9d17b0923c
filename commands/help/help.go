// Package help holds `lariat help`. Cobra's own shows the help of the last word
// that it knows, and succeeds, for any word.
package help

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/suggest"
)

// NewCmd returns the command.
func NewCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command|topic]",
		Short: "Help about any command or topic",
		Example: `  lariat help vpc service create
  lariat help exit-codes`,
		ValidArgsFunction: complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := find(cmd.Root(), args)
			if err != nil {
				return err
			}
			found.InitDefaultHelpFlag()
			found.InitDefaultVersionFlag()
			return found.Help()
		},
	}
}

// find follows the words from the root.
func find(root *cobra.Command, words []string) (*cobra.Command, error) {
	cmd := root
	for i, word := range words {
		next := child(cmd, word)
		if next == nil {
			return nil, unknown(cmd, word, strings.Join(words[:i+1], " "))
		}
		cmd = next
	}
	return cmd, nil
}

func child(cmd *cobra.Command, word string) *cobra.Command {
	for _, sub := range cmd.Commands() {
		if sub.Name() == word {
			return sub
		}
	}
	return nil
}

func unknown(cmd *cobra.Command, word, words string) error {
	var names []string
	for _, sub := range children(cmd) {
		names = append(names, sub.Name())
	}
	hint := strings.Replace(cmd.CommandPath(), "lariat", "lariat help", 1)
	if name, ok := suggest.Nearest(word, names); ok {
		hint += " " + name + " # did you mean " + strconv.Quote(name) + "?"
	}
	return app.Usage(hint, "unknown help topic %q", words)
}

// children are the commands and topics below cmd that a person may type.
func children(cmd *cobra.Command) []*cobra.Command {
	var found []*cobra.Command
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.IsAdditionalHelpTopicCommand() {
			found = append(found, sub)
		}
	}
	return found
}

func complete(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var found []cobra.Completion
	if at, err := find(cmd.Root(), args); err == nil {
		for _, sub := range children(at) {
			if strings.HasPrefix(sub.Name(), typed) {
				found = append(found, cobra.CompletionWithDesc(sub.Name(), sub.Short))
			}
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}
