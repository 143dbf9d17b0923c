package app

import (
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/auth"
)

// rightsHint is for credentials that are valid as far as is known.
func (a *App) rightsHint(need string) string {
	switch {
	case strings.HasPrefix(need, "Cloudflare Tunnel ") && a.lacksTunnelScope():
		return "lariat login --with-token # this login has no scope for tunnels; a token needs the permission group " + need
	case a.ShowsRights:
		return a.RenewHint(need)
	}
	return "lariat whoami # shows what they may do"
}

// lacksTunnelScope is true of Wrangler's login, which can never have one
// (facts/wrangler.md 5.2).
func (a *App) lacksTunnelScope() bool {
	return a.creds != nil && a.creds.Kind == auth.KindOAuth && len(a.creds.Scopes) > 0 &&
		!slices.ContainsFunc(a.creds.Scopes, func(s string) bool { return strings.HasPrefix(s, "cloudflare-tunnel.") })
}

// RenewHint is for credentials that have to be replaced by others with the role
// that is needed. A login is of no use while variables win over it.
func (a *App) RenewHint(need string) string {
	if a.IsLocal() {
		return "lariat local token create # makes a token for the local state"
	}
	if a.creds == nil || !a.creds.FromEnv {
		return "lariat login # an API token needs the permission group " + need
	}
	return "make another token at " + tokensPage + ", with the permission group " + need +
		"\nlariat login # once the variables are unset, which win over a login"
}

// tokensPage is where the dashboard makes API tokens.
const tokensPage = "https://dash.cloudflare.com/profile/api-tokens"

// switchHint is for credentials of the wrong kind.
func (a *App) switchHint(string) string {
	return "lariat auth switch # to such a login; lariat login makes one"
}
