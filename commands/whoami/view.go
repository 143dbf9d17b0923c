package whoami

import (
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
)

// view is what --json shows.
type view struct {
	Source         string          `json:"source"`           // where the credentials in use are from
	Kind           auth.Kind       `json:"kind"`             // "api_token", "global_key" or "oauth"
	Profile        *string         `json:"profile"`          // of a login of lariat's own
	Shadowed       []candidateView `json:"shadowed"`         // other credentials, which the ones in use win over
	Email          *string         `json:"email"`            // null where the credentials may not tell
	TokenID        *string         `json:"token_id"`         // of an API token
	TokenStatus    *string         `json:"token_status"`     // "active", "disabled" or "expired"
	TokenAccountID *string         `json:"token_account_id"` // of a token that belongs to an account
	NotBefore      *time.Time      `json:"not_before"`       // when the token begins to be valid
	ExpiresOn      *time.Time      `json:"expires_on"`       // of the token, or of the access token of an OAuth login
	Renews         bool            `json:"renews"`           // an OAuth login goes on by itself then
	Scopes         []string        `json:"scopes"`           // of an OAuth login
	Accounts       []accountView   `json:"accounts"`         // that the credentials see
}

type candidateView struct {
	Source  string    `json:"source"`
	Kind    auth.Kind `json:"kind"`
	Profile *string   `json:"profile"`
	Error   *string   `json:"error"` // why they could not be used, if they could not
}

type accountView struct {
	ID        string        `json:"id"`
	Name      *string       `json:"name"`
	Chosen    bool          `json:"chosen"`    // commands work in it where they are not told another one
	ChosenBy  *string       `json:"chosen_by"` // what makes them: a flag, a variable, a place in a file
	Roles     []string      `json:"roles"`     // of the user in the account; none for API tokens
	Directory directoryView `json:"directory"`
}

// directoryView is what the credentials may do to the connectivity directory.
type directoryView struct {
	Read  rightView `json:"read"`  // list and show services
	Bind  rightView `json:"bind"`  // deploy Workers that are bound to services
	Admin rightView `json:"admin"` // create, change and delete services
}

type rightView struct {
	Allowed answer `json:"allowed"` // "yes", "no" or "unknown"
	Reason  string `json:"reason"`
}

// fields are the keys of a view, for --json=a,b and its completion.
func fields() []string {
	return []string{
		"source", "kind", "profile", "shadowed", "email", "token_id", "token_status", "token_account_id",
		"not_before", "expires_on", "renews", "scopes", "accounts",
	}
}

func newView(c auth.Credentials, renews bool, shadowed []auth.Candidate, found identity) view {
	v := view{
		Source: c.Source, Kind: c.Kind, Profile: orNull(c.Profile),
		Email: orNull(found.email), Scopes: c.Scopes, ExpiresOn: utc(&c.Expires), Renews: renews,
	}
	for _, s := range shadowed {
		one := candidateView{Source: s.Source, Kind: s.Kind, Profile: orNull(s.Profile)}
		if s.Err != nil {
			one.Error = new(s.Err.Error())
		}
		v.Shadowed = append(v.Shadowed, one)
	}
	if t := found.token; t != nil {
		v.setToken(*t)
	}
	for _, a := range found.accounts {
		v.Accounts = append(v.Accounts, newAccountView(a))
	}
	return v
}

func newAccountView(a account) accountView {
	return accountView{a.id, orNull(a.name), a.chosenBy != "", orNull(a.chosenBy), a.roles, directoryView{
		newRightView(a.rights.read), newRightView(a.rights.bind), newRightView(a.rights.admin),
	}}
}

func (v *view) setToken(t client.TokenStatus) {
	v.TokenID, v.TokenStatus, v.TokenAccountID = &t.ID, orNull(t.Status), orNull(t.AccountID)
	v.NotBefore, v.ExpiresOn = utc(t.NotBefore), utc(t.ExpiresOn)
}

func newRightView(v verdict) rightView { return rightView{v.answer, v.reason} }

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// utc is nil where there is no time.
func utc(t *time.Time) *time.Time {
	if t == nil || t.IsZero() {
		return nil
	}
	return new(t.UTC())
}
