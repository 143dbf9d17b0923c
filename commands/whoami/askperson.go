package whoami

import (
	"context"
	"sync"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
)

// person is what the API tells about whose the credentials are.
type person struct {
	known    bool // the API has told something that it tells no stranger
	email    string
	accounts []client.Account
	noList   error
	roles    map[string][]string // by account
	noRoles  error
}

// askPerson asks all that needs no account. The list of accounts comes first:
// once that is there, a refusal to tell the rest is no reason to renew a login.
func (s subject) askPerson(ctx context.Context) person {
	var p person
	for a, err := range s.client.Accounts.List(ctx) {
		if err != nil {
			p.noList = err
			break
		}
		p.accounts = append(p.accounts, a)
	}
	var user client.User
	var noUser error
	var wg sync.WaitGroup
	wg.Go(func() { user, noUser = s.client.User(ctx) }) // most API tokens may not know
	if s.kind != auth.KindToken {
		wg.Go(func() { p.roles, p.noRoles = s.memberships(ctx) })
	}
	wg.Wait()
	p.email = user.Email
	p.known = noUser == nil || s.kind != auth.KindToken && p.noRoles == nil
	return p
}

// memberships gives the roles by account. API tokens may not ask for them
// (facts/cloudflare-api.md 4).
func (s subject) memberships(ctx context.Context) (map[string][]string, error) {
	roles := map[string][]string{}
	for m, err := range s.client.Memberships.List(ctx) {
		if err != nil {
			return nil, err
		}
		if m.Status == "accepted" {
			roles[m.Account.ID] = m.Roles
		}
	}
	return roles, nil
}
