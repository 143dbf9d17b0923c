package backend

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/google/uuid"
)

// version is a version of a Worker. Its modules are not kept: nothing here
// would run them.
type version struct {
	ID      string    `json:"-"`
	Number  int       `json:"-"`
	Created time.Time `json:"-"`

	Source             string            `json:"source"`
	AuthorID           string            `json:"author_id"`
	Author             string            `json:"author"`
	Annotations        map[string]string `json:"annotations"`
	EntryPoint         string            `json:"entry_point"`
	HasModules         bool              `json:"has_modules"`
	HasAssets          bool              `json:"has_assets"`
	ETag               string            `json:"etag"`
	CompatibilityDate  string            `json:"compatibility_date"`
	CompatibilityFlags []string          `json:"compatibility_flags"`
	UsageModel         string            `json:"usage_model"`
	Placement          json.RawMessage   `json:"placement,omitempty"`
	Limits             json.RawMessage   `json:"limits,omitempty"`
	Bindings           []binding         `json:"bindings"`
}

// author stands for the user of a token, who is not known, too.
func (c caller) author() string { return cmp.Or(c.email, localUser) }

func noVersion(id string) *apiError {
	return &apiError{
		status: http.StatusNotFound, code: codeNoVersion, msg: fmt.Sprintf("Version '%s' of the Worker does not exist.", id),
	}
}

// version makes the version that an upload describes; its bindings come later.
func (u *upload) version() version {
	v := version{
		ID: uuid.NewString(), Source: u.source, AuthorID: u.by.ID, Author: u.by.author(),
		Annotations: map[string]string{}, EntryPoint: u.entryPoint(), HasModules: u.MainModule != "", ETag: u.etag,
		CompatibilityDate: u.CompatibilityDate, CompatibilityFlags: u.CompatibilityFlags,
		UsageModel: cmp.Or(u.UsageModel, "standard"), Placement: u.Placement, Limits: u.Limits,
	}
	if v.CompatibilityFlags == nil {
		v.CompatibilityFlags = []string{}
	}
	maps.Copy(v.Annotations, u.Annotations)
	v.Annotations[triggeredBy] = "version_upload"
	if u.deploy {
		v.Annotations[triggeredBy] = byUpload
	}
	return v
}

// upload adds a version. One that is to be deployed may be the Worker's first.
func (s *Store) upload(ctx context.Context, name string, u upload) (wk worker, v version, err error) {
	v = u.version()
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		v.Created = s.now().UTC()
		if wk, err = findWorker(ctx, tx, name); isCode(err, codeNoWorker) && u.deploy {
			wk, err = newWorker(name, v.Created)
		}
		if err != nil {
			return err
		}
		wk.Updated = v.Created
		if err := u.migrate(&wk); err != nil {
			return err
		}
		if u.deploy {
			wk.Settings = u.workerSettings
		}
		if err := s.writeWorker(ctx, tx, wk); err != nil {
			return err
		}
		if err := s.addVersion(ctx, tx, wk, &v, u); err != nil || !u.deploy {
			return err
		}
		return insertDeployment(ctx, tx, name, automatic(v))
	})
	return wk, v, err
}

func (s *Store) addVersion(ctx context.Context, tx *sql.Tx, wk worker, v *version, u upload) error {
	last, err := latestVersion(ctx, tx, wk.Name)
	if err != nil {
		return err
	}
	v.Number = last.Number + 1
	if v.HasAssets, err = s.hasAssets(ctx, tx, wk.Name, u, last); err != nil {
		return err
	}
	if v.Bindings, err = u.resolve(last.Bindings); err != nil {
		return err
	}
	if err := checkBindings(ctx, tx, u.by.rights, v.Bindings); err != nil {
		return err
	}
	return insertVersion(ctx, tx, wk.Name, *v)
}

func insertVersion(ctx context.Context, tx *sql.Tx, name string, v version) error {
	content, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO versions (id, worker, number, content, created_at) VALUES (?, ?, ?, ?, ?)",
		v.ID, name, v.Number, string(content), v.Created.UnixMicro())
	return err
}

const selectVersion = "SELECT id, number, content, created_at FROM versions WHERE worker = ? "

func scanVersion(row scanner) (version, error) {
	var v version
	var content string
	var created int64
	if err := row.Scan(&v.ID, &v.Number, &content, &created); err != nil {
		return v, err
	}
	v.Created = time.UnixMicro(created).UTC()
	err := json.Unmarshal([]byte(content), &v)
	return v, err
}

// latestVersion is the one that was uploaded last, or none: number 0.
func latestVersion(ctx context.Context, q queryer, name string) (version, error) {
	v, err := scanVersion(q.QueryRowContext(ctx, selectVersion+"ORDER BY number DESC LIMIT 1", name))
	if errors.Is(err, sql.ErrNoRows) {
		return v, nil
	}
	return v, err
}

func findVersion(ctx context.Context, q queryer, name, id string) (version, error) {
	v, err := scanVersion(q.QueryRowContext(ctx, selectVersion+"AND id = ?", name, id))
	if errors.Is(err, sql.ErrNoRows) {
		return v, noVersion(id)
	}
	return v, err
}

// version is one of a Worker that has to exist.
func (s *Store) version(ctx context.Context, name, id string) (version, error) {
	if _, err := s.worker(ctx, name); err != nil {
		return version{}, err
	}
	v, err := findVersion(ctx, s.db, name, id)
	return v, s.fail(err)
}

// listVersions returns a page of a Worker's versions, the newest first, and how
// many there are.
func (s *Store) listVersions(ctx context.Context, name string, p page) ([]version, int, error) {
	if _, err := s.worker(ctx, name); err != nil {
		return nil, 0, err
	}
	var total int
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM versions WHERE worker = ?", name).Scan(&total); err != nil {
		return nil, 0, s.fail(err)
	}
	list, err := query(ctx, s, scanVersion,
		selectVersion+"ORDER BY number DESC LIMIT ? OFFSET ?", name, p.size, p.offset())
	return list, total, err
}

// live is a Worker with the version that most of its requests go to.
func (s *Store) live(ctx context.Context, name string) (worker, version, error) {
	wk, err := s.worker(ctx, name)
	if err != nil {
		return wk, version{}, err
	}
	v, err := liveVersion(ctx, s.db, name)
	return wk, v, s.fail(err)
}

func liveVersion(ctx context.Context, q queryer, name string) (version, error) {
	d, err := latestDeployment(ctx, q, name)
	if err != nil {
		return version{}, err
	}
	return findVersion(ctx, q, name, d.main())
}

func isCode(err error, code int) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.code == code
}
