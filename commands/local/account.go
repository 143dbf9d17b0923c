package local

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
)

func newAccountCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "account",
		Short: "Manage the accounts of the embedded backend",
		Long: `Manage the accounts of the embedded backend. One exists from the start. Each has VPC Services,
tunnels and Workers of its own; commands work in another one with --account-id.`,
	})
	cmd.AddCommand(newAccountCreateCmd(a), newAccountListCmd(a), newAccountDeleteCmd(a))
	return cmd
}

// accountView is an account as --json shows it.
type accountView struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Role      string    `json:"role"`
	CreatedOn time.Time `json:"created_on"`
}

func accountFields() []string { return []string{"id", "name", "role", "created_on"} }

func newAccountView(a backend.Account) accountView {
	return accountView{a.ID, a.Name, string(a.Role), a.Created.Truncate(time.Second)}
}

// findAccount finds an account by its name or its id.
func findAccount(ctx context.Context, store *backend.Store, ref string) (backend.Account, error) {
	all, err := store.Accounts(ctx)
	if err != nil {
		return backend.Account{}, err
	}
	for _, a := range all {
		if a.ID == ref || a.Name == ref {
			return a, nil
		}
	}
	return backend.Account{}, noAccount(backend.ErrNoAccount, ref)
}
