package app

import (
	"cmp"
	"context"
	"errors"
	"syscall"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/output"
)

// Explain is what an error means for the user, for a command that has more to
// say about it. The problem is the caller's own.
func (a *App) Explain(err error) *Problem {
	p := *a.explain(err)
	return &p
}

// ExplainFor is Explain for a request to an account, which need not be the one
// that Client was made for.
func (a *App) ExplainFor(account string, err error) *Problem {
	if own := a.account; account != own.ID {
		a.account = Account{account, "account_id in a configuration"}
		defer func() { a.account = own }()
	}
	return a.Explain(err)
}

// explain turns the typed errors of the packages below into a Problem: the one
// place where errors become exit codes and hints.
func (a *App) explain(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	for _, try := range []func(error) *Problem{
		explainUncertain, explainCancel, explainUsage, a.explainAuth, a.explainLogin, explainState, a.explainEdit,
		explainTaken, a.explainAPI,
	} {
		if p := try(err); p != nil {
			p.Err = err
			return p
		}
	}
	p := &Problem{Kind: KindFailed, Msg: err.Error(), Err: err}
	if errors.Is(err, syscall.ENOSPC) {
		p.Hint = "free some space there, or send the output elsewhere"
	}
	return p
}

func explainCancel(err error) *Problem {
	if !errors.Is(err, context.Canceled) {
		return nil
	}
	return &Problem{Kind: KindInterrupted, Msg: "interrupted"}
}

func explainUsage(err error) *Problem {
	if e, ok := errors.AsType[*output.UsageError](err); ok {
		return &Problem{Kind: KindUsage, Msg: e.Msg, Hint: e.Hint}
	}
	_, badOption := errors.AsType[*client.OptionError](err)
	_, badID := errors.AsType[*client.IDError](err)
	if badOption || badID {
		return &Problem{Kind: KindUsage, Msg: err.Error()}
	}
	return nil
}

func (a *App) explainAuth(err error) *Problem {
	const login, token = "lariat login", "\nor set a token: export CLOUDFLARE_API_TOKEN=..."
	p := &Problem{Kind: KindAuth, Msg: err.Error()}
	malformed, isMalformed := errors.AsType[*auth.MalformedError](err)
	_, isExpired := errors.AsType[*auth.ExpiredError](err)
	_, isEncrypted := errors.AsType[*auth.EncryptedError](err)
	switch {
	case errors.Is(err, auth.ErrNone) && a.Lookup("CF_API_TOKEN").Value != "": // facts/wrangler.md 5.1
		p.Msg = "not logged in: no credentials found"
		p.Hint = `CF_API_TOKEN is the old name: export CLOUDFLARE_API_TOKEN="$CF_API_TOKEN"`
	case errors.Is(err, auth.ErrNone):
		p.Msg = "not logged in: no credentials found"
		p.Hint = a.otherLogin() + login + token + "\n" + cmp.Or(a.NoAccount, "or work without an account: add --local")
		a.explainGone(p)
	case isMalformed && malformed.Variable != "" && malformed.File == "":
		p.Hint = "set it without quotes, spaces or line breaks: export " + malformed.Variable + "=..."
	case isMalformed && malformed.Variable != "":
		p.Hint = "mend " + malformed.Source
	case isMalformed && malformed.File == "": // a token that was about to be kept
		p.Hint = "the token stands there alone, without quotes, spaces or line breaks: lariat login --with-token < FILE"
	case isEncrypted:
		p.Hint = login + token + "\nor keep the login where lariat can read it: npx wrangler auth keyring disable"
	case isMalformed, isExpired:
		p.Hint = login + token
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
	p := &Problem{Kind: KindFailed, Msg: e.Error(), Hint: "use another folder: --state-dir DIR"}
	if e.Damaged() {
		p.Hint = "lariat local reset --yes # makes it anew\n" + p.Hint
	}
	return p
}
