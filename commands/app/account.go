package app

import (
	"context"
	"strings"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/settings"
)

const envAccount = "CLOUDFLARE_ACCOUNT_ID"

// account chooses the account: --account-id, the configuration's account_id,
// CLOUDFLARE_ACCOUNT_ID, the setting, the only account, else a question.
func (a *App) account(ctx context.Context, opts []client.Option) (string, error) {
	setting, err := a.Setting(settings.AccountID)
	if err != nil {
		return "", err
	}
	if setting.Origin == "flag --account-id" {
		return checkAccount(setting.Text, setting.Origin)
	}
	id, source, err := a.configuredAccount()
	if err != nil {
		return "", err
	}
	if id != "" {
		return checkAccount(id, source)
	}
	if v := a.Lookup(envAccount); v.Value != "" {
		if v.Borrowed {
			if err := a.target.guard(envAccount+" in "+v.File, ""); err != nil {
				return "", err
			}
		}
		return checkAccount(v.Value, strings.TrimSpace(envAccount+" "+v.File))
	}
	if setting.Text != "" {
		return checkAccount(setting.Text, setting.Origin)
	}
	return a.discoverAccount(ctx, opts)
}

// configuredAccount reads account_id from the configuration. A broken file is
// a warning while another source can name the account.
func (a *App) configuredAccount() (id, source string, err error) {
	p, err := a.Project()
	if err != nil {
		return "", "", err
	}
	if p.Err != nil {
		a.Warn("%s is not used: %s", p.Path, firstLine(p.Err))
		return "", "", nil //nolint:nilerr // the warning told
	}
	if p.Doc == nil {
		return "", "", nil
	}
	v := p.Doc.AccountID(a.Environment())
	return v.V, "account_id in " + p.Path, nil
}

// checkAccount knows the length limit and alphabet of account ids
// (facts/cloudflare-api.md 1, facts/wrangler.md 5.1).
func checkAccount(id, source string) (string, error) {
	ok := len(id) <= 32 && strings.Trim(id, "0123456789abcdefABCDEFghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ_-") == ""
	if !ok {
		return "", Usage("an account id has 32 hexadecimal digits; the dashboard shows it under Workers & Pages",
			"account id %q (%s) is malformed", id, source)
	}
	return id, nil
}

// discoverAccount asks the API which accounts the credentials see. It never
// asks for memberships, which API tokens may not read (facts/cloudflare-api.md 4).
func (a *App) discoverAccount(ctx context.Context, opts []client.Option) (string, error) {
	var found []client.Account
	for account, err := range client.New("", opts...).Accounts.List(ctx) {
		if err != nil {
			return "", err
		}
		found = append(found, account)
	}
	switch {
	case len(found) == 0:
		return "", &Problem{Kind: KindAuth, Msg: "the credentials see no account",
			Hint: "export CLOUDFLARE_ACCOUNT_ID=..."}
	case len(found) == 1:
		return found[0].ID, nil
	case a.CanPrompt():
		return a.askAccount(ctx, found)
	}
	lines := []string{"lariat --account-id " + found[0].ID + " ..."}
	for _, account := range found {
		lines = append(lines, account.ID+" "+account.Name)
	}
	return "", Usage(strings.Join(lines, "\n"), "the credentials see %d accounts; name one", len(found))
}

func (a *App) askAccount(ctx context.Context, found []client.Account) (string, error) {
	names := make([]string, len(found))
	for i, account := range found {
		names[i] = account.Name + " (" + account.ID + ")"
	}
	i, err := a.Prompt.Select(ctx, "Which account?", names)
	if err != nil {
		return "", err
	}
	return found[i].ID, nil
}

// CanPrompt says whether a question may be asked.
func (a *App) CanPrompt() bool { return !a.Flags.NoInput && a.Prompt.CanPrompt() }

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
