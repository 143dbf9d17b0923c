package app

import (
	"net/http"
	"strings"

	"github.com/lariat-cli/lariat/auth"
)

// neededRole is what a request takes: a permission group of an API token, or a
// role in the account, which have the same names (facts/cloudflare-api.md 4.1;
// those of other products are the dashboard's).
func neededRole(method, path string) string {
	products := []struct{ part, name, write string }{
		{"/connectivity/", "Connectivity Directory", "Admin"},
		{"/cfd_tunnel", "Cloudflare Tunnel", "Edit"},
		{"/workers/", "Workers Scripts", "Edit"},
		{"/user/tokens", "API Tokens", "Edit"},
		{"/tokens", "Account API Tokens", "Edit"},
		{"/memberships", "Memberships", "Edit"},
		{"/user", "User Details", "Edit"},
		{"/accounts", "Account Settings", "Edit"}, // last, since most paths have it
	}
	product := products[0]
	for _, p := range products {
		if strings.Contains(path, p.part) {
			product = p
			break
		}
	}
	if method == http.MethodGet {
		return product.name + " Read"
	}
	return product.name + " " + product.write
}

// grantOf is what credentials of the kind in use have to have for a role: a
// token a permission group, a login a scope and the user's role in the account.
func (a *App) grantOf(role string) string {
	kinds := map[auth.Kind]string{
		auth.KindToken: "the permission group ", auth.KindKey: "a role with ", auth.KindOAuth: "a scope or the role ",
	}
	if a.creds == nil || kinds[a.creds.Kind] == "" {
		return "the role or permission group " + role
	}
	return kinds[a.creds.Kind] + role
}
