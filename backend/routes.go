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

const (
	rootPath    = "/client/v4"
	accountPath = rootPath + "/accounts/{account}"
	workersPath = accountPath + "/workers"
	scriptPath  = workersPath + "/scripts/{name}"
)

type route struct {
	pattern string
	allowed access
	serve   http.HandlerFunc
}

func (h *handler) routes() {
	methods := map[string][]string{}
	for _, r := range slices.Concat(h.directoryRoutes(), h.workerRoutes(), h.triggerRoutes(), h.accountRoutes()) {
		h.mux.HandleFunc(r.pattern, h.guard(r.allowed, r.serve))
		method, path, _ := strings.Cut(r.pattern, " ")
		methods[path] = append(methods[path], method)
	}
	for path, allowed := range methods {
		h.mux.HandleFunc(path, h.guard(anyone(), otherMethod(allowed)))
	}
	h.mux.HandleFunc("/", notServed)
}

func (h *handler) directoryRoutes() []route {
	const (
		services = accountPath + "/connectivity/directory/services"
		tunnels  = accountPath + "/cfd_tunnel"
	)
	return []route{
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
	}
}

// workerRoutes are what Wrangler's deploys ask for (facts/wrangler.md 6.1). The
// roles speak of the directory: what they keep a Worker from binding, its
// upload finds out.
func (h *handler) workerRoutes() []route {
	const workers, script = workersPath, scriptPath
	return []route{
		{"GET " + workers + "/scripts", anyone(), h.listWorkers},
		{"PUT " + script, anyone(), h.uploadWorker},
		{"DELETE " + script, anyone(), h.deleteWorker},
		{"GET " + script + "/settings", anyone(), h.getSettings},
		{"GET " + script + "/script-settings", anyone(), h.getScriptSettings},
		{"PATCH " + script + "/script-settings", anyone(), h.patchScriptSettings},
		{"GET " + script + "/secrets", anyone(), h.listSecrets},
		{"PUT " + script + "/secrets", anyone(), h.putSecret},
		{"DELETE " + script + "/secrets/{secret}", anyone(), h.deleteSecret},
		{"PATCH " + script + "/secrets-bulk", anyone(), h.patchSecrets},
		{"GET " + script + "/subdomain", anyone(), h.getSubdomain},
		{"POST " + script + "/subdomain", anyone(), h.setSubdomain},
		{"DELETE " + script + "/subdomain", anyone(), h.clearSubdomain},
		{"GET " + script + "/versions", anyone(), h.listVersions},
		{"POST " + script + "/versions", anyone(), h.uploadVersion},
		{"GET " + script + "/versions/{id}", anyone(), h.getVersion},
		{"GET " + script + "/deployments", anyone(), h.listDeployments},
		{"POST " + script + "/deployments", anyone(), h.createDeployment},
		{"GET " + script + "/deployments/{id}", anyone(), h.getDeployment},
		{"GET " + workers + "/services/{name}", anyone(), h.getWorkerService},
		{"DELETE " + workers + "/services/{name}", anyone(), h.deleteWorkerService},
		{"GET " + script + "/references", anyone(), h.getReferences},
		{"GET " + workers + "/tails/by-consumer/{name}", anyone(), h.listTails},
		{"GET " + accountPath + "/storage/kv/namespaces", anyone(), h.listNamespaces},
		{"POST " + script + "/assets-upload-session", anyone(), h.startAssets},
		{"POST " + workers + "/assets/upload", anyone(), h.uploadAssets},
		{"GET " + workers + "/workers/{name}", anyone(), h.getWorker},
		{"PATCH " + workers + "/workers/{name}/versions/latest", anyone(), h.patchLatestVersion},
		{"GET " + workers + "/subdomain", anyone(), h.accountSubdomain},
	}
}

// triggerRoutes are what leads requests and events to a Worker.
func (h *handler) triggerRoutes() []route {
	const domains = workersPath + "/domains/records"
	return []route{
		{"GET " + rootPath + "/zones", anyone(), h.listZones},
		{"GET " + rootPath + "/zones/{zone}/workers/routes", anyone(), h.listZoneRoutes},
		{"PUT " + scriptPath + "/routes", anyone(), h.putRoutes},
		{"POST " + scriptPath + "/domains/changeset", anyone(), h.domainChangeset},
		{"PUT " + scriptPath + "/domains/records", anyone(), h.putDomains},
		{"GET " + domains, anyone(), h.listDomains},
		{"GET " + domains + "/{id}", anyone(), h.getDomain},
		{"GET " + scriptPath + "/schedules", anyone(), h.getSchedules},
		{"PUT " + scriptPath + "/schedules", anyone(), h.putSchedules},
	}
}

func (h *handler) accountRoutes() []route {
	return []route{
		{"GET " + rootPath + "/accounts", anyone(), h.listAccounts},
		{"GET " + accountPath, anyone(), h.getAccount},
		{"GET " + accountPath + "/tokens/verify", anyone(), h.verifyToken},
		{"GET " + accountPath + "/tokens/permission_groups", writers(), h.permissionGroups},
		{"GET " + rootPath + "/user/tokens/permission_groups", writers(), h.permissionGroups},
		{"GET " + rootPath + "/user/tokens/verify", anyone(), h.verifyToken},
		{"GET " + rootPath + "/user", anyone(), h.user},
		{"GET " + rootPath + "/memberships", anyone(), h.memberships},
	}
}

// otherMethod answers a method that a path does not take.
func otherMethod(allowed []string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		write(w, nil, &apiError{status: http.StatusMethodNotAllowed, code: codeNoRoute, msg: unserved(r)})
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

// The codes of what has no route (facts/cloudflare-api.md 2.3).
const (
	codeRouting = 7003
	codeNoRoute = 7000
)

// noRoute answers a path that no request can be for, as recorded.
func noRoute(w http.ResponseWriter, r *http.Request) {
	writeNoRoute(w, "Could not route to "+r.URL.Path+", perhaps your object identifier is invalid?")
}

// notServed answers what Cloudflare may well serve: to speak of a bad
// identifier would send the user looking for a mistake of theirs. An empty id
// is one.
func notServed(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/") {
		noRoute(w, r)
		return
	}
	writeNoRoute(w, unserved(r))
}

func unserved(r *http.Request) string {
	return "the embedded backend does not serve " + r.Method + " " + strings.TrimPrefix(r.URL.Path, rootPath)
}

func writeNoRoute(w http.ResponseWriter, why string) {
	writeJSON(w, http.StatusNotFound, reply{Messages: []message{}, Errors: []message{
		{Code: codeRouting, Message: why},
		{Code: codeNoRoute, Message: "No route for that URI"},
	}})
}
