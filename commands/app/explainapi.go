package app

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/lariat-cli/lariat/client"
)

// explainTaken explains what the client has found out about a refusal.
func explainTaken(err error) *Problem {
	p := &Problem{Kind: KindConflict, Msg: err.Error()}
	p.fromAPI(err)
	if e, ok := errors.AsType[*client.NameTakenError](err); ok {
		p.Hint = "lariat vpc service update " + Quote(e.Name) + " # or choose another name"
		return p
	}
	if e, ok := errors.AsType[*client.TunnelNameTakenError](err); ok {
		p.Hint = "lariat tunnel get " + Quote(e.Name) + " # or choose another name"
		return p
	}
	if e, ok := errors.AsType[*client.TunnelMissingError](err); ok {
		p.Kind, p.Hint = KindNotFound, "lariat tunnel list # tunnel "+Quote(e.TunnelID)+" is not among them"
		return p
	}
	return nil
}

// explainAPI classifies by code, through the client's sentinels, never by text.
func (a *App) explainAPI(err error) *Problem {
	p := &Problem{Msg: err.Error()}
	p.fromAPI(err)
	switch {
	case errors.Is(err, client.ErrConflict):
		p.Kind, p.Hint = KindConflict, "choose another name"
	case errors.Is(err, client.ErrAuth):
		p.Kind, p.Hint = KindAuth, a.authHint(err)
	case errors.Is(err, client.ErrNotFound) && p.Code == 0 && a.elsewhere():
		// Whoever answered without a code need not be the API.
		p.Kind, p.Hint = KindUnavailable, a.strangerHint()
	case errors.Is(err, client.ErrNotFound):
		p.Kind, p.Hint = KindNotFound, "lariat vpc service list # shows what there is"
	case errors.Is(err, client.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		p.Kind, p.Hint = KindUnavailable, a.unavailableHint(err)
	case hasCode(err, codeNoRoute) && a.account.ID != "":
		p.Kind, p.AtFault = KindFailed, flagAccountID
		p.Hint = "ids have 32 hexadecimal digits; " + a.accountHint() +
			"\nlariat whoami # lists the accounts that " + a.credentialSource() + " see"
	case hasCode(err, codeUncertain):
		p.Kind, p.Hint = KindFailed, a.authHint(err)
	case isRefusal(err):
		p.Kind, p.Hint = KindFailed, "see the request and the reply: repeat the command with --verbose"
	default:
		return nil
	}
	return p
}

func hasCode(err error, code int) bool {
	e, ok := errors.AsType[*client.Error](err)
	return ok && e.HasCode(code)
}

func isRefusal(err error) bool {
	_, ok := errors.AsType[*client.Error](err)
	return ok
}

// fromAPI takes over what the API said of itself, if err is from there.
func (p *Problem) fromAPI(err error) {
	p.Err, p.RequestID, p.RetryAfter = err, client.RequestID(err), client.RetryAfter(err)
	if e, ok := errors.AsType[*client.Error](err); ok && len(e.Errors) > 0 {
		p.Code = e.Errors[0].Code
	}
}

// accountHint says where the account's id came from, and how to name another.
func (a *App) accountHint() string {
	hint := "account " + Quote(a.account.ID) + " is "
	if kept, ok := a.rememberedAccount(); ok && kept == a.account {
		return hint + "the one that was chosen for " + kept.Origin +
			"\nlariat auth switch " + Quote(a.creds.Profile) + " --account-id ID # chooses another"
	}
	if a.account.Origin == onlyAccount {
		return hint + onlyAccount
	}
	return hint + "that of " + a.account.Origin + "; another one: --account-id ID"
}

// gateHint is about a page that answered in the API's place.
func gateHint(e *client.ReplyError) string {
	if e.Challenge {
		return "Cloudflare's firewall takes this machine for a robot; use another network, or ask Cloudflare's support"
	}
	return "something before the API answered, such as a proxy, a firewall or a login page: see --verbose"
}

func (a *App) unavailableHint(err error) string {
	if e, ok := errors.AsType[*client.NotCreatedError](err); ok {
		return look(e.What, e.Name) + " # a slow server may still make it"
	}
	if wait := client.RetryAfter(err); wait > 0 {
		return "the server asks to wait " + wait.Round(time.Second).String() + " before the next try"
	}
	if e, ok := errors.AsType[*client.TransportError](err); ok && e.Proxy() != "" {
		return "is the proxy at " + e.Proxy() + " running? HTTPS_PROXY or HTTP_PROXY points there"
	}
	if hint := tlsHint(err); hint != "" {
		return hint
	}
	_, redirected := errors.AsType[*client.RedirectError](err)
	strange, isStrange := errors.AsType[*client.ReplyError](err)
	switch {
	case a.elsewhere() && isStrange && strange.Status < http.StatusInternalServerError:
		return a.strangerHint()
	case a.elsewhere() && redirected:
		return a.target.Source + " is " + a.target.BaseURL + ": set it to the address that answers itself"
	case a.elsewhere() && notReached(err):
		return "is a server running at " + a.target.BaseURL + "? " + a.target.Source + " points there"
	}
	const again = "try again, or see the requests with --verbose"
	if a.FoundFaults {
		return again
	}
	return "nothing is known to be wrong with your input: " + again
}

// elsewhere says that the user chose another API than Cloudflare's own.
func (a *App) elsewhere() bool {
	return a.target != nil && !a.target.Local && a.target.BaseURL != client.DefaultBaseURL
}

// tlsHint is for servers that no second try makes trustworthy.
func tlsHint(err error) string {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "if the certificate is your own: export SSL_CERT_FILE=... # the file of your authority"
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return "the server does not speak TLS there: is it http:// and not https://?"
	}
	return ""
}

func (a *App) strangerHint() string {
	return "is it the API that answers at " + a.target.BaseURL + "? " + a.target.Source + " points there"
}

// notReached says that no connection was made.
func notReached(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	_, unresolved := errors.AsType[*net.DNSError](err)
	return ok && op.Op == "dial" || unresolved
}
