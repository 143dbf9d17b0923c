package app

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/configfile"
)

const (
	envAccount    = "CLOUDFLARE_ACCOUNT_ID"
	flagAccountID = "account-id"
	onlyAccount   = "the only account that the credentials see"
)

// Account is the account that a command works in.
type Account struct {
	ID     string
	Origin string // what named it: a flag, a variable, a place in a file
}

// chooseAccount goes by what names an account, else by the one that was chosen for
// the login, else by the only account that the credentials see, else by a question.
func (a *App) chooseAccount(ctx context.Context, t Target, opts []client.Option) (Account, error) {
	account, err := a.namedAccount(t)
	if err != nil || account.ID != "" {
		return account, err
	}
	if account, ok := a.rememberedAccount(); ok {
		return account, nil
	}
	return a.discoverAccount(ctx, opts)
}

// namedAccount goes by --account-id, the configuration's account_id,
// CLOUDFLARE_ACCOUNT_ID and the setting; the zero Account where none is set.
func (a *App) namedAccount(t Target) (Account, error) {
	if account, given, err := a.flagAccount(); given || err != nil {
		return account, err
	}
	p, err := a.Project()
	if err != nil {
		return Account{}, err
	}
	account, err := a.configuredAccount(p)
	if err == nil && account.ID == "" {
		account, err = a.variableAccount(t)
	}
	switch {
	case err != nil:
		return account, err
	case p.Err != nil && (account.ID == "" || mayNameAccount(p.Err)):
		return account, a.unreadable(p, p.Err)
	case account.ID == "":
		return Account{}, nil
	case p.Err != nil:
		a.Warn("%s; the account is that of %s", firstFault(p.Err), account.Origin)
	}
	return account, account.check()
}

// mayNameAccount says whether a broken configuration may hold an account_id,
// which would overrule the sources below it.
func mayNameAccount(err error) bool {
	e, ok := errors.AsType[*configfile.SyntaxError](err)
	return !ok || bytes.Contains(e.Source, []byte("account_id"))
}

// flagAccount is what --account-id names, if it is given.
func (a *App) flagAccount() (account Account, given bool, err error) {
	v, err := a.Setting(settings.AccountID)
	if err != nil || !a.isGiven(v.Flag) {
		return Account{}, false, err
	}
	account = Account{v.Text, "--" + v.Flag}
	return account, true, account.check()
}

// configuredAccount reads account_id from a configuration that is not broken.
// An account_id that is there and cannot be gone by is an error, since the next
// source would name another account.
func (a *App) configuredAccount(p *Project) (Account, error) {
	if p.Doc == nil {
		return Account{}, nil
	}
	v, err := p.Doc.AccountID(a.Environment())
	if err != nil {
		return Account{}, a.unreadable(p, err)
	}
	return Account{v.V, "account_id in " + p.Path + ":" + v.Range.Start.String()}, nil
}

// variableAccount is what CLOUDFLARE_ACCOUNT_ID or the setting names.
func (a *App) variableAccount(t Target) (Account, error) {
	if v := a.Lookup(envAccount); v.Value != "" {
		account := Account{v.Value, envAccount}
		if v.File != "" {
			account.Origin += " in " + v.File
		}
		if v.Borrowed {
			return account, t.Guard(account.Origin, "")
		}
		return account, nil
	}
	v, err := a.Setting(settings.AccountID)
	return Account{v.Text, v.Origin}, err
}

// check knows the length and the characters of account ids
// (facts/cloudflare-api.md 1, facts/wrangler.md 5.1).
func (c Account) check() error {
	const most = 32
	allowed := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '_' || r == '-'
	}
	if c.ID != "" && len(c.ID) <= most && strings.TrimFunc(c.ID, allowed) == "" {
		return nil
	}
	const hint = "the dashboard shows the id under Workers & Pages: 32 hexadecimal digits"
	if strings.HasPrefix(c.Origin, envAccount) { // it may be the token, in the wrong line of a .env file
		return Usage(hint, "the value of %s is not an account id", c.Origin)
	}
	return Usage(hint, "%s: %q is not an account id", c.Origin, c.ID)
}

// discoverAccount asks the API which accounts the credentials see. It never
// asks for memberships, which API tokens may not read (facts/cloudflare-api.md 4).
func (a *App) discoverAccount(ctx context.Context, opts []client.Option) (Account, error) {
	found, err := client.New("", opts...).Accounts.All(ctx)
	if err != nil {
		return Account{}, err
	}
	switch {
	case len(found) == 0:
		return Account{}, &Problem{Kind: KindAuth, Msg: "the credentials see no account",
			Hint: "export CLOUDFLARE_ACCOUNT_ID=..."}
	case len(found) == 1:
		return Account{found[0].ID, onlyAccount}, nil
	case a.CanPrompt():
		return a.askAccount(ctx, found)
	}
	return Account{}, Usage(a.accountChoices(found), "the credentials see %d accounts; name one", len(found))
}

// accountChoices are commands that choose an account for all later ones: for the
// login, unless the user's setting would change with it.
func (a *App) accountChoices(found []client.Account) string {
	choose := "export " + envAccount + "="
	profile, err := a.Setting(settings.Profile)
	if err == nil && profile.Layer <= settings.LayerUser && a.creds != nil && a.creds.Profile == profile.Text {
		choose = "lariat auth switch " + Quote(profile.Text) + " --account-id "
	}
	lines := make([]string, len(found))
	for i, account := range found {
		lines[i] = choose + Quote(account.ID) + " # " + Quote(account.Name)
	}
	return strings.Join(lines, "\n")
}

func (a *App) askAccount(ctx context.Context, found []client.Account) (Account, error) {
	chosen, err := a.PickAccount(ctx, found)
	if err != nil {
		return Account{}, err
	}
	a.rememberAccount(ctx, chosen)
	return Account{chosen.ID, "the answer to the question"}, nil
}

// PickAccount asks for one of several accounts.
func (a *App) PickAccount(ctx context.Context, found []client.Account) (client.Account, error) {
	names := make([]string, len(found))
	for i, account := range found {
		names[i] = account.Name + " (" + account.ID + ")"
	}
	i, err := a.Prompt.Select(ctx, "Which account?", names)
	if err != nil {
		return client.Account{}, err
	}
	return found[i], nil
}

// CanPrompt says whether a question may be asked.
func (a *App) CanPrompt() bool { return !a.Flags.NoInput && a.Prompt.CanPrompt() }

// AccountIsFixed says that --account-id or the local state names the account,
// whatever configurations say.
func (a *App) AccountIsFixed() bool {
	return a.isGiven(flagAccountID) || a.IsLocal()
}

// IsLocal says that Client talks to the local state in this process.
func (a *App) IsLocal() bool { return a.target != nil && a.target.Local }

// IsEmbedded says that an account is the embedded backend's: in this process, or
// on this machine over HTTP. Another machine may call any account by that id.
func (a *App) IsEmbedded(account string) bool {
	return a.IsLocal() || a.target.IsLoopback() && account == backend.AccountID
}
