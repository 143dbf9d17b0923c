package local

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
)

type accountDeleteOptions struct {
	app *app.App
	ref string
	yes bool
}

func newAccountDeleteCmd(a *app.App) *cobra.Command {
	o := &accountDeleteOptions{app: a}
	cmd := &cobra.Command{
		Use:   "delete <name|id>",
		Short: "Delete an account with all that is in it",
		Long: `Delete an account of the embedded backend with its VPC Services, tunnels, Workers and tokens.
On a terminal it asks first; elsewhere it needs --yes.`,
		Example: `  lariat local account delete staging --yes`,
		Args:    app.Args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref = args[0]
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "delete without asking")
	return cmd
}

func (o *accountDeleteOptions) run(ctx context.Context) error {
	if !o.yes && !o.app.CanPrompt() {
		return app.Usage("lariat local account delete --yes "+app.Quote(o.ref),
			"refusing to delete without --yes: there is no terminal to ask on")
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	a, err := findAccount(ctx, store, o.ref)
	if err != nil {
		return err
	}
	if !o.yes {
		question := fmt.Sprintf("Delete the account %s (%s) with all that is in it?", app.Quote(a.Name), a.ID)
		ok, err := o.app.Prompt.Confirm(ctx, question)
		if err != nil {
			return err
		}
		if !ok {
			return &app.Problem{Kind: app.KindFailed, Msg: "nothing was deleted"}
		}
	}
	err = store.DeleteAccount(ctx, a.ID)
	if errors.Is(err, backend.ErrFirstAccount) {
		return &app.Problem{Kind: app.KindFailed, Msg: err.Error(), Hint: "lariat local reset", Err: err}
	}
	if err != nil {
		return noAccount(err, o.ref)
	}
	o.app.Note("Deleted the account %s (%s).", app.Quote(a.Name), a.ID)
	return nil
}
