package backend

import (
	"maps"
	"net/http"
)

// secretReply names a secret. Its value is not kept, and so cannot be told.
type secretReply struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

func (h *handler) listSecrets(w http.ResponseWriter, r *http.Request) {
	_, v, err := h.store.live(r.Context(), r.PathValue("name"))
	writeResult(w, v.secrets(), err)
}

func (v version) secrets() []secretReply {
	list := []secretReply{}
	for _, b := range v.Bindings {
		if b.isSecret() {
			list = append(list, secretReply{b.name(), b.kind()})
		}
	}
	return list
}

// changes are a merge patch of bindings by their names; null takes one away.
type changes map[string]*binding

func (c changes) bindings() map[string]binding {
	list := map[string]binding{}
	for name, b := range c {
		list[name] = nil
		if b != nil {
			list[name] = maps.Clone(*b)
			list[name]["name"] = name
		}
	}
	return list
}

func (h *handler) putSecret(w http.ResponseWriter, r *http.Request) {
	var b binding
	err := readWorkerBody(r, &b)
	if err == nil {
		err = checkSecret(b)
	}
	if err == nil {
		_, err = h.editSecrets(r, map[string]binding{b.name(): b})
	}
	writeResult(w, secretReply{b.name(), b.kind()}, err)
}

func (h *handler) deleteSecret(w http.ResponseWriter, r *http.Request) {
	_, err := h.editSecrets(r, map[string]binding{r.PathValue("secret"): nil})
	writeResult(w, nil, err)
}

// patchSecrets sets and deletes several at once; null deletes.
func (h *handler) patchSecrets(w http.ResponseWriter, r *http.Request) {
	var want struct {
		Secrets changes `json:"secrets"`
	}
	err := readWorkerBody(r, &want)
	bindings := want.Secrets.bindings()
	for _, b := range bindings {
		if b != nil && err == nil {
			err = checkSecret(b)
		}
	}
	var v version
	if err == nil {
		v, err = h.editSecrets(r, bindings)
	}
	writeResult(w, v.secrets(), err)
}

func (h *handler) editSecrets(r *http.Request, bindings map[string]binding) (version, error) {
	return h.store.edit(r.Context(), r.PathValue("name"), edit{
		bindings: bindings, by: callerOf(r), source: sourceOf(r), secrets: true,
	})
}

// checkSecret says what is wrong with a secret without a word of its value.
func checkSecret(b binding) error {
	switch {
	case b.name() == "":
		return badWorker("a secret needs a name")
	case !b.isSecret():
		return badWorker("secret '%s' has the type '%s', want secret_text or secret_key", b.name(), b.kind())
	case b.kind() == "secret_text" && b.text("text") == "":
		return badWorker("secret '%s' has no text", b.name())
	}
	return nil
}

// patchLatestVersion makes a version of the last one that waits to be deployed.
// It is how Wrangler changes the secrets of a Worker's versions.
func (h *handler) patchLatestVersion(w http.ResponseWriter, r *http.Request) {
	var want struct {
		Env         changes           `json:"env"`
		Annotations map[string]string `json:"annotations"`
	}
	err := readWorkerBody(r, &want)
	bindings := want.Env.bindings()
	for name, b := range bindings {
		if b != nil && err == nil && (b.kind() == "" || b.kind() == "inherit") {
			err = badWorker("binding '%s' needs a type of its own", name)
		}
	}
	var v version
	if err == nil {
		v, err = h.store.edit(r.Context(), r.PathValue("name"), edit{
			bindings: bindings, annotations: want.Annotations, by: callerOf(r), source: sourceOf(r),
		})
	}
	writeResult(w, newVersionReply(v).full(v), err)
}
