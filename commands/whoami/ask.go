package whoami

import (
	"context"
	"errors"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
)

const (
	atOnce      = 8  // requests about accounts that are under way
	maxAccounts = 50 // that are asked about; some people see thousands
)

// errNotAsked is why nothing is known of the accounts beyond those.
var errNotAsked = errors.New("there are too many accounts to ask them all; name this one with --account-id")

// subject is whom to ask about.
type subject struct {
	client *client.Client // without an account
	kind   auth.Kind
	scopes []string // of an OAuth login; nil where they are not known
	choice app.AccountChoice
}

// identity is what the API tells about credentials.
type identity struct {
	email    string
	token    *client.TokenStatus // of an API token
	accounts []account
	noList   error // why accounts are not listed
}

type account struct {
	id, name string
	chosenBy string   // what makes it the account that commands work in; "" where nothing does
	roles    []string // of the user; none for API tokens
	rights   rights
}

// ask finds out what there is to know. It fails where the API does not know the
// credentials at all, or cannot be reached.
func (s subject) ask(ctx context.Context) (identity, error) {
	p := s.askPerson(ctx)
	if p.noList != nil && !errors.Is(p.noList, client.ErrAuth) {
		return identity{}, p.noList
	}
	found := identity{email: p.email, accounts: s.accounts(p), noList: p.noList}
	t, probes := s.askAccounts(ctx, found.accounts)
	found.token = t.status
	switch {
	case ctx.Err() != nil:
		return identity{}, ctx.Err()
	case p.noList != nil && !p.known && t.noStatus != nil:
		return identity{}, t.noStatus
	case p.noList != nil && !p.known && t.status == nil:
		return identity{}, p.noList
	}
	for i := range found.accounts {
		a := &found.accounts[i]
		a.roles = p.roles[a.id]
		a.rights = judge(evidence{
			kind: s.kind, scopes: s.scopes,
			readable: probes[i].readable, probe: probes[i].err,
			groups: t.policies.Groups(a.id), noGroups: t.noPolicies,
			roles: a.roles, noRoles: p.noRoles,
		})
	}
	return found, nil
}

// accounts are those to tell about, of those that are listed: all of them and the
// chosen one, even if it is not listed.
func (s subject) accounts(p person) []account {
	chosen := s.choice.Account
	if p.noList == nil {
		chosen = s.choice.Of(p.accounts)
	}
	var told []account
	missing := chosen.ID != ""
	for _, a := range p.accounts {
		one := account{id: a.ID, name: a.Name}
		if a.ID == chosen.ID {
			one.chosenBy, missing = chosen.Origin, false
		} else if s.choice.Only {
			continue
		}
		told = append(told, one)
	}
	if missing {
		told = append(told, account{id: chosen.ID, chosenBy: chosen.Origin})
	}
	return told
}
