package backend

import (
	"context"
	"encoding/json"
	"net/http"
)

// codeWorkerInUse is from cloudflare/workers-sdk issue 3370.
const codeWorkerInUse = 10064

// references are the Workers that need another one, as Wrangler asks before it
// deletes that.
type references struct {
	Services struct {
		Incoming []reference `json:"incoming"`
	} `json:"services"`
	DurableObjects []reference `json:"durable_objects"`
	Tails          []reference `json:"-"`
}

// reference is a Worker that needs another one, and the binding by which.
type reference struct {
	Service     string `json:"service"`
	Environment string `json:"environment"`
	Name        string `json:"name,omitempty"`
	Class       string `json:"durable_object_namespace_name,omitempty"`
}

func (rs references) any() bool {
	return len(rs.Services.Incoming)+len(rs.DurableObjects)+len(rs.Tails) > 0
}

// workerReferences finds who needs a Worker: in its live version, and as the
// consumer of its traces.
func workerReferences(ctx context.Context, q reader, name string) (references, error) {
	refs := references{DurableObjects: []reference{}, Tails: []reference{}}
	refs.Services.Incoming = []reference{}
	workers, err := queryRows(ctx, q, scanWorker,
		"SELECT "+workerColumns+" FROM workers WHERE name <> ? ORDER BY name", name)
	if err != nil {
		return refs, err
	}
	for _, wk := range workers {
		v, err := liveVersion(ctx, q, wk.Name)
		if err != nil {
			return refs, err
		}
		refs.add(name, wk, v)
	}
	return refs, nil
}

func (rs *references) add(name string, wk worker, v version) {
	for _, b := range v.Bindings {
		ref := reference{Service: wk.Name, Environment: production, Name: b.name()}
		switch {
		case b.kind() == "service" && b.text("service") == name:
			rs.Services.Incoming = append(rs.Services.Incoming, ref)
		case b.kind() == "durable_object_namespace" && b.text("script_name") == name:
			ref.Class = b.text("class_name")
			rs.DurableObjects = append(rs.DurableObjects, ref)
		}
	}
	for _, data := range wk.Settings.TailConsumers {
		var tail struct {
			Service string `json:"service"`
		}
		if json.Unmarshal(data, &tail) == nil && tail.Service == name {
			rs.Tails = append(rs.Tails, reference{Service: wk.Name, Environment: production})
		}
	}
}

// checkUnused refuses to delete a Worker that others need.
func checkUnused(ctx context.Context, q reader, name string) error {
	refs, err := workerReferences(ctx, q, name)
	if err == nil && refs.any() {
		err = &apiError{
			status: http.StatusBadRequest, code: codeWorkerInUse,
			msg: "the Worker is still in use by others; force deletes it all the same",
		}
	}
	return err
}

func (s *Store) references(ctx context.Context, name string) (references, error) {
	if _, err := s.worker(ctx, name); err != nil {
		return references{}, err
	}
	refs, err := workerReferences(ctx, s.db, name)
	return refs, s.fail(err)
}

func (h *handler) getReferences(w http.ResponseWriter, r *http.Request) {
	refs, err := h.store.references(r.Context(), r.PathValue("name"))
	writeResult(w, refs, err)
}

// tailReply is a Worker whose traces another one consumes.
type tailReply struct {
	Producer reference `json:"producer"`
}

func (h *handler) listTails(w http.ResponseWriter, r *http.Request) {
	refs, err := h.store.references(r.Context(), r.PathValue("name"))
	list := []tailReply{}
	for _, ref := range refs.Tails {
		list = append(list, tailReply{ref})
	}
	writeResult(w, list, err)
}
