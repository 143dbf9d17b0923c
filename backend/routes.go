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
	serve   serveFunc
}

func (h *handler) routes() {
	methods := map[string][]string{}
	for _, r := range slices.Concat(directoryRoutes(), workerRoutes(), triggerRoutes(), accountRoutes()) {
		h.mux.HandleFunc(r.pattern, h.guard(r.needs, r.serve))
		method, path, _ := strings.Cut(r.pattern, " ")
		methods[path] = append(methods[path], method)
	}
	for path, allowed := range methods {
		h.mux.HandleFunc(path, h.guard(noRight, otherMethod(allowed)))
	}
	h.mux.HandleFunc("/", notServed)
}

func directoryRoutes() []route {
	const (
		services = accountPath + "/connectivity/directory/services"
		tunnels  = accountPath + "/cfd_tunnel"
	)
	return []route{
		{"GET " + services, readDirectory, (*handler).listServices},
		{"POST " + services, editDirectory, (*handler).createService},
		{"GET " + services + "/{id}", readDirectory, (*handler).getService},
		{"PUT " + services + "/{id}", editDirectory, (*handler).replaceService},
		{"DELETE " + services + "/{id}", editDirectory, (*handler).deleteService},

		{"GET " + tunnels, readTunnels, (*handler).listTunnels},
		{"POST " + tunnels, editTunnels, (*handler).createTunnel},
		{"GET " + tunnels + "/{id}", readTunnels, (*handler).getTunnel},
		{"PATCH " + tunnels + "/{id}", editTunnels, (*handler).patchTunnel},
		{"DELETE " + tunnels + "/{id}", editTunnels, (*handler).deleteTunnel},
		{"GET " + tunnels + "/{id}/connections", readTunnels, (*handler).connections},
		{"DELETE " + tunnels + "/{id}/connections", editTunnels, (*handler).disconnect},
		{"GET " + tunnels + "/{id}/connectors/{connector}", readTunnels, (*handler).connector},
		{"GET " + tunnels + "/{id}/configurations", readTunnels, (*handler).getConfig},
		{"PUT " + tunnels + "/{id}/configurations", editTunnels, (*handler).putConfig},
		{"GET " + tunnels + "/{id}/token", editTunnels, (*handler).tunnelToken},
	}
}

// workerRoutes are what Wrangler's deploys ask for (facts/wrangler.md 6.1). What
// of the directory a Worker may bind, its upload finds out.
func workerRoutes() []route {
	const workers, script = workersPath, scriptPath
	return []route{
		{"GET " + workers + "/scripts", readWorkers, (*handler).listWorkers},
		{"PUT " + script, editWorkers, (*handler).uploadWorker},
		{"DELETE " + script, editWorkers, (*handler).deleteWorker},
		{"GET " + script + "/settings", readWorkers, (*handler).getSettings},
		{"GET " + script + "/script-settings", readWorkers, (*handler).getScriptSettings},
		{"PATCH " + script + "/script-settings", editWorkers, (*handler).patchScriptSettings},
		{"GET " + script + "/secrets", readWorkers, (*handler).listSecrets},
		{"PUT " + script + "/secrets", editWorkers, (*handler).putSecret},
		{"DELETE " + script + "/secrets/{secret}", editWorkers, (*handler).deleteSecret},
		{"PATCH " + script + "/secrets-bulk", editWorkers, (*handler).patchSecrets},
		{"GET " + script + "/subdomain", readWorkers, (*handler).getSubdomain},
		{"POST " + script + "/subdomain", editWorkers, (*handler).setSubdomain},
		{"DELETE " + script + "/subdomain", editWorkers, (*handler).clearSubdomain},
		{"GET " + script + "/versions", readWorkers, (*handler).listVersions},
		{"POST " + script + "/versions", editWorkers, (*handler).uploadVersion},
		{"GET " + script + "/versions/{id}", readWorkers, (*handler).getVersion},
		{"GET " + script + "/deployments", readWorkers, (*handler).listDeployments},
		{"POST " + script + "/deployments", editWorkers, (*handler).createDeployment},
		{"GET " + script + "/deployments/{id}", readWorkers, (*handler).getDeployment},
		{"GET " + workers + "/services/{name}", readWorkers, (*handler).getWorkerService},
		{"DELETE " + workers + "/services/{name}", editWorkers, (*handler).deleteWorkerService},
		{"GET " + script + "/references", readWorkers, (*handler).getReferences},
		{"GET " + workers + "/tails/by-consumer/{name}", readWorkers, (*handler).listTails},
		{"GET " + accountPath + "/storage/kv/namespaces", readWorkers, (*handler).listNamespaces},
		{"POST " + script + "/assets-upload-session", editWorkers, (*handler).startAssets},
		{"POST " + workers + "/assets/upload", editWorkers, (*handler).uploadAssets},
		{"GET " + workers + "/workers/{name}", readWorkers, (*handler).getWorker},
		{"PATCH " + workers + "/workers/{name}/versions/latest", editWorkers, (*handler).patchLatestVersion},
		{"GET " + workers + "/subdomain", readWorkers, (*handler).accountSubdomain},
	}
}

// triggerRoutes are what leads requests and events to a Worker.
func triggerRoutes() []route {
	const domains = workersPath + "/domains/records"
	return []route{
		{"GET " + rootPath + "/zones", readWorkers, (*handler).listZones},
		{"GET " + rootPath + "/zones/{zone}/workers/routes", readWorkers, (*handler).listZoneRoutes},
		{"PUT " + scriptPath + "/routes", editWorkers, (*handler).putRoutes},
		{"POST " + scriptPath + "/domains/changeset", editWorkers, (*handler).domainChangeset},
		{"PUT " + scriptPath + "/domains/records", editWorkers, (*handler).putDomains},
		{"GET " + domains, readWorkers, (*handler).listDomains},
		{"GET " + domains + "/{id}", readWorkers, (*handler).getDomain},
		{"GET " + scriptPath + "/schedules", readWorkers, (*handler).getSchedules},
		{"PUT " + scriptPath + "/schedules", editWorkers, (*handler).putSchedules},
	}
}

func accountRoutes() []route {
	return []route{
		{"GET " + rootPath + "/accounts", readAccounts, (*handler).listAccounts},
		{"GET " + accountPath, readAccounts, (*handler).getAccount},
		{"GET " + accountPath + "/tokens/{id}", noRight, (*handler).tokens},
		{"GET " + rootPath + "/user/tokens/{id}", noRight, (*handler).tokens},
		{"GET " + rootPath + "/user", noRight, (*handler).user},
		{"GET " + rootPath + "/memberships", noRight, (*handler).memberships},
	}
}

// otherMethod answers a method that a path does not take.
func otherMethod(allowed []string) serveFunc {
	return func(_ *handler, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		write(w, nil, &apiError{status: http.StatusMethodNotAllowed, code: codeNoRoute, msg: unserved(r)})
	}
}

// serveFunc is a handler's method: it serves the account whose state the handler
// has.
type serveFunc func(h *handler, w http.ResponseWriter, r *http.Request)

// guard lets those in who have what a route needs, where the route is in an
// account only those who have it there.
func (h *handler) guard(needs rights, serve serveFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, c, in := r.PathValue("account"), callerOf(r), h
		if id != "" && !isAccountID(id) {
			noRoute(w, r)
			return
		}
		var err error
		if id != "" {
			in, c, err = h.enter(r.Context(), c, id, needs)
		}
		switch {
		case err != nil:
			write(w, nil, err)
		case !c.rights.allow(needs):
			write(w, nil, forbidden())
		case id != "" && c.rights != callerOf(r).rights:
			serve(in, w, r.WithContext(withCaller(r.Context(), c)))
		default:
			serve(in, w, r)
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
