package whoami

import (
	"context"
	"sync"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
)

// token is what an API token may tell about itself.
type token struct {
	status     *client.TokenStatus
	noStatus   error
	policies   client.TokenPolicies
	noPolicies error
}

// probe is whether an account's directory may be read.
type probe struct {
	readable bool
	err      error
}

// askAccounts asks the accounts at once, so that one which fails hides no other.
func (s subject) askAccounts(ctx context.Context, accounts []account) (token, []probe) {
	var t token
	probes := make([]probe, len(accounts))
	slots := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	if s.kind == auth.KindToken {
		wg.Go(func() { t = s.askToken(ctx, accounts) })
	}
	for i := range accounts {
		if i >= maxAccounts {
			probes[i].err = errNotAsked
			continue
		}
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			p := &probes[i]
			p.readable, p.err = s.client.ForAccount(accounts[i].id).Services.Readable(ctx)
		})
	}
	wg.Wait()
	return t, probes
}

// askToken asks a token who it is: where it is an account's, that account knows.
func (s subject) askToken(ctx context.Context, accounts []account) token {
	ids := make([]string, min(len(accounts), maxAccounts))
	for i := range ids {
		ids[i] = accounts[i].id
	}
	status, err := s.client.Tokens.Verify(ctx, ids...)
	if err != nil {
		return token{noStatus: err, noPolicies: err}
	}
	t := token{status: &status}
	t.policies, t.noPolicies = s.client.Tokens.Policies(ctx, status)
	return t
}
