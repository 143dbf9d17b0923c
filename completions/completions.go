// Package completions turns what commands can list into shell completions. A
// completion is silent and quick: it never asks, never warns, and gives up
// after one second with nothing.
//
// It takes the lists as functions, so it imports neither client nor auth.
package completions

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/suggest"
)

// limit is the time that a person waits for TAB without wondering.
const limit = time.Second

// Value is one thing to complete, with a description for the shells that show
// one.
type Value struct {
	Text        string
	Also        string // what else names the same thing
	Description string
}

// lister lists the values of a kind, as they are now.
type lister = func(context.Context) ([]Value, error)

// Func completes an argument or a flag of a cobra command.
type Func = cobra.CompletionFunc

// Files completes a flag or an argument that is a path. All others have to say
// what they take, or take nothing.
func Files(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// Words completes a comma-separated list of words, each once.
func Words(words []string) Func {
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return suggest.InList(typed, words), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

// Flag completes the value of a flag from a list.
func Flag(list lister) Func {
	return func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return complete(cmd, list, nil, typed)
	}
}

// Args completes up to most arguments from a list, each thing once; most is -1
// where there may be any number.
func Args(most int, list lister) Func {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if most >= 0 && len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, list, args, typed)
	}
}

func complete(
	cmd *cobra.Command, list lister, args []string, typed string,
) ([]cobra.Completion, cobra.ShellCompDirective) {
	ctx, cancel := context.WithTimeout(cmd.Context(), limit)
	defer cancel()
	var found []cobra.Completion
	for _, v := range within(ctx, list) {
		given := slices.Contains(args, v.Text) || v.Also != "" && slices.Contains(args, v.Also)
		if !given && strings.HasPrefix(v.Text, typed) && plain(v.Text) {
			found = append(found, cobra.CompletionWithDesc(v.Text, safetext.Escape(v.Description)))
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// within returns what list gives in time; a list that ignores its context must
// not keep the shell waiting.
func within(ctx context.Context, list lister) []Value {
	done := make(chan []Value, 1)
	go func() {
		values, err := list(ctx)
		if err != nil {
			values = nil
		}
		done <- values
	}()
	select {
	case values := <-done:
		return values
	case <-ctx.Done():
		return nil
	}
}

// plain says whether a shell takes text as it is. Some put a completion on the
// command line without quotes, and whoever can name a service could have the
// next Enter run something else.
func plain(text string) bool {
	for i, r := range text {
		switch {
		case r > 0x7e:
			if safetext.Hostile(r) || unicode.IsSpace(r) {
				return false
			}
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_':
		case i == 0 || !strings.ContainsRune("-./:@%+=,", r):
			return false
		}
	}
	return text != ""
}
