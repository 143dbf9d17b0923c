package app

import (
	"context"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
)

// rememberedAccount is the one that was chosen for the login in use.
func (a *App) rememberedAccount() (Account, bool) {
	l, ok := a.usedLogin()
	if !ok || l.Account.ID == "" {
		return Account{}, false
	}
	return Account{l.Account.ID, "profile " + Quote(l.Profile)}, true
}

// SettledAccount is the id of the account that lariat works in, as far as that is
// known without a question, be it to the API: by a name, or for the login in use.
func (a *App) SettledAccount(ofLogin bool) string {
	t, err := a.Target()
	if err != nil {
		return ""
	}
	account, err := a.namedAccount(t)
	if err == nil && account.ID == "" && ofLogin {
		account, _ = a.rememberedAccount()
	}
	return account.ID
}

// usedLogin is lariat's own login that the credentials are from, if they are.
func (a *App) usedLogin() (auth.Login, bool) {
	if a.creds == nil || a.creds.Profile == "" {
		return auth.Login{}, false
	}
	s, err := a.AuthSources()
	if err != nil {
		return auth.Login{}, false
	}
	l, err := s.Logins.Load(a.creds.Profile, s.API)
	return l, err == nil
}

// rememberAccount keeps an answer, so that the question is asked once for a login.
// Credentials in variables may be others tomorrow, so theirs are not kept.
func (a *App) rememberAccount(ctx context.Context, chosen client.Account) {
	s, err := a.AuthSources()
	if err != nil || a.creds == nil || a.creds.Kind != auth.KindOAuth && a.creds.Profile == "" {
		return
	}
	l, known := a.usedLogin()
	if !known {
		if _, err := s.Logins.Load(s.Profile, s.API); err == nil {
			return // it is about another of Wrangler's logins
		}
		l = s.WranglerLogin()
	}
	account := auth.Account{ID: chosen.ID, Name: chosen.Name}
	if known {
		err = s.Logins.Remember(ctx, l, account)
	} else {
		l.Account = account
		_, _, err = s.Logins.Save(ctx, l)
	}
	if err != nil {
		a.Warn("the answer is not remembered: %s", err)
		return
	}
	a.Note("Remembered for profile %s. For another one: lariat auth switch %s --account-id ID", l.Profile, l.Profile)
}
