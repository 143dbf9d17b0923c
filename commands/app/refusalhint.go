package app

import (
	"errors"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/settings"
)

// rightsHint is for credentials that are valid as far as is known.
func (a *App) rightsHint(need string) string {
	switch {
	case strings.HasPrefix(need, "Cloudflare Tunnel ") && a.lacksTunnelScope():
		return a.tunnelLogin(need)
	case a.ShowsRights:
		return a.RenewHint(need)
	}
	return "lariat whoami # shows what they may do"
}

// renewalHint is for a login that was refused, and could not be renewed either.
func (a *App) renewalHint(e *client.Error) string {
	why, next := e.Renewal.Error(), a.explain(e.Renewal).Hint
	if expired, ok := errors.AsType[*auth.ExpiredError](e.Renewal); ok {
		why, next = "there is no refresh token", a.loginCommand()
		if expired.Err != nil {
			why = expired.Err.Error()
		}
	}
	hint := a.credentialSource() + " are refused, and could not be renewed: " + why +
		"\nthe request takes " + a.grantOf(neededRole(e.Method, e.Path)) + "\n" + next
	return strings.TrimSuffix(hint, "\n")
}

// tunnelLogin makes a login that may do something with tunnels. Wrangler's never
// has a scope for them (facts/wrangler.md 5.2), one of lariat's own does unless
// others were asked for.
func (a *App) tunnelLogin(need string) string {
	const why = " # this login has no scope for tunnels"
	if l, ok := a.usedLogin(); ok && l.Kind == auth.KindOAuth {
		return a.loginCommand() + " --web" + why
	}
	return a.loginCommand() + " --with-token < FILE" + why + "; a token needs the permission group " + need
}

func (a *App) lacksTunnelScope() bool {
	return a.creds != nil && a.creds.Kind == auth.KindOAuth && len(a.creds.Scopes) > 0 &&
		!slices.ContainsFunc(a.creds.Scopes, func(s string) bool { return strings.HasPrefix(s, "cloudflare-tunnel.") })
}

// RenewHint is for credentials that have to be replaced by others with the role
// that is needed. A login is of no use while variables win over it.
func (a *App) RenewHint(need string) string {
	switch {
	case a.IsLocal():
		return "lariat local token create # makes a token for the local state"
	case a.LogsIn && a.creds != nil && a.creds.Kind == auth.KindToken:
		return a.tokenHint(need)
	case a.creds != nil && a.creds.FromEnv:
		return a.tokenHint(need) + "\nlariat login # once the variables are unset, which win over a login"
	}
	return a.loginCommand() + " # an API token needs the permission group " + need
}

// tokenHint says where API tokens are made.
func (a *App) tokenHint(need string) string {
	if a.target.IsLoopback() {
		return "lariat local token create # if lariat serves " + a.target.BaseURL
	}
	return "make another token at " + TokensPage + ", with the permission group " + need
}

// TokensPage is where Cloudflare's dashboard has a user's API tokens.
const TokensPage = "https://dash.cloudflare.com/profile/api-tokens"

// loginCommand makes a login in the place of the one in use.
func (a *App) loginCommand() string {
	if a.creds == nil || a.creds.Profile == "" {
		return "lariat login"
	}
	v, err := a.Setting(settings.Profile)
	if err == nil && v.Text == auth.DefaultProfile && a.creds.Profile == v.Text {
		return "lariat login"
	}
	return "lariat --profile " + Quote(a.creds.Profile) + " login"
}

// switchHint is for credentials of the wrong kind.
func (a *App) switchHint(string) string {
	return "lariat auth switch # to such a login; lariat login makes one"
}
