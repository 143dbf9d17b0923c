package backend

import (
	"net/http"
	"strings"

	"github.com/google/uuid"
)

// recent is how many versions or deployments a list has unless it is asked for
// more (L0038, L0039).
const recent = 10

func (h *handler) listVersions(w http.ResponseWriter, r *http.Request) {
	p, ok := readPage(r)
	if !ok {
		writeResult(w, nil, badWorker("page and per_page must be positive, per_page at most %d", maxPage))
		return
	}
	if !r.URL.Query().Has("per_page") {
		p.size = recent
	}
	versions, total, err := h.store.listVersions(r.Context(), r.PathValue("name"), p)
	items := []versionReply{}
	for _, v := range versions {
		items = append(items, newVersionReply(v))
	}
	writeResults(w, map[string]any{"items": items}, &resultInfo{p.number, p.size, len(items), total}, err)
}

func (h *handler) uploadVersion(w http.ResponseWriter, r *http.Request) {
	u, err := readUpload(w, r)
	if err != nil {
		writeResult(w, nil, err)
		return
	}
	_, v, err := h.store.upload(r.Context(), r.PathValue("name"), u)
	writeResult(w, newVersionReply(v).full(v), err)
}

func (h *handler) getVersion(w http.ResponseWriter, r *http.Request) {
	v, err := h.store.version(r.Context(), r.PathValue("name"), pathID(r))
	writeResult(w, newVersionReply(v).full(v), err)
}

func (h *handler) listDeployments(w http.ResponseWriter, r *http.Request) {
	deployments, err := h.store.listDeployments(r.Context(), r.PathValue("name"), recent)
	list := []deploymentReply{}
	for _, d := range deployments {
		list = append(list, newDeploymentReply(d))
	}
	writeResult(w, map[string]any{"deployments": list}, err)
}

func (h *handler) getDeployment(w http.ResponseWriter, r *http.Request) {
	d, err := h.store.deployment(r.Context(), r.PathValue("name"), pathID(r))
	writeResult(w, newDeploymentReply(d), err)
}

func (h *handler) createDeployment(w http.ResponseWriter, r *http.Request) {
	d, err := h.readDeployment(r)
	if err != nil {
		writeResult(w, nil, err)
		return
	}
	d, err = h.store.deploy(r.Context(), r.PathValue("name"), d)
	writeResult(w, newDeploymentReply(d), err)
}

func (h *handler) readDeployment(r *http.Request) (deployment, error) {
	d := deployment{
		ID: uuid.NewString(), Created: h.store.now().UTC(), Source: sourceOf(r), Author: callerOf(r).author(),
	}
	var want struct {
		Strategy    string            `json:"strategy"`
		Versions    []share           `json:"versions"`
		Annotations map[string]string `json:"annotations"`
	}
	if err := readWorkerBody(r, &want); err != nil {
		return d, err
	}
	if want.Strategy != percentages {
		return d, badWorker("the only strategy is '%s'", percentages)
	}
	for _, part := range want.Versions {
		part.VersionID = strings.ToLower(part.VersionID)
		d.Versions = append(d.Versions, part)
	}
	d.Annotations = map[string]string{triggeredBy: "deployment"}
	if text := want.Annotations[messageNote]; text != "" {
		d.Annotations[messageNote] = text
	}
	return d, d.check()
}
