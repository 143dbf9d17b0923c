package local

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
)

type tokenRevokeOptions struct {
	app *app.App
	ids []string
	yes bool
}

func newTokenRevokeCmd(a *app.App) *cobra.Command {
	o := &tokenRevokeOptions{app: a}
	cmd := &cobra.Command{
		Use:   "revoke <id>...",
		Short: "Revoke tokens and end logins of the embedded backend",
		Long: `Revoke tokens of the embedded backend, and end logins with OAuth, by the ids that "lariat
local token list" shows. On a terminal it asks first; elsewhere it needs --yes. They are of
no use at once, in every process that uses the state.`,
		Example: `  lariat local token revoke 0f1e2d3c4b5a69788796a5b4c3d2e1f0`,
		Args:    app.Args(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ids = args
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "revoke without asking")
	return cmd
}

func (o *tokenRevokeOptions) run(ctx context.Context) error {
	if !o.yes && !o.app.CanPrompt() {
		return app.Usage("lariat local token revoke --yes "+app.Quote(o.ids[0]),
			"refusing to revoke without --yes: there is no terminal to ask on")
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	found, err := o.find(ctx, store)
	if err != nil {
		return err
	}
	for _, v := range found {
		if err := o.revoke(ctx, store, v); err != nil {
			return err
		}
	}
	return nil
}

// find looks everything up before anything is revoked.
func (o *tokenRevokeOptions) find(ctx context.Context, store *backend.Store) ([]listedToken, error) {
	all, err := listTokens(ctx, store)
	if err != nil {
		return nil, err
	}
	var found []listedToken
	for _, id := range o.ids {
		i := slices.IndexFunc(all, func(v listedToken) bool { return v.ID == id })
		if i < 0 {
			return nil, app.NotFound("lariat local token list", "there is no token or login with the id %q", id)
		}
		found = append(found, all[i])
	}
	return found, nil
}

func (o *tokenRevokeOptions) revoke(ctx context.Context, store *backend.Store, v listedToken) error {
	if !o.yes {
		ok, err := o.app.Prompt.Confirm(ctx, fmt.Sprintf("Revoke %s (%s)?", app.Quote(v.Name), v.ID))
		if err == nil && !ok {
			err = &app.Problem{Kind: app.KindFailed, Msg: "it was not revoked"}
		}
		if err != nil {
			return err
		}
	}
	end := store.RevokeToken
	if v.Kind == kindOAuth {
		end = store.RevokeGrant
	}
	err := end(ctx, v.ID)
	if errors.Is(err, backend.ErrSeededToken) {
		return &app.Problem{Kind: app.KindFailed, Msg: err.Error(), Hint: "lariat local reset", Err: err}
	}
	if errors.Is(err, backend.ErrNoToken) { // another process was first
		err = nil
	}
	if err == nil {
		o.app.Note("Revoked %s (%s).", app.Quote(v.Name), v.ID)
	}
	return err
}
