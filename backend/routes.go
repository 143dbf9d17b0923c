package backend

import "net/http"

const (
	rootPath    = "/client/v4"
	accountPath = rootPath + "/accounts/{account}"
	workersPath = accountPath + "/workers"
	scriptPath  = workersPath + "/scripts/{name}"
)

// serveFunc is a handler's method: it serves the account whose state the handler
// has.
type serveFunc func(h *handler, w http.ResponseWriter, r *http.Request)

type route struct {
	pattern string
	needs   rights
	serve   serveFunc
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
		{"GET " + accountPath + "/tokens/verify", noRight, (*handler).verifyToken},
		{"GET " + rootPath + "/user/tokens/verify", noRight, (*handler).verifyToken},
		{"GET " + accountPath + "/tokens/permission_groups", readAccountTokens, (*handler).listGroups},
		{"GET " + rootPath + "/user/tokens/permission_groups", readTokens, (*handler).listGroups},
		{"GET " + accountPath + "/tokens/{id}", noRight, (*handler).getToken},
		{"GET " + rootPath + "/user/tokens/{id}", noRight, (*handler).getToken},
		{"GET " + rootPath + "/user", noRight, (*handler).user},
		{"GET " + rootPath + "/memberships", noRight, (*handler).memberships},
	}
}
