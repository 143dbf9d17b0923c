package app

import (
	"net/http"
	"strings"
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
