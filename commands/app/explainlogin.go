package app

import (
	"errors"
	"fmt"
	"slices"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/auth/oauth"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/internal/atomicfile"
)

// explainLogin explains what goes wrong with logins that are kept.
func (a *App) explainLogin(err error) *Problem {
	p := &Problem{Kind: KindAuth, Msg: err.Error()}
	profile, noProfile := errors.AsType[*auth.ProfileError](err)
	_, noKeyring := errors.AsType[*auth.KeyringError](err)
	_, unkept := errors.AsType[*auth.KeepError](err)
	_, locked := errors.AsType[*atomicfile.LockedError](err)
	name, badName := errors.AsType[*auth.NameError](err)
	switch {
	case noProfile && a.explainGone(p):
	case noProfile && len(profile.Known) > 0:
		hint := a.otherLogin()
		if v, err := a.Setting(settings.Profile); err != nil || v.Text != profile.Name || v.Layer == settings.LayerFlag {
			hint = "lariat auth list\n" // nothing chose it for more than this command
		}
		p.Hint = hint + "or make it: lariat --profile " + Quote(profile.Name) + " login"
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

// explainGone explains that a profile uses Wrangler's login and there is none, if
// that is so.
func (a *App) explainGone(p *Problem) bool {
	s, err := a.AuthSources()
	if err != nil {
		return false
	}
	if l, err := s.Logins.Load(s.Profile, s.API); err != nil || l.Kind != auth.KindWrangler {
		return false
	}
	p.Msg = fmt.Sprintf("not logged in: profile %q uses Wrangler's login, which is gone", s.Profile)
	p.Hint = "npx wrangler login\nor log in with something else: lariat login"
	return true
}

// otherLogin begins a hint with the login of another profile, where there is one,
// and a way to it. What wins over the user's setting is not helped by changing that.
func (a *App) otherLogin() string {
	s, err := a.AuthSources()
	if err != nil {
		return ""
	}
	profile, err := a.Setting(settings.Profile)
	others := slices.DeleteFunc(s.Logins.Profiles(s.API), func(name string) bool { return name == s.Profile })
	if err != nil || len(others) == 0 {
		return ""
	}
	other, why := Quote(others[0]), fmt.Sprintf("profile %q has no login", s.Profile)
	switch profile.Layer {
	case settings.LayerEnv:
		return "unset " + profile.Origin + " # it chooses a profile, and " + why +
			"\nor for one command: add --profile " + other + "\n"
	case settings.LayerProject:
		return "add --profile " + other + " # " + Quote(profile.Origin) + " chooses a profile, and " + why + "\n"
	}
	return "lariat auth switch " + other + " # " + why + "\n"
}
