package local

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

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
	if err != nil {
		return err
	}
	if !o.yes {
		stats, err := store.Stats(ctx)
		if err != nil {
			return err
		}
		ok, err := o.app.Prompt.Confirm(ctx, fmt.Sprintf("Delete %d services, %d tunnels and %d tokens in %s?",
			stats.Services, stats.Tunnels, stats.Tokens, dir))
		if err != nil {
			return err
		}
		if !ok {
			return &app.Problem{Kind: app.KindFailed, Msg: "nothing was deleted"}
		}
	}
	if err := store.Reset(ctx); err != nil {
		return err
	}
	o.app.Note("The local state in %s is as new.", dir)
	return nil
}
