package backend

import (
	"net/http"
	"slices"
	"strings"
)

const (
	rootPath    = "/client/v4"
	accountPath = rootPath + "/accounts/{account}"
	workersPath = accountPath + "/workers"
	scriptPath  = workersPath + "/scripts/{name}"
)

type route struct {
	pattern string
	needs   rights
	serve   http.HandlerFunc
}

func (h *handler) routes() {
	methods := map[string][]string{}
	for _, r := range slices.Concat(h.directoryRoutes(), h.workerRoutes(), h.triggerRoutes(), h.accountRoutes()) {
		h.mux.HandleFunc(r.pattern, h.guard(r.needs, r.serve))
		method, path, _ := strings.Cut(r.pattern, " ")
		methods[path] = append(methods[path], method)
	}
	for path, allowed := range methods {
		h.mux.HandleFunc(path, h.guard(noRight, otherMethod(allowed)))
	}
	h.mux.HandleFunc("/", notServed)
}

func (h *handler) directoryRoutes() []route {
	const (
		services = accountPath + "/connectivity/directory/services"
		tunnels  = accountPath + "/cfd_tunnel"
	)
	return []route{
		{"GET " + services, readDirectory, h.listServices},
		{"POST " + services, editDirectory, h.createService},
		{"GET " + services + "/{id}", readDirectory, h.getService},
		{"PUT " + services + "/{id}", editDirectory, h.replaceService},
		{"DELETE " + services + "/{id}", editDirectory, h.deleteService},

		{"GET " + tunnels, readTunnels, h.listTunnels},
		{"POST " + tunnels, editTunnels, h.createTunnel},
		{"GET " + tunnels + "/{id}", readTunnels, h.getTunnel},
		{"PATCH " + tunnels + "/{id}", editTunnels, h.patchTunnel},
		{"DELETE " + tunnels + "/{id}", editTunnels, h.deleteTunnel},
		{"GET " + tunnels + "/{id}/connections", readTunnels, h.connections},
		{"DELETE " + tunnels + "/{id}/connections", editTunnels, h.disconnect},
		{"GET " + tunnels + "/{id}/connectors/{connector}", readTunnels, h.connector},
		{"GET " + tunnels + "/{id}/configurations", readTunnels, h.getConfig},
		{"PUT " + tunnels + "/{id}/configurations", editTunnels, h.putConfig},
		{"GET " + tunnels + "/{id}/token", editTunnels, h.tunnelToken},
	}
}

// workerRoutes are what Wrangler's deploys ask for (facts/wrangler.md 6.1). What
// of the directory a Worker may bind, its upload finds out.
func (h *handler) workerRoutes() []route {
	const workers, script = workersPath, scriptPath
	return []route{
		{"GET " + workers + "/scripts", readWorkers, h.listWorkers},
		{"PUT " + script, editWorkers, h.uploadWorker},
		{"DELETE " + script, editWorkers, h.deleteWorker},
		{"GET " + script + "/settings", readWorkers, h.getSettings},
		{"GET " + script + "/script-settings", readWorkers, h.getScriptSettings},
		{"PATCH " + script + "/script-settings", editWorkers, h.patchScriptSettings},
		{"GET " + script + "/secrets", readWorkers, h.listSecrets},
		{"PUT " + script + "/secrets", editWorkers, h.putSecret},
		{"DELETE " + script + "/secrets/{secret}", editWorkers, h.deleteSecret},
		{"PATCH " + script + "/secrets-bulk", editWorkers, h.patchSecrets},
		{"GET " + script + "/subdomain", readWorkers, h.getSubdomain},
		{"POST " + script + "/subdomain", editWorkers, h.setSubdomain},
		{"DELETE " + script + "/subdomain", editWorkers, h.clearSubdomain},
		{"GET " + script + "/versions", readWorkers, h.listVersions},
		{"POST " + script + "/versions", editWorkers, h.uploadVersion},
		{"GET " + script + "/versions/{id}", readWorkers, h.getVersion},
		{"GET " + script + "/deployments", readWorkers, h.listDeployments},
		{"POST " + script + "/deployments", editWorkers, h.createDeployment},
		{"GET " + script + "/deployments/{id}", readWorkers, h.getDeployment},
		{"GET " + workers + "/services/{name}", readWorkers, h.getWorkerService},
		{"DELETE " + workers + "/services/{name}", editWorkers, h.deleteWorkerService},
		{"GET " + script + "/references", readWorkers, h.getReferences},
		{"GET " + workers + "/tails/by-consumer/{name}", readWorkers, h.listTails},
		{"GET " + accountPath + "/storage/kv/namespaces", readWorkers, h.listNamespaces},
		{"POST " + script + "/assets-upload-session", editWorkers, h.startAssets},
		{"POST " + workers + "/assets/upload", editWorkers, h.uploadAssets},
		{"GET " + workers + "/workers/{name}", readWorkers, h.getWorker},
		{"PATCH " + workers + "/workers/{name}/versions/latest", editWorkers, h.patchLatestVersion},
		{"GET " + workers + "/subdomain", readWorkers, h.accountSubdomain},
	}
}

// triggerRoutes are what leads requests and events to a Worker.
func (h *handler) triggerRoutes() []route {
	const domains = workersPath + "/domains/records"
	return []route{
		{"GET " + rootPath + "/zones", readWorkers, h.listZones},
		{"GET " + rootPath + "/zones/{zone}/workers/routes", readWorkers, h.listZoneRoutes},
		{"PUT " + scriptPath + "/routes", editWorkers, h.putRoutes},
		{"POST " + scriptPath + "/domains/changeset", editWorkers, h.domainChangeset},
		{"PUT " + scriptPath + "/domains/records", editWorkers, h.putDomains},
		{"GET " + domains, readWorkers, h.listDomains},
		{"GET " + domains + "/{id}", readWorkers, h.getDomain},
		{"GET " + scriptPath + "/schedules", readWorkers, h.getSchedules},
		{"PUT " + scriptPath + "/schedules", editWorkers, h.putSchedules},
	}
}

func (h *handler) accountRoutes() []route {
	return []route{
		{"GET " + rootPath + "/accounts", readAccounts, h.listAccounts},
		{"GET " + accountPath, readAccounts, h.getAccount},
		{"GET " + accountPath + "/tokens/{id}", noRight, h.tokens},
		{"GET " + rootPath + "/user/tokens/{id}", noRight, h.tokens},
		{"GET " + rootPath + "/user", noRight, h.user},
		{"GET " + rootPath + "/memberships", noRight, h.memberships},
	}
}

// otherMethod answers a method that a path does not take.
func otherMethod(allowed []string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		write(w, nil, &apiError{status: http.StatusMethodNotAllowed, code: codeNoRoute, msg: unserved(r)})
	}
}

// guard lets those in who have what a route needs, and only for the backend's
// account.
func (h *handler) guard(needs rights, serve http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch account := r.PathValue("account"); {
		case account != "" && !isAccountID(account):
			noRoute(w, r)
		case account != "" && (account != h.store.Account().ID || !callerOf(r).covers(account)),
			!callerOf(r).rights.allow(needs):
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
