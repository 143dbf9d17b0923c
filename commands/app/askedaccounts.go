package app

import (
	"context"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/client"
)

// AccountChoice is what is known of the account that commands work in before the
// API, or a person, is asked.
type AccountChoice struct {
	Account      // that is named or remembered; the zero Account where none is
	Only    bool // --account-id names it, so that no other account is of interest
	Faulty  bool // what names it cannot be gone by, which stops all commands
}

// AccountChoice is for a command that tells about accounts and works in none. What
// is wrong with the places that name one is for others to say, but for --account-id.
func (a *App) AccountChoice(ctx context.Context) (AccountChoice, error) {
	t, err := a.Target()
	if err != nil {
		return AccountChoice{}, err
	}
	account, given, err := a.flagAccount()
	if given || err != nil {
		return AccountChoice{Account: account, Only: true}, err
	}
	if t.Local {
		store, err := a.Store(ctx)
		if err != nil {
			return AccountChoice{}, err
		}
		return AccountChoice{Account: localAccount(store)}, nil
	}
	account, err = a.namedAccount(t)
	if err != nil {
		return AccountChoice{Faulty: true}, nil //nolint:nilerr // others say it
	}
	if account.ID == "" {
		account, _ = a.rememberedAccount()
	}
	return AccountChoice{Account: account}, nil
}

// Of is the account that commands work in without a question, of somebody who sees
// those listed.
func (c AccountChoice) Of(listed []client.Account) Account {
	if c.ID == "" && !c.Faulty && len(listed) == 1 {
		return Account{listed[0].ID, onlyAccount}
	}
	return c.Account
}

// GivenAccount is the id that --account-id names; "" where it is not given.
func (a *App) GivenAccount() (id string, err error) {
	account, _, err := a.flagAccount()
	return account.ID, err
}

func localAccount(store *backend.Store) Account {
	return Account{store.Account().ID, "the local state"}
}
