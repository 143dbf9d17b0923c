package backend

import (
	"slices"
	"strings"
)

// scopeOffline asks for a refresh token.
const scopeOffline = "offline_access"

// scope is an OAuth scope, and what it gives here.
type scope struct {
	Name, About string
	gives       rights
}

// scopes are those that can be granted: Wrangler's, and those of third-party
// clients, whose names follow the permission groups of tokens
// (facts/cloudflare-api.md 4.1).
func scopes() []scope {
	return slices.Concat(wranglerScopes(), thirdPartyScopes(), otherScopes())
}

// wranglerScopes are those that mean something here (facts/wrangler.md 5.2).
// The two lesser ones of the directory are registered for another client of
// Cloudflare's, in Wrangler's package. None of them changes tunnels.
func wranglerScopes() []scope {
	return []scope{
		{"account:read", "See accounts and memberships", readAccounts | readMemberships},
		{"user:read", "See your e-mail address and memberships", readUser | readMemberships},
		{"workers:write", "See and change Workers and their routes", mayScript},
		{"workers_scripts:write", "See and change Workers", mayScript},
		{"workers_routes:write", "See and change the routes of Workers", mayScript},
		{"workers_tail:read", "See Workers", readWorkers},
		{"zone:read", "See zones", readWorkers},
		{"connectivity:read", "See VPC Services", mayRead},
		{"connectivity:bind", "See VPC Services and bind them to Workers", mayBind},
		{"connectivity:admin", "See, change and bind VPC Services", mayAdmin},
	}
}

func thirdPartyScopes() []scope {
	return []scope{
		{"connectivity-directory.read", "See VPC Services and tunnels", mayRead},
		{"connectivity-directory.bind", "See VPC Services and bind them to Workers", mayBind},
		{"connectivity-directory.admin", "See, change and bind VPC Services", mayAdmin},
		{"user-details.read", "See your e-mail address", readUser},
		{"memberships.read", "See your memberships", readMemberships},
		{"account-settings.read", "See accounts", readAccounts},
		{"workers-scripts.read", "See Workers", readWorkers},
		{"workers-scripts.write", "See and change Workers", mayScript},
		{"cloudflare-tunnel.read", "See tunnels", readTunnels},
		{"cloudflare-tunnel.write", "See and change tunnels", mayTunnel},
	}
}

// otherScopes are offline_access, and what Wrangler asks for other products.
func otherScopes() []scope {
	list := []scope{{scopeOffline, "Stay logged in", noRight}}
	for name := range strings.FieldsSeq(`k2.read k2.write workers_kv:write d1:write pages:write ssl_certs:write
		ai:write ai-search:write ai-search:run agent-memory:write queues:write pipelines:write secrets_store:write
		artifacts:write flagship:write containers:write cloudchamber:write email_routing:write email_sending:write
		browser:write challenge-widgets.write`) {
		list = append(list, scope{name, "Nothing that is here", noRight})
	}
	return list
}

// parseScopes reads a list of scopes (RFC 6749, 3.3), each once. None at all is
// as wrong as an unknown one: there is no default.
func parseScopes(text string) ([]scope, error) {
	known := scopes()
	var list []scope
	for name := range strings.SplitSeq(text, " ") {
		i := slices.IndexFunc(known, func(s scope) bool { return s.Name == name })
		switch {
		case name == "":
		case i < 0:
			return nil, &oauthError{code: "invalid_scope", about: "unknown scope " + quoted(name)}
		case !slices.Contains(list, known[i]):
			list = append(list, known[i])
		}
	}
	if list == nil {
		return nil, &oauthError{code: "invalid_scope", about: "a scope is needed"}
	}
	return list, nil
}

// scopeText is a list of scopes as it travels and is kept.
func scopeText(list []scope) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.Name
	}
	return strings.Join(names, " ")
}

// scopeRights are what scopes give together.
func scopeRights(list []scope) rights {
	sum := noRight
	for _, s := range list {
		sum |= s.gives
	}
	return sum
}

func isOffline(list []scope) bool {
	return slices.ContainsFunc(list, func(s scope) bool { return s.Name == scopeOffline })
}
