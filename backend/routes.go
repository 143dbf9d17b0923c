package backend

import (
	"net/http"
	"slices"
	"strings"
)

// access says which roles may use a route.
type access []Role

func anyone() access  { return access{RoleRead, RoleBind, RoleAdmin} }
func writers() access { return access{RoleAdmin} }

func (h *handler) routes() {
	const (
		root     = "/client/v4"
		account  = root + "/accounts/{account}"
		services = account + "/connectivity/directory/services"
		tunnels  = account + "/cfd_tunnel"
	)
	methods := map[string][]string{}
	for _, r := range []struct {
		pattern string
		allowed access
		serve   http.HandlerFunc
	}{
		{"GET " + services, anyone(), h.listServices},
		{"POST " + services, writers(), h.createService},
		{"GET " + services + "/{id}", anyone(), h.getService},
		{"PUT " + services + "/{id}", writers(), h.replaceService},
		{"DELETE " + services + "/{id}", writers(), h.deleteService},

		{"GET " + tunnels, anyone(), h.listTunnels},
		{"POST " + tunnels, writers(), h.createTunnel},
		{"GET " + tunnels + "/{id}", anyone(), h.getTunnel},
		{"PATCH " + tunnels + "/{id}", writers(), h.patchTunnel},
		{"DELETE " + tunnels + "/{id}", writers(), h.deleteTunnel},
		{"GET " + tunnels + "/{id}/connections", anyone(), h.connections},
		{"DELETE " + tunnels + "/{id}/connections", writers(), h.disconnect},
		{"GET " + tunnels + "/{id}/connectors/{connector}", anyone(), h.connector},
		{"GET " + tunnels + "/{id}/configurations", anyone(), h.getConfig},
		{"PUT " + tunnels + "/{id}/configurations", writers(), h.putConfig},
		{"GET " + tunnels + "/{id}/token", writers(), h.tunnelToken},

		{"GET " + root + "/accounts", anyone(), h.listAccounts},
		{"GET " + account, anyone(), h.getAccount},
		{"GET " + account + "/tokens/verify", anyone(), h.verifyToken},
		{"GET " + account + "/tokens/permission_groups", writers(), h.permissionGroups},
		{"GET " + root + "/user/tokens/permission_groups", writers(), h.permissionGroups},
		{"GET " + root + "/user/tokens/verify", anyone(), h.verifyToken},
		{"GET " + root + "/user", anyone(), h.user},
		{"GET " + root + "/memberships", anyone(), h.memberships},
	} {
		h.mux.HandleFunc(r.pattern, h.guard(r.allowed, r.serve))
		method, path, _ := strings.Cut(r.pattern, " ")
		methods[path] = append(methods[path], method)
	}
	for path, allowed := range methods {
		h.mux.HandleFunc(path, h.guard(anyone(), otherMethod(allowed)))
	}
	h.mux.HandleFunc("/", noRoute)
}

// otherMethod answers a method that a path does not take.
func otherMethod(allowed []string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		write(w, nil, &apiError{
			status: http.StatusMethodNotAllowed, code: 10405, msg: "Method not allowed for this authentication scheme",
		})
	}
}

// guard lets a route's roles in, and only for the backend's account.
func (h *handler) guard(allowed access, serve http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch account := r.PathValue("account"); {
		case account != "" && !isAccountID(account):
			noRoute(w, r)
		case account != "" && account != h.store.Account().ID, !slices.Contains(allowed, callerOf(r).Role):
			write(w, nil, forbidden())
		default:
			serve(w, r)
		}
	}
}

// isAccountID says whether id has the form of one: 32 hexadecimal digits.
func isAccountID(id string) bool {
	return len(id) == 32 && strings.Trim(id, "0123456789abcdef") == ""
}

// noRoute answers what has no route (facts/cloudflare-api.md 2.3).
func noRoute(w http.ResponseWriter, r *http.Request) {
	const routing, unknown = 7003, 7000
	writeJSON(w, http.StatusNotFound, reply{Messages: []message{}, Errors: []message{
		{Code: routing, Message: "Could not route to " + r.URL.Path + ", perhaps your object identifier is invalid?"},
		{Code: unknown, Message: "No route for that URI"},
	}})
}
