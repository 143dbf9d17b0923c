package login

import (
	"context"
	"errors"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
)

// keep keeps a login that the API takes, and says so.
func (o *options) keep(ctx context.Context, l auth.Login) error {
	accounts, err := o.verify(ctx, &l)
	if err != nil {
		return err
	}
	if l.Account, err = o.account(ctx, accounts); err != nil {
		return err
	}
	kept, why, err := o.sources.Logins.Save(ctx, l)
	if err != nil {
		return err
	}
	o.tell(kept, why, accounts)
	return nil
}

// verify asks the API whether it takes the login, and which accounts it sees. An
// API token tells when it will end.
func (o *options) verify(ctx context.Context, l *auth.Login) ([]client.Account, error) {
	creds, err := o.sources.Use(*l)
	if err != nil {
		return nil, err
	}
	c, err := o.app.ClientWith(creds, "")
	if err != nil {
		return nil, err
	}
	var accounts []client.Account
	for account, err := range c.Accounts.List(ctx) {
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, account)
	}
	if l.Kind == auth.KindToken {
		l.Expires, err = o.expiry(ctx, creds, accounts)
	}
	return accounts, err
}

// expiry is when an API token ends. Tokens that belong to an account are asked
// about there. One that cannot be asked about has been taken all the same.
func (o *options) expiry(ctx context.Context, creds auth.Credentials, accounts []client.Account) (time.Time, error) {
	for _, id := range append([]string{""}, ids(accounts)...) {
		c, err := o.app.ClientWith(creds, id)
		if err != nil {
			return time.Time{}, err
		}
		status, err := c.Tokens.Verify(ctx)
		switch {
		case err == nil && status.ExpiresOn != nil:
			return *status.ExpiresOn, nil
		case err == nil:
			return time.Time{}, nil
		case !errors.Is(err, client.ErrAuth):
			return time.Time{}, err
		}
	}
	return time.Time{}, nil
}

func ids(accounts []client.Account) []string {
	list := make([]string, len(accounts))
	for i, a := range accounts {
		list[i] = a.ID
	}
	return list
}

// account is the one to work in where nothing else names one: the only one, else
// the one that a person picks. Elsewhere it stays open.
func (o *options) account(ctx context.Context, accounts []client.Account) (auth.Account, error) {
	switch {
	case len(accounts) == 1:
		return auth.Account{ID: accounts[0].ID, Name: accounts[0].Name}, nil
	case len(accounts) == 0 || !o.app.CanPrompt():
		return auth.Account{}, nil
	}
	chosen, err := o.app.PickAccount(ctx, accounts)
	return auth.Account{ID: chosen.ID, Name: chosen.Name}, err
}

// tell says what is there now, and what keeps it from being used.
func (o *options) tell(l auth.Login, why error, accounts []client.Account) {
	o.app.Note("Logged in %sas profile %s.", where(l), l.Profile)
	switch {
	case l.Kind == auth.KindWrangler:
		o.app.Note("Wrangler's login stays where it is.")
	case l.InKeyring():
		o.app.Note("The login is in the system's keyring.")
	case why != nil:
		o.app.Note("The login is in %s, which only you can read, since %s.", l.Path(), why)
	default:
		o.app.Note("The login is in %s, which only you can read.", l.Path())
	}
	switch {
	case l.Account.ID != "":
		o.app.Note("Account: %s (%s)", l.Account.Name, l.Account.ID)
	case len(accounts) == 0:
		o.app.Warn("the login sees no account, so each command has to name one: --account-id ID")
	default:
		o.app.Note("It sees %d accounts: choose one with lariat auth switch %s --account-id ID",
			len(accounts), app.Quote(l.Profile))
	}
	winner, err := auth.Find(o.sources)
	if err == nil && winner.Profile != l.Profile {
		o.app.Warn("%s wins over this login: unset it, or name the login: --profile %s", winner.Source, l.Profile)
	}
}

func where(l auth.Login) string {
	if l.API == auth.CloudflareAPI {
		return ""
	}
	return "at " + l.API + " "
}
