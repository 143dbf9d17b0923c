package app

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
)

// refusal is what a code of the API says of the credentials.
type refusal struct {
	code    int
	fault   string // behind "credentials from ..."; NEED stands for the role that is needed
	need    string // that role, where the code tells it; else the request does
	account bool   // they may belong to another account as well
	next    func(a *App, need string) string
}

// Codes with a hint of their own.
const (
	codeInvalidToken   = 1000
	codeMalformedKey   = 6103
	codeMalformedToken = 6111
	codeNoRoute        = 7003 // the account id has another form
	codeForbidden      = 10000
	codeUncertain      = 10001 // of the credentials or of the request
)

// refusals are the codes of facts/cloudflare-api.md 2.3 and 5.5. The first that
// an error has counts: those in a chain come before what they led to. The last
// is for an error that has none of them.
func refusals() []refusal {
	const shape = ": a token has no spaces or quotes, and a global key goes into CLOUDFLARE_API_KEY"
	return []refusal{
		{code: codeMalformedToken, fault: "have the wrong form for a token" + shape, next: (*App).RenewHint},
		{code: codeMalformedKey, fault: "have the wrong form for a global key" + shape, next: (*App).RenewHint},
		{code: 6003, fault: "have the wrong form" + shape, next: (*App).RenewHint},
		{code: codeInvalidToken, fault: "are not valid: expired, revoked or mistyped", next: (*App).RenewHint},
		{code: 1001, fault: "did not reach the API as a token", next: (*App).RenewHint},
		{code: 9106, fault: "did not reach the API, or are of a kind that it does not take here", next: (*App).RenewHint},
		{code: 9109, fault: "are not valid, not for use from this address, or lack NEED",
			account: true, next: (*App).rightsHint},
		{code: 10405, fault: "are of a kind that may not do this; it takes a login by OAuth with NEED",
			next: (*App).switchHint},
		{code: 10196, fault: "may not bind what the Worker names: they lack NEED", need: "Connectivity Directory Bind",
			account: true, next: (*App).rightsHint},
		{code: codeUncertain, fault: "are refused, or the request itself is; it takes NEED", next: (*App).rightsHint},
		{code: codeForbidden, fault: "may lack NEED", account: true, next: (*App).rightsHint},
	}
}

func refusalOf(e *client.Error) refusal {
	all := refusals()
	for _, r := range all {
		if e.HasCode(r.code) {
			return r
		}
	}
	return all[len(all)-1]
}

// authHint says what may be wrong with which credentials, and what to run next.
func (a *App) authHint(err error) string {
	if gate, ok := errors.AsType[*client.ReplyError](err); ok {
		return gateHint(gate)
	}
	e, ok := errors.AsType[*client.Error](err)
	switch {
	case !ok:
		return a.rightsHint("")
	case e.Renewal != nil:
		return a.renewalHint(e)
	case e.HasCode(codeInvalidToken) && a.IsLocal():
		return "the local state was made anew meanwhile: try again"
	case e.HasCode(codeInvalidToken) && a.target.IsLoopback() && a.creds != nil && a.creds.FromEnv:
		return a.credentialSource() + " are unknown to " + a.target.BaseURL + "\n" +
			"if lariat serves there: eval \"$(lariat local env --addr " + Quote(a.target.host()) + ")\""
	}
	r := refusalOf(e)
	need := cmp.Or(r.need, neededRole(e.Method, e.Path))
	hint := a.credentialSource() + " " + strings.ReplaceAll(a.faultOf(r), "NEED", a.grantOf(need))
	if r.account && a.account.ID != "" && a.account.Origin != onlyAccount && !a.IsLocal() {
		hint += ", or belong to another account\n" + a.accountHint()
	}
	return hint + "\n" + r.next(a, need)
}

// faultOf says what a code means for the credentials that were refused.
func (a *App) faultOf(r refusal) string {
	c := a.creds
	switch {
	case c == nil:
	case r.code == codeInvalidToken && c.Kind == auth.KindToken && !c.Expires.IsZero() && a.Now().After(c.Expires):
		return "have expired at " + c.Expires.UTC().Format(time.RFC3339)
	case c.Kind == auth.KindKey && r.code == codeForbidden: // it also comes for a key that there is none of
		return "have a wrong key or e-mail address, or " + r.fault
	}
	return r.fault
}

// credentialSource begins a hint. What a login is about to be made of is not
// where it will be kept.
func (a *App) credentialSource() string {
	switch {
	case a.creds == nil:
		return "the credentials"
	case a.LogsIn && a.creds.Kind == auth.KindToken:
		return "credentials from this token"
	case a.LogsIn && a.creds.Kind == auth.KindOAuth:
		return "credentials from the new login"
	}
	return a.creds.String()
}
