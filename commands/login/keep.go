package login

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
)

// keep keeps a login that the API takes, and says so. What was issued for a login
// that is not kept is revoked.
func (o *options) keep(ctx context.Context, l auth.Login) error {
	kept, why, accounts, err := o.judge(ctx, l)
	if err != nil {
		o.sources.Discard(ctx, l)
		return err
	}
	o.tell(kept, why, accounts)
	return nil
}

func (o *options) judge(ctx context.Context, l auth.Login) (
	kept auth.Login, why error, accounts []client.Account, err error,
) {
	if accounts, err = o.verify(ctx, &l); err != nil {
		return l, nil, nil, err
	}
	if l.Account, err = o.account(ctx, accounts); err != nil {
		return l, nil, nil, err
	}
	kept, why, err = o.sources.Keep(ctx, l)
	return kept, why, accounts, err
}

// verify asks the API whether it takes the login, and which accounts it sees. One
// that may not list them is good all the same. An API token tells when it will end.
func (o *options) verify(ctx context.Context, l *auth.Login) ([]client.Account, error) {
	creds, err := o.sources.Use(*l)
	if err != nil {
		return nil, err
	}
	c, err := o.app.ClientWith(creds, "")
	if err != nil {
		return nil, err
	}
	accounts, err := c.Accounts.All(ctx)
	if refused, ok := errors.AsType[*client.Error](err); ok && refused.Status == http.StatusForbidden {
		err = nil
	}
	if err == nil && l.Kind == auth.KindToken {
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

// account is the one to work in where nothing else names one: the one that
// --account-id names, the one of the login that is replaced, the only one, else the
// one that a person picks. Elsewhere it stays open.
func (o *options) account(ctx context.Context, accounts []client.Account) (auth.Account, error) {
	given, err := o.app.Setting(settings.AccountID)
	if err != nil {
		return auth.Account{}, err
	}
	if given.Layer == settings.LayerFlag {
		return o.given(given.Text, accounts)
	}
	if old, err := o.sources.Logins.Load(o.sources.Profile, o.sources.API); err == nil {
		if i := slices.Index(ids(accounts), old.Account.ID); i >= 0 {
			return chosen(accounts[i]), nil
		}
	}
	switch {
	case len(accounts) == 1:
		return chosen(accounts[0]), nil
	case len(accounts) == 0 || !o.app.CanPrompt():
		return auth.Account{}, nil
	}
	picked, err := o.app.PickAccount(ctx, accounts)
	return chosen(picked), err
}

// given is the account that --account-id names, which the login has to see, if it
// may tell.
func (o *options) given(id string, accounts []client.Account) (auth.Account, error) {
	if i := slices.Index(ids(accounts), id); i >= 0 {
		return chosen(accounts[i]), nil
	}
	if len(accounts) == 0 {
		return auth.Account{ID: id}, nil
	}
	lines := make([]string, len(accounts))
	for i, a := range accounts {
		lines[i] = "--account-id " + app.Quote(a.ID) + " # " + app.Quote(a.Name)
	}
	return auth.Account{}, app.NotFound(strings.Join(lines, "\n"), "the login does not see account %q", id)
}

func chosen(a client.Account) auth.Account { return auth.Account{ID: a.ID, Name: a.Name} }

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
		o.app.Note("Account: %s", strings.TrimSpace(l.Account.Name+" ("+l.Account.ID+")"))
	case len(accounts) == 0:
		o.app.Warn("the login sees no account, or may not list them, so that each command has to name one: --account-id ID")
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
