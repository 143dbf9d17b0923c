package app

import (
	"errors"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/auth/oauth"
	"github.com/lariat-cli/lariat/internal/atomicfile"
)

// explainLogin explains what goes wrong with logins that are kept.
func explainLogin(err error) *Problem {
	p := &Problem{Kind: KindAuth, Msg: err.Error()}
	profile, noProfile := errors.AsType[*auth.ProfileError](err)
	_, noKeyring := errors.AsType[*auth.KeyringError](err)
	_, unkept := errors.AsType[*auth.KeepError](err)
	_, locked := errors.AsType[*atomicfile.LockedError](err)
	name, badName := errors.AsType[*auth.NameError](err)
	switch {
	case noProfile && len(profile.Known) > 0:
		p.Hint = "lariat auth list\nor make it: lariat --profile " + Quote(profile.Name) + " login"
	case noProfile:
		p.Hint = "lariat --profile " + Quote(profile.Name) + " login"
	case noKeyring:
		p.Hint = "unlock it and try again, or keep the login in a file: LARIAT_KEYRING=off lariat login"
	case locked && unkept:
		p.Kind, p.Hint = KindUnavailable, "another lariat renews this login: try again"
	case unkept:
		p.Kind, p.Hint = KindFailed, "where nothing can be kept, set a token: export "+auth.EnvToken+"=..."
	case badName:
		p.Kind, p.Msg, p.Hint = KindUsage, name.Error(), "lariat auth list"
	case errors.Is(err, auth.ErrNoToken):
		p.Hint = "make an API token: https://dash.cloudflare.com/profile/api-tokens"
	default:
		return explainOAuth(err)
	}
	return p
}

// explainOAuth explains what goes wrong between lariat and a login server.
func explainOAuth(err error) *Problem {
	p := &Problem{Kind: KindAuth, Msg: err.Error()}
	refused, isRefused := errors.AsType[*oauth.RefusedError](err)
	_, isMute := errors.AsType[*oauth.UnavailableError](err)
	_, isLate := errors.AsType[*oauth.TimeoutError](err)
	_, isForged := errors.AsType[*oauth.ResponseError](err)
	_, noPort := errors.AsType[*oauth.ListenError](err)
	_, noServer := errors.AsType[*oauth.EndpointError](err)
	switch {
	case isRefused && refused.Denied():
		p.Msg = "the login was denied in the browser"
		p.Hint = "lariat login"
	case isRefused && refused.Code == "invalid_scope":
		p.Hint = "ask for what the OAuth client is registered for: lariat login --web --scopes SCOPE,..."
	case isRefused:
		p.Hint = "lariat login"
	case isMute:
		p.Kind, p.Hint = KindUnavailable, "try again; the login is as it was"
	case isLate, isForged:
		p.Hint = "lariat login --web\nlariat login --device # with the browser of another machine"
	case noPort:
		p.Kind, p.Hint = KindFailed, "LARIAT_CALLBACK_PORT=0 lariat login --web # where the OAuth client takes any port"
	case noServer:
		p.Kind, p.Hint = KindUsage, "lariat config get auth_domain"
	default:
		return nil
	}
	return p
}

// otherLogin begins a hint with the login of another profile, where there is one.
func (a *App) otherLogin() string {
	s, err := a.AuthSources()
	if err != nil {
		return ""
	}
	known := s.Logins.Profiles(s.API)
	if len(known) == 0 {
		return ""
	}
	return "lariat auth switch " + Quote(known[0]) + " # profile " + Quote(s.Profile) + " has no login\n"
}
