package app

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
)

// The paths of requests, as errors have them.
const (
	servicesPath = "/client/v4/accounts/a1/connectivity/directory/services"
	tunnelsPath  = "/client/v4/accounts/a1/cfd_tunnel"
	scriptsPath  = "/client/v4/accounts/a1/workers/scripts/w/settings"
)

// appWith works at Cloudflare with credentials from variables or from a login.
func appWith(kind auth.Kind, source string) *App {
	creds := auth.Token("s3cret", source)
	creds.Kind, creds.FromEnv = kind, kind != auth.KindOAuth
	return &App{
		Host:    Host{Env: func(string) string { return "" }},
		FlagSet: pflag.NewFlagSet("lariat", pflag.ContinueOnError),
		target:  &Target{BaseURL: client.DefaultBaseURL},
		creds:   &creds,
		account: Account{"a1", "CLOUDFLARE_ACCOUNT_ID"},
	}
}

// Every code of facts/cloudflare-api.md 2.3 and 5.5 that is about who asks ends
// in whose credentials they are, what they need, and what to run.
func TestRefusals(t *testing.T) {
	t.Parallel()
	const (
		role   = "a scope or the role "
		renew  = "lariat login # an API token needs the permission group "
		whoami = "lariat whoami # shows what they may do"
		other  = ", or belong to another account\naccount a1 is that of CLOUDFLARE_ACCOUNT_ID; another one: --account-id ID\n" + whoami
		shape  = ": a token has no spaces or quotes, and a global key goes into CLOUDFLARE_API_KEY\n"
	)
	for _, tt := range []struct {
		status       int
		codes        []int // each in the chain of the one before
		method, path string
		kind         Kind
		want         string // behind the source
	}{
		{401, []int{1000}, "GET", servicesPath, KindAuth,
			"are not valid: expired, revoked or mistyped\n" + renew + "Connectivity Directory Read"},
		{400, []int{1001}, "GET", "/client/v4/accounts/a1/tokens/verify", KindAuth,
			"did not reach the API as a token\n" + renew + "Account API Tokens Read"},
		{400, []int{6003}, "GET", tunnelsPath, KindAuth, "have the wrong form" + shape + renew + "Cloudflare Tunnel Read"},
		{400, []int{6003, 6111}, "POST", tunnelsPath, KindAuth, "have the wrong form for a token" + shape + renew + "Cloudflare Tunnel Edit"},
		{400, []int{6003, 6103}, "PUT", scriptsPath, KindAuth, "have the wrong form for a global key" + shape + renew + "Workers Scripts Edit"},
		{400, []int{9106}, "GET", "/client/v4/memberships", KindAuth,
			"did not reach the API, or are of a kind that it does not take here\n" + renew + "Memberships Read"},
		{403, []int{9109}, "GET", "/client/v4/user", KindAuth,
			"are not valid, not for use from this address, or lack " + role + "User Details Read" + other},
		{401, []int{9109}, "GET", "/client/v4/user/tokens/t", KindAuth,
			"are not valid, not for use from this address, or lack " + role + "API Tokens Read" + other},
		{403, []int{10000}, "GET", scriptsPath, KindAuth, "may lack " + role + "Workers Scripts Read" + other},
		{403, []int{10000}, "DELETE", servicesPath + "/x", KindAuth, "may lack " + role + "Connectivity Directory Admin" + other},
		{400, []int{10001}, "GET", "/client/v4/accounts", KindFailed,
			"are refused, or the request itself is; it takes " + role + "Account Settings Read\n" + whoami},
		{403, []int{10001}, "GET", servicesPath, KindAuth,
			"are refused, or the request itself is; it takes " + role + "Connectivity Directory Read\n" + whoami},
		{403, []int{10196}, "PUT", scriptsPath, KindAuth,
			"may not bind what the Worker names: they lack " + role + "Connectivity Directory Bind" + other},
		{403, []int{10405}, "PUT", scriptsPath, KindAuth, "are of a kind that may not do this; it takes a login by OAuth with " +
			role + "Workers Scripts Edit\nlariat auth switch # to such a login; lariat login makes one"},
		{401, nil, "GET", servicesPath, KindAuth, "may lack " + role + "Connectivity Directory Read" + other},
		{403, []int{4711}, "POST", servicesPath, KindAuth, "may lack " + role + "Connectivity Directory Admin" + other},
	} {
		err := &client.Error{Method: tt.method, Path: tt.path, Status: tt.status}
		for i := len(tt.codes) - 1; i >= 0; i-- {
			err.Errors = []client.Message{{Code: tt.codes[i], Message: "no", Chain: err.Errors}}
		}
		p := appWith(auth.KindOAuth, "Wrangler's login").Explain(err)
		if want := "credentials from Wrangler's login " + tt.want; p.Kind != tt.kind || p.Hint != want {
			t.Errorf("%d %v: %s, hint\n%s\nwant %s\n%s", tt.status, tt.codes, p.Kind, p.Hint, tt.kind, want)
		}
	}
}

// facts/cloudflare-api.md 2.3: the account is at fault, and no credentials.
func TestUnknownAccountHint(t *testing.T) {
	t.Parallel()
	p := appWith(auth.KindOAuth, "Wrangler's login").Explain(&client.Error{
		Method: "GET", Path: servicesPath, Status: 404, Errors: []client.Message{{Code: codeNoRoute}},
	})
	const want = "ids have 32 hexadecimal digits; account a1 is that of CLOUDFLARE_ACCOUNT_ID; another one: --account-id ID\n" +
		"lariat whoami # lists the accounts that credentials from Wrangler's login see"
	if p.Kind != KindFailed || p.Hint != want {
		t.Errorf("%s, hint\n%s", p.Kind, p.Hint)
	}
}

// The account that was found by asking is not another one, and none can be named.
func TestOnlyAccountHint(t *testing.T) {
	t.Parallel()
	a := appWith(auth.KindToken, auth.EnvToken)
	a.account.Origin = onlyAccount
	err := &client.Error{Method: "GET", Path: servicesPath, Status: 403, Errors: []client.Message{{Code: 10000}}}
	const want = "credentials from CLOUDFLARE_API_TOKEN may lack the permission group Connectivity Directory Read\n" +
		"lariat whoami # shows what they may do"
	if p := a.Explain(err); p.Hint != want {
		t.Errorf("hint\n%s", p.Hint)
	}
	if hint := a.accountHint(); hint != "account a1 is the only account that the credentials see" {
		t.Errorf("hint\n%s", hint)
	}
}

// While a variable wins over every login, logging in would change nothing.
func TestRenewHint(t *testing.T) {
	t.Parallel()
	err := &client.Error{Method: "GET", Path: servicesPath, Status: 401, Errors: []client.Message{{Code: codeInvalidToken}}}
	a := appWith(auth.KindToken, auth.EnvToken)
	const want = "credentials from CLOUDFLARE_API_TOKEN are not valid: expired, revoked or mistyped\n" +
		"make another token at https://dash.cloudflare.com/profile/api-tokens, with the permission group Connectivity Directory Read\n" +
		"lariat login # once the variables are unset, which win over a login"
	if p := a.Explain(err); p.Hint != want {
		t.Errorf("hint\n%s", p.Hint)
	}
	a.target.Local = true
	if p := a.Explain(err); p.Hint != "the local state was made anew meanwhile: try again" {
		t.Errorf("hint\n%s", p.Hint)
	}
}

// No line of the table is in the shadow of another, and none forgets its end.
func TestRefusalTable(t *testing.T) {
	t.Parallel()
	a := appWith(auth.KindOAuth, "Wrangler's login")
	for _, r := range refusals() {
		got := refusalOf(&client.Error{Errors: []client.Message{{Code: r.code}}})
		next := r.next(a, "Workers Scripts Edit")
		if got.fault != r.fault || !strings.HasPrefix(next, "lariat ") {
			t.Errorf("%s: %q, then %q", strconv.Itoa(r.code), got.fault, next)
		}
	}
}

// facts/cloudflare-api.md 4.1: roles and groups have the same names, and who has
// which depends on the kind of credentials.
func TestGrantOf(t *testing.T) {
	t.Parallel()
	for kind, want := range map[auth.Kind]string{
		auth.KindToken: "the permission group Workers Scripts Edit",
		auth.KindKey:   "a role with Workers Scripts Edit",
		auth.KindOAuth: "a scope or the role Workers Scripts Edit",
		"":             "the role or permission group Workers Scripts Edit",
	} {
		if got := appWith(kind, "there").grantOf("Workers Scripts Edit"); got != want {
			t.Errorf("%q: %s, want %s", kind, got, want)
		}
	}
}

// facts/wrangler.md 5.2: Wrangler's login has no scope for tunnels.
func TestTunnelHint(t *testing.T) {
	t.Parallel()
	const login = "lariat login --with-token < FILE # this login has no scope for tunnels; a token needs the permission group Cloudflare Tunnel Edit"
	const whoami = "lariat whoami # shows what they may do"
	err := &client.Error{Method: "POST", Path: tunnelsPath, Status: 403, Errors: []client.Message{{Code: 10000}}}
	for _, tt := range []struct {
		kind   auth.Kind
		scopes []string
		want   string
	}{
		{auth.KindOAuth, []string{"connectivity:admin"}, login},
		{auth.KindOAuth, []string{"cloudflare-tunnel.read"}, whoami},
		{auth.KindOAuth, nil, whoami},
		{auth.KindToken, nil, whoami},
	} {
		a := appWith(tt.kind, "there")
		a.creds.Scopes = tt.scopes
		if p := a.Explain(err); !strings.HasSuffix(p.Hint, "\n"+tt.want) {
			t.Errorf("%s with %q: hint\n%s", tt.kind, tt.scopes, p.Hint)
		}
	}
}

// Where an e-mail address and a key stand there is no role of some names, and the
// likely fault is in the two.
func TestGlobalKeyHint(t *testing.T) {
	t.Parallel()
	err := &client.Error{Method: "GET", Path: "/client/v4/accounts", Status: 403, Errors: []client.Message{{Code: codeForbidden}}}
	const want = "credentials from there have a wrong key or e-mail address, or may lack a role with Account Settings Read, " +
		"or belong to another account\n"
	if p := appWith(auth.KindKey, "there").Explain(err); !strings.HasPrefix(p.Hint, want) {
		t.Errorf("hint\n%s", p.Hint)
	}
}

// What a login is being made of is nowhere yet, and an end that is known is told.
// Whose renewal failed is told with the reason.
func TestLoginHint(t *testing.T) {
	t.Parallel()
	end := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	const invalid = "are not valid: expired, revoked or mistyped\n"
	for _, tt := range []struct {
		kind    auth.Kind
		logsIn  bool
		expires time.Time
		renewal error
		want    string // how the hint begins
	}{
		{auth.KindToken, true, time.Time{}, nil, "credentials from this token " + invalid + "make another token at https://dash."},
		{auth.KindOAuth, true, time.Time{}, nil, "credentials from the new login " + invalid + "lariat login # "},
		{auth.KindToken, false, time.Time{}, nil, "credentials from there " + invalid + "lariat login # "},
		{auth.KindToken, false, end, nil, "credentials from there have expired at 2026-11-20T08:00:00Z\nlariat login # "},
		{auth.KindToken, false, end.Add(48 * time.Hour), nil, "credentials from there " + invalid},
		{auth.KindOAuth, false, end, nil, "credentials from there " + invalid}, // the end is that of the token before
		{auth.KindOAuth, false, end, &auth.ExpiredError{At: end.Add(48 * time.Hour)},
			"credentials from there are refused, and could not be renewed: there is no refresh token\n" +
				"the request takes a scope or the role Connectivity Directory Read\nlariat login"},
		{auth.KindOAuth, false, end, errors.New("no"), "credentials from there are refused, and could not be renewed: no\n"},
	} {
		a := appWith(tt.kind, "there")
		a.Now = func() time.Time { return end.Add(time.Hour) }
		a.LogsIn, a.creds.FromEnv, a.creds.Expires = tt.logsIn, false, tt.expires
		p := a.Explain(&client.Error{Method: "GET", Path: servicesPath, Status: 401, Renewal: tt.renewal,
			Errors: []client.Message{{Code: codeInvalidToken}}})
		if p.Kind != KindAuth || p.Code != codeInvalidToken || !strings.HasPrefix(p.Hint, tt.want) || strings.HasSuffix(p.Hint, "\n") {
			t.Errorf("%s, hint\n%s\nwant\n%s", p.Kind, p.Hint, tt.want)
		}
	}
}
