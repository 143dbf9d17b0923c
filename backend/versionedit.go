package backend

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/google/uuid"
)

// The codes of changed bindings: cloudflare/workers-sdk issues 12812 and 6763.
const (
	codeBindingTaken = 10053
	codeNoBinding    = 10056
	codeNotDeployed  = 10215
)

// edit makes a version of the last one by changing some of its bindings.
type edit struct {
	bindings    map[string]binding // nil takes one away
	annotations map[string]string
	by          caller
	source      string
	secrets     bool // only secrets are changed, and the version is deployed
}

// edit adds the version that an edit makes of a Worker's last one. What it
// leaves alone is not verified again.
func (s *Store) edit(ctx context.Context, name string, e edit) (v version, err error) {
	err = s.inWorker(ctx, name, func(tx *sql.Tx) error {
		last, err := latestVersion(ctx, tx, name)
		if err != nil {
			return err
		}
		if v, err = e.version(last); err != nil {
			return err
		}
		v.Created = s.now().UTC()
		changed := slices.DeleteFunc(slices.Clone(v.Bindings), func(b binding) bool { return e.bindings[b.name()] == nil })
		if err := checkBindings(ctx, tx, e.by.rights, changed); err != nil {
			return err
		}
		if err := insertVersion(ctx, tx, name, v); err != nil || !e.secrets {
			return err
		}
		d, err := latestDeployment(ctx, tx, name)
		if err == nil && !d.serves(last.ID) {
			err = notDeployed()
		}
		if err != nil {
			return err
		}
		return insertDeployment(ctx, tx, name, automatic(v))
	})
	return v, err
}

// version is the one that follows last.
func (e edit) version(last version) (version, error) {
	v := last
	v.ID, v.Number = uuid.NewString(), last.Number+1
	v.Source, v.AuthorID, v.Author = e.source, e.by.ID, e.by.author()
	v.Annotations = map[string]string{}
	maps.Copy(v.Annotations, e.annotations)
	v.Annotations[triggeredBy] = bySecret
	v.Bindings = slices.Clone(last.Bindings)
	for _, name := range slices.Sorted(maps.Keys(e.bindings)) {
		if err := e.change(&v, name); err != nil {
			return v, err
		}
	}
	return v, nil
}

func (e edit) change(v *version, name string) error {
	b, i := e.bindings[name], indexBinding(v.Bindings, name)
	taken := i >= 0 && e.secrets && !v.Bindings[i].isSecret()
	switch {
	case b == nil && (i < 0 || taken):
		return badBindingName(codeNoBinding, "Binding '%s' not found.", name)
	case b == nil:
		v.Bindings = slices.Delete(v.Bindings, i, i+1)
	case taken:
		return badBindingName(codeBindingTaken, "Binding name '%s' already in use.", name)
	case i < 0:
		v.Bindings = append(v.Bindings, b.public())
	default:
		v.Bindings[i] = b.public()
	}
	return nil
}

func badBindingName(code int, format, name string) *apiError {
	status := http.StatusBadRequest
	if code == codeNoBinding {
		status = http.StatusNotFound
	}
	return &apiError{
		status: status, code: code, msg: fmt.Sprintf(format, name) + " Please use a different name and try again.",
	}
}

func notDeployed() *apiError {
	return &apiError{
		status: http.StatusBadRequest, code: codeNotDeployed,
		msg: "Secret edit failed. You attempted to modify a secret, but the latest version of your Worker isn't currently " +
			"deployed. Please ensure that the latest version of your Worker is fully deployed (wrangler versions deploy) " +
			"before modifying secrets.",
	}
}
