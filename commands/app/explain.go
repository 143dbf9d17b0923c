package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/output"
)

// explain turns the typed errors of the packages below into a Problem: the one
// place where errors become exit codes and hints.
func (a *App) explain(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	for _, try := range []func(error) *Problem{
		a.explainCancel, explainUsage, a.explainAuth, explainState, a.explainAPI,
	} {
		if p := try(err); p != nil {
			p.Err = err
			return p
		}
	}
	return &Problem{Kind: KindFailed, Msg: err.Error(), Err: err}
}

// explainCancel keeps what an interrupted create may have left behind.
func (a *App) explainCancel(err error) *Problem {
	if !errors.Is(err, context.Canceled) {
		return nil
	}
	if e, ok := errors.AsType[*client.UncertainError](err); ok {
		return Interrupted(look(e.What, e.Name), "%s", e)
	}
	return &Problem{Kind: KindInterrupted, Msg: "interrupted"}
}

// look is the command that shows whether a thing exists.
func look(noun, name string) string {
	if noun == "service" {
		noun = "vpc service"
	}
	return "lariat " + noun + " get " + Quote(name)
}

func explainUsage(err error) *Problem {
	if e, ok := errors.AsType[*output.UsageError](err); ok {
		return &Problem{Kind: KindUsage, Msg: e.Msg, Hint: e.Hint}
	}
	return nil
}

func (a *App) explainAuth(err error) *Problem {
	const login = "npx wrangler login"
	p := &Problem{Kind: KindAuth, Msg: err.Error()}
	malformed, isMalformed := errors.AsType[*auth.MalformedError](err)
	_, isExpired := errors.AsType[*auth.ExpiredError](err)
	switch {
	case errors.Is(err, auth.ErrNone):
		p.Msg = "not logged in: no credentials found"
		p.Hint = "log in: " + login +
			"\nor set a token: export CLOUDFLARE_API_TOKEN=..." +
			"\nor work without an account: add --local"
	case isMalformed:
		p.Hint = "set it again, without quotes, spaces or line breaks: export " + auth.EnvToken + "=..."
		if !strings.HasPrefix(malformed.Source, auth.EnvToken) {
			p.Hint = "mend " + malformed.Source
		}
	case isExpired:
		p.Hint = login + " # or export CLOUDFLARE_API_TOKEN=..."
	default:
		return nil
	}
	return p
}

func explainState(err error) *Problem {
	e, ok := errors.AsType[*backend.StateError](err)
	if !ok {
		return nil
	}
	return &Problem{Kind: KindFailed, Msg: e.Error(),
		Hint: "the local state is in " + e.Dir + "; use another folder with --state-dir DIR"}
}

// explainAPI classifies by code, through the client's sentinels, never by text.
func (a *App) explainAPI(err error) *Problem {
	p := &Problem{Msg: err.Error()}
	p.fromAPI(err)
	taken, isTaken := errors.AsType[*client.NameTakenError](err)
	noTunnel, isNoTunnel := errors.AsType[*client.TunnelMissingError](err)
	switch {
	case isTaken:
		p.Kind = KindConflict
		p.Hint = "lariat vpc service update " + Quote(taken.Name) + " # or choose another name"
	case isNoTunnel:
		p.Kind = KindNotFound
		p.Hint = "lariat tunnel list # tunnel " + noTunnel.TunnelID + " is not among them"
	case errors.Is(err, client.ErrConflict):
		p.Kind = KindConflict
		p.Hint = "give another name"
	case errors.Is(err, client.ErrAuth):
		p.Kind = KindAuth
		p.Hint = a.authHint()
	case errors.Is(err, client.ErrNotFound):
		p.Kind = KindNotFound
		p.Hint = "lariat vpc service list # shows what there is"
	case errors.Is(err, client.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		p.Kind = KindUnavailable
		p.Hint = a.unavailableHint(err)
	case p.Code != 0:
		p.Kind = KindFailed
		p.Hint = "see the request and the reply: repeat the command with --verbose"
	default:
		return nil
	}
	return p
}

// fromAPI takes over what the API said of itself, if err is from there.
func (p *Problem) fromAPI(err error) {
	e, ok := errors.AsType[*client.Error](err)
	if !ok {
		return
	}
	p.Err, p.RequestID = err, e.RequestID
	if len(e.Errors) > 0 {
		p.Code = e.Errors[0].Code
	}
}

func (a *App) authHint() string {
	source := "the credentials"
	if a.creds != nil {
		source = a.creds.String()
	}
	return fmt.Sprintf("lariat used %s; reading needs the permission group Connectivity Directory Read, "+
		"writing Connectivity Directory Admin, tunnels Cloudflare Tunnel Read or Edit\n"+
		"check that the account id belongs to them: lariat --account-id ID ...", source)
}

func (a *App) unavailableHint(err error) string {
	if e, ok := errors.AsType[*client.UncertainError](err); ok {
		return look(e.What, e.Name)
	}
	if e, ok := errors.AsType[*client.NotCreatedError](err); ok {
		return look(e.What, e.Name) + " # a slow server may still make it"
	}
	elsewhere := a.target != nil && !a.target.Local && a.target.BaseURL != DefaultBaseURL
	_, redirected := errors.AsType[*client.RedirectError](err)
	switch {
	case elsewhere && redirected:
		return a.target.Source + " is " + a.target.BaseURL + ": set it to the address that answers itself"
	case elsewhere && notReached(err):
		return "is a server running at " + a.target.BaseURL + "? " + a.target.Source + " points there"
	}
	return "nothing is known to be wrong with your input: try again, or see the requests with --verbose"
}

// notReached says that no connection was made.
func notReached(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	_, unresolved := errors.AsType[*net.DNSError](err)
	return ok && op.Op == "dial" || unresolved
}
