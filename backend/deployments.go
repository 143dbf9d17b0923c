package backend

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"
)

// The annotations that are read or written here.
const (
	triggeredBy = "workers/triggered_by"
	messageNote = "workers/message"
)

// What versions are triggered by, of what Wrangler has words for.
const (
	byUpload = "upload"
	bySecret = "secret"
)

// deployment says which versions a Worker's requests go to, from one point in
// time on.
type deployment struct {
	ID      string    `json:"-"`
	Created time.Time `json:"-"`

	Source      string            `json:"source"`
	Author      string            `json:"author"`
	Annotations map[string]string `json:"annotations"`
	Versions    []share           `json:"versions"`
}

// share is the part of the requests that goes to a version.
type share struct {
	VersionID  string  `json:"version_id"`
	Percentage float64 `json:"percentage"`
}

// main is the version with the largest share.
func (d deployment) main() string {
	return slices.MaxFunc(d.Versions, func(a, b share) int { return cmp.Compare(a.Percentage, b.Percentage) }).VersionID
}

// check refuses what gives some requests to no version, or to two.
func (d deployment) check() error {
	seen := map[string]bool{}
	sum := 0.0
	for _, s := range d.Versions {
		switch {
		case seen[s.VersionID]:
			return badWorker("version '%s' is deployed twice", s.VersionID)
		case s.Percentage < 0:
			return badWorker("a percentage cannot be negative")
		}
		seen[s.VersionID] = true
		sum += s.Percentage
	}
	if math.Abs(sum-100) > 1e-6 {
		return badWorker("the percentages must add up to 100")
	}
	return nil
}

// serves says whether all requests go to one version.
func (d deployment) serves(id string) bool { return len(d.Versions) == 1 && d.main() == id }

// automatic deploys a version as its upload does, worded as recorded (L0039).
func automatic(v version) deployment {
	notes := map[string]string{triggeredBy: v.Annotations[triggeredBy]}
	if notes[triggeredBy] == byUpload {
		notes[messageNote] = "Automatic deployment on upload."
	}
	return deployment{
		ID: uuid.NewString(), Created: v.Created, Source: v.Source, Author: v.Author,
		Annotations: notes, Versions: []share{{v.ID, 100}},
	}
}

func noDeployment() *apiError {
	return &apiError{status: http.StatusNotFound, code: codeNoDeployment, msg: "The deployment does not exist."}
}

func insertDeployment(ctx context.Context, tx *sql.Tx, name string, d deployment) error {
	content, err := json.Marshal(d)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO deployments (id, worker, content, created_at) VALUES (?, ?, ?, ?)",
		d.ID, name, string(content), d.Created.UnixMicro())
	return err
}

func (s *Store) deploy(ctx context.Context, name string, d deployment) (deployment, error) {
	return d, s.inWorker(ctx, name, func(tx *sql.Tx) error {
		for _, part := range d.Versions {
			if _, err := findVersion(ctx, tx, name, part.VersionID); err != nil {
				return err
			}
		}
		return insertDeployment(ctx, tx, name, d)
	})
}

const selectDeployment = "SELECT id, content, created_at FROM deployments WHERE worker = ? "

func scanDeployment(row scanner) (deployment, error) {
	var d deployment
	var content string
	var created int64
	err := row.Scan(&d.ID, &content, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return d, noDeployment()
	}
	if err != nil {
		return d, err
	}
	d.Created = time.UnixMicro(created).UTC()
	err = json.Unmarshal([]byte(content), &d)
	return d, err
}

func latestDeployment(ctx context.Context, q queryer, name string) (deployment, error) {
	return scanDeployment(q.QueryRowContext(ctx, selectDeployment+"ORDER BY rowid DESC LIMIT 1", name))
}

func (s *Store) deployment(ctx context.Context, name, id string) (deployment, error) {
	if _, err := s.worker(ctx, name); err != nil {
		return deployment{}, err
	}
	d, err := scanDeployment(s.db.QueryRowContext(ctx, selectDeployment+"AND id = ?", name, id))
	return d, s.fail(err)
}

// listDeployments returns the last ones of a Worker, the newest first, at most
// so many.
func (s *Store) listDeployments(ctx context.Context, name string, most int) ([]deployment, error) {
	if _, err := s.worker(ctx, name); err != nil {
		return nil, err
	}
	return query(ctx, s, scanDeployment, selectDeployment+"ORDER BY rowid DESC LIMIT ?", name, most)
}
