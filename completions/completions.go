// Package completions turns what commands can list into shell completions. A
// completion is silent and quick: it never asks, never warns, and gives up
// after one second with nothing.
//
// It takes the lists as functions, so it imports neither client nor auth.
package completions

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// limit is the time that a person waits for TAB without wondering.
const limit = time.Second

// Value is one thing to complete, with a description for the shells that show
// one.
type Value struct {
	Text        string
	Description string
}

// Lister lists the values of a kind, as they are now.
type Lister func(context.Context) ([]Value, error)

// Func completes an argument or a flag of a cobra command.
type Func = cobra.CompletionFunc

// Dynamic completes from a list, leaving out what the command line has already.
func Dynamic(list Lister) Func {
	return func(cmd *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		ctx, cancel := context.WithTimeout(cmd.Context(), limit)
		defer cancel()
		var found []cobra.Completion
		for _, v := range within(ctx, list) {
			if v.fits(prefix, args) {
				found = append(found, cobra.CompletionWithDesc(v.Text, v.Description))
			}
		}
		return found, cobra.ShellCompDirectiveNoFileComp
	}
}

// within returns what list gives in time; a list that ignores its context must
// not keep the shell waiting.
func within(ctx context.Context, list Lister) []Value {
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

// fits says whether v may follow. Text that a shell would split, or that would
// draw on the terminal, is not offered.
func (v Value) fits(prefix string, args []string) bool {
	if !strings.HasPrefix(v.Text, prefix) || strings.ContainsFunc(v.Text, unsafe) {
		return false
	}
	for _, arg := range args {
		if arg == v.Text {
			return false
		}
	}
	return v.Text != ""
}

func unsafe(r rune) bool { return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 }
