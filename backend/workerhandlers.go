package backend

import (
	"encoding/json"
	"net/http"
)

func (h *handler) listWorkers(w http.ResponseWriter, r *http.Request) {
	workers, err := h.store.listWorkers(r.Context())
	list := []workerReply{}
	for _, wk := range workers {
		wk, v, gone := h.store.live(r.Context(), wk.Name)
		switch {
		case gone == nil:
			list = append(list, newWorkerReply(wk, v))
		case !isCode(gone, codeNoWorker): // it was deleted meanwhile
			err = gone
		}
	}
	writeResult(w, list, err)
}

func (h *handler) uploadWorker(w http.ResponseWriter, r *http.Request) {
	u, err := readUpload(w, r)
	if err != nil {
		writeResult(w, nil, err)
		return
	}
	u.deploy = true
	wk, v, err := h.store.upload(r.Context(), r.PathValue("name"), u)
	writeResult(w, newWorkerReply(wk, v).uploaded(v), err)
}

func (h *handler) deleteWorker(w http.ResponseWriter, r *http.Request) {
	writeResult(w, nil, h.store.deleteWorker(r.Context(), r.PathValue("name"), r.URL.Query().Get("force") == "true"))
}

// deleteWorkerService is how Wrangler deletes a Worker.
func (h *handler) deleteWorkerService(w http.ResponseWriter, r *http.Request) {
	err := h.store.deleteWorker(r.Context(), r.PathValue("name"), r.URL.Query().Get("force") == "true")
	writeResult(w, nil, asService(err))
}

func (h *handler) getSettings(w http.ResponseWriter, r *http.Request) {
	wk, v, err := h.store.live(r.Context(), r.PathValue("name"))
	writeResult(w, newSettingsReply(wk, v), err)
}

func (h *handler) getScriptSettings(w http.ResponseWriter, r *http.Request) {
	wk, err := h.store.worker(r.Context(), r.PathValue("name"))
	writeResult(w, wk.Settings.listed(), err)
}

// patchScriptSettings replaces the settings that the body names.
func (h *handler) patchScriptSettings(w http.ResponseWriter, r *http.Request) {
	data, err := readBody(r.Body, codeBadWorker)
	if err != nil {
		writeResult(w, nil, err)
		return
	}
	wk, err := h.store.changeWorker(r.Context(), r.PathValue("name"), func(wk *worker) error {
		return decodeWorker(data, &wk.Settings)
	})
	writeResult(w, wk.Settings.listed(), err)
}

// readWorkerBody reads a request about a Worker.
func readWorkerBody(r *http.Request, into any) error {
	data, err := readBody(r.Body, codeBadWorker)
	if err != nil {
		return err
	}
	return decodeWorker(data, into)
}

func decodeWorker(data []byte, into any) error {
	if err := json.Unmarshal(data, into); err != nil {
		return badWorker("invalid JSON: %s", jsonFault(err))
	}
	return nil
}

// subdomainReply says where a Worker is on workers.dev (L0063).
type subdomainReply struct {
	Enabled  bool `json:"enabled"`
	Previews bool `json:"previews_enabled"`
}

func (wk worker) subdomain() subdomainReply { return subdomainReply{wk.Enabled, wk.Previews} }

func (h *handler) getSubdomain(w http.ResponseWriter, r *http.Request) {
	wk, err := h.store.worker(r.Context(), r.PathValue("name"))
	writeResult(w, wk.subdomain(), err)
}

func (h *handler) setSubdomain(w http.ResponseWriter, r *http.Request) {
	var want struct {
		Enabled  *bool `json:"enabled"`
		Previews *bool `json:"previews_enabled"`
	}
	err := readWorkerBody(r, &want)
	if err == nil && want.Enabled == nil {
		err = badWorker("enabled is missing")
	}
	if err != nil {
		writeResult(w, nil, err)
		return
	}
	if want.Previews == nil {
		want.Previews = want.Enabled
	}
	h.changeSubdomain(w, r, subdomainReply{*want.Enabled, *want.Previews})
}

func (h *handler) clearSubdomain(w http.ResponseWriter, r *http.Request) {
	h.changeSubdomain(w, r, subdomainReply{})
}

func (h *handler) changeSubdomain(w http.ResponseWriter, r *http.Request, to subdomainReply) {
	wk, err := h.store.changeWorker(r.Context(), r.PathValue("name"), func(wk *worker) error {
		wk.Enabled, wk.Previews = to.Enabled, to.Previews
		return nil
	})
	writeResult(w, wk.subdomain(), err)
}

// accountSubdomain names the account's part of workers.dev, where nothing of
// this backend is.
func (h *handler) accountSubdomain(w http.ResponseWriter, _ *http.Request) {
	writeResult(w, struct {
		Subdomain string `json:"subdomain"`
	}{"local"}, nil)
}

// production is the only environment of a Worker that is left.
const production = "production"

// serviceReply is a Worker as Wrangler asks for it first.
type serviceReply struct {
	ID          string `json:"id"`
	Environment struct {
		Environment string      `json:"environment"`
		Created     string      `json:"created_on"`
		Updated     string      `json:"modified_on"`
		Script      workerReply `json:"script"`
	} `json:"default_environment"`
	Created string `json:"created_on"`
	Updated string `json:"modified_on"`
}

func (h *handler) getWorkerService(w http.ResponseWriter, r *http.Request) {
	wk, v, err := h.store.live(r.Context(), r.PathValue("name"))
	var reply serviceReply
	reply.ID, reply.Created, reply.Updated = wk.Name, timestamp(wk.Created), timestamp(wk.Updated)
	e := &reply.Environment
	e.Environment, e.Created, e.Updated, e.Script = production, reply.Created, reply.Updated, newWorkerReply(wk, v)
	writeResult(w, reply, asService(err))
}

// asService gives an unknown Worker the code that it has below services.
func asService(err error) error {
	if !isCode(err, codeNoWorker) {
		return err
	}
	e := noWorker()
	e.code = codeNoWorkerService
	return e
}

// betaReply is a Worker in the newer API, of which Wrangler reads the
// subdomain.
type betaReply struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Created string `json:"created_on"`
	Updated string `json:"updated_on"`
	workerSettings
	Subdomain subdomainReply `json:"subdomain"`
}

func (h *handler) getWorker(w http.ResponseWriter, r *http.Request) {
	wk, err := h.store.worker(r.Context(), r.PathValue("name"))
	writeResult(w, betaReply{
		wk.Tag, wk.Name, timestamp(wk.Created), timestamp(wk.Updated), wk.Settings.listed(), wk.subdomain(),
	}, err)
}
