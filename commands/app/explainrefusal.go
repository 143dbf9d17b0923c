package app

import (
	"cmp"
	"errors"
	"strings"

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
	codeNoRoute        = 7003  // the account id has another form
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
		{code: 10000, fault: "may lack NEED", account: true, next: (*App).rightsHint},
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
	case e.HasCode(codeInvalidToken) && a.IsLocal():
		return "the local state was made anew meanwhile: try again"
	case e.HasCode(codeInvalidToken) && a.target.IsLoopback():
		return a.credentialSource() + " are unknown to " + a.target.BaseURL + "\n" +
			"if lariat serves there: eval \"$(lariat local env --addr " + Quote(a.target.host()) + ")\""
	}
	r := refusalOf(e)
	need := cmp.Or(r.need, neededRole(e.Method, e.Path))
	hint := a.credentialSource() + " " + strings.ReplaceAll(r.fault, "NEED", a.grantOf(need))
	if r.account && a.account.ID != "" && a.account.Origin != onlyAccount && !a.IsLocal() {
		hint += ", or belong to another account\n" + a.accountHint()
	}
	return hint + "\n" + r.next(a, need)
}

// credentialSource begins a hint.
func (a *App) credentialSource() string {
	if a.creds == nil {
		return "the credentials"
	}
	return a.creds.String()
}
