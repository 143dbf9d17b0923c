package local

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
)

type resetOptions struct {
	app *app.App
	yes bool
}

func newResetCmd(a *app.App) *cobra.Command {
	o := &resetOptions{app: a}
	cmd := &cobra.Command{
		Use:     "reset",
		Short:   "Delete everything in the local state and start anew",
		Example: `  lariat local reset --yes`,
		Args:    app.Args(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "reset without asking")
	return cmd
}

func (o *resetOptions) run(ctx context.Context) error {
	if !o.yes && !o.app.CanPrompt() {
		return app.Usage("lariat local reset --yes", "refusing to reset without --yes: there is no terminal to ask on")
	}
	dir, err := o.app.StateDir()
	if err != nil {
		return err
	}
	store, err := o.app.Store(ctx)
	if err != nil && !isDamaged(err) {
		return err
	}
	if !o.yes {
		if err := o.confirm(ctx, store, dir); err != nil {
			return err
		}
	}
	if err == nil {
		err = store.Reset(ctx)
	}
	if isDamaged(err) {
		err = o.makeAnew(ctx, store, dir)
	}
	if err != nil {
		return err
	}
	o.app.Note("The local state in %s is as new.", dir)
	return nil
}

func isDamaged(err error) bool {
	e, ok := errors.AsType[*backend.StateError](err)
	return ok && e.Damaged()
}

// confirm asks with what there is to lose. A damaged state cannot say.
func (o *resetOptions) confirm(ctx context.Context, store *backend.Store, dir string) error {
	question := fmt.Sprintf("Delete the damaged state in %s?", dir)
	if store != nil {
		stats, err := store.Stats(ctx)
		switch {
		case err == nil:
			question = fmt.Sprintf("Delete %d services, %d tunnels, %d Workers and %d tokens in %s?",
				stats.Services, stats.Tunnels, stats.Workers, stats.Tokens, dir)
			if stats.Accounts > 1 {
				question = fmt.Sprintf("Delete %d accounts with %s", stats.Accounts, strings.TrimPrefix(question, "Delete "))
			}
		case !isDamaged(err):
			return err
		}
	}
	ok, err := o.app.Prompt.Confirm(ctx, question)
	if err == nil && !ok {
		err = &app.Problem{Kind: app.KindFailed, Msg: "nothing was deleted"}
	}
	return err
}

// makeAnew puts a new state in the place of one that SQLite cannot read, and so
// cannot empty. store is nil where it could not be opened.
func (o *resetOptions) makeAnew(ctx context.Context, store *backend.Store, dir string) error {
	if store != nil {
		if err := store.Close(); err != nil {
			return err
		}
	}
	if err := backend.Discard(dir); err != nil {
		return err
	}
	fresh, err := backend.Open(ctx, dir)
	if err != nil {
		return err
	}
	return fresh.Close()
}
