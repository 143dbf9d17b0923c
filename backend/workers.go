package backend

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// The codes of Workers (facts/cloudflare-api.md 5.5, facts/wrangler.md 6.1).
// 10027 is what Wrangler takes for an upload that is too large.
const (
	codeNoWorker        = 10007
	codeBadWorker       = 10021
	codeWorkerTooLarge  = 10027
	codeBadInherit      = 10057
	codeNoWorkerService = 10090
	codeNoDeployment    = 10336
	codeNoVersion       = 100146
)

// worker is a row of the workers table: what versions do not have.
type worker struct {
	Name, Tag         string
	Settings          workerSettings
	Enabled, Previews bool   // on workers.dev
	MigrationTag      string // of the last migration of its Durable Objects
	Created, Updated  time.Time
}

// workerSettings are those that hold for every version.
type workerSettings struct {
	Logpush       bool              `json:"logpush"`
	Observability json.RawMessage   `json:"observability,omitempty"`
	Tags          []string          `json:"tags"`
	TailConsumers []json.RawMessage `json:"tail_consumers"`
}

// listed gives lists that are unset as empty ones.
func (s workerSettings) listed() workerSettings {
	if s.Tags == nil {
		s.Tags = []string{}
	}
	if s.TailConsumers == nil {
		s.TailConsumers = []json.RawMessage{}
	}
	if string(s.Observability) == "null" {
		s.Observability = nil
	}
	return s
}

func badWorker(format string, args ...any) *apiError {
	return &apiError{status: http.StatusBadRequest, code: codeBadWorker, msg: fmt.Sprintf(format, args...)}
}

func badInherit(name string) *apiError {
	return &apiError{
		status: http.StatusBadRequest, code: codeBadInherit,
		msg: fmt.Sprintf("binding %s of type inherit is not there to be inherited", name),
	}
}

func noWorker() *apiError {
	return &apiError{status: http.StatusNotFound, code: codeNoWorker, msg: "This Worker does not exist on your account."}
}

// isWorkerName is Wrangler's rule.
func isWorkerName(name string) bool {
	const characters = "abcdefghijklmnopqrstuvwxyz0123456789_-"
	return name != "" && len(name) <= 255 && name[0] != '-' && strings.Trim(name, characters) == ""
}

func badWorkerName() *apiError {
	return badWorker("a Worker's name has lower-case letters, digits, - and _, at most 255")
}

func newWorker(name string, now time.Time) (worker, error) {
	if !isWorkerName(name) {
		return worker{}, badWorkerName()
	}
	return worker{Name: name, Tag: hexID(), Created: now}, nil
}

const workerColumns = "name, tag, settings, enabled, previews, created_at, updated_at, migration_tag"

func scanWorker(row scanner) (worker, error) {
	var wk worker
	var settings string
	var created, updated int64
	err := row.Scan(&wk.Name, &wk.Tag, &settings, &wk.Enabled, &wk.Previews, &created, &updated, &wk.MigrationTag)
	if errors.Is(err, sql.ErrNoRows) {
		return wk, noWorker()
	}
	if err != nil {
		return wk, err
	}
	wk.Created, wk.Updated = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	err = json.Unmarshal([]byte(settings), &wk.Settings)
	return wk, err
}

func findWorker(ctx context.Context, q queryer, name string) (worker, error) {
	return scanWorker(q.QueryRowContext(ctx, "SELECT "+workerColumns+" FROM workers WHERE name = ?", name))
}

func (s *Store) worker(ctx context.Context, name string) (worker, error) {
	wk, err := findWorker(ctx, s.db, name)
	return wk, s.fail(err)
}

func (s *Store) listWorkers(ctx context.Context) ([]worker, error) {
	return query(ctx, s, scanWorker, "SELECT "+workerColumns+" FROM workers ORDER BY name")
}

// changeWorker changes what change changes, and nothing if it fails.
func (s *Store) changeWorker(ctx context.Context, name string, change func(*worker) error) (wk worker, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		if wk, err = findWorker(ctx, tx, name); err != nil {
			return err
		}
		if err := change(&wk); err != nil {
			return err
		}
		return s.writeWorker(ctx, tx, wk)
	})
	return wk, err
}

// inWorker runs op in a transaction if there is the Worker.
func (s *Store) inWorker(ctx context.Context, name string, op func(*sql.Tx) error) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := findWorker(ctx, tx, name); err != nil {
			return err
		}
		return op(tx)
	})
}

func (s *Store) writeWorker(ctx context.Context, tx *sql.Tx, wk worker) error {
	settings, err := json.Marshal(wk.Settings)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO workers ("+workerColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		wk.Name, wk.Tag, string(settings), wk.Enabled, wk.Previews, wk.Created.UnixMicro(), wk.Updated.UnixMicro(),
		wk.MigrationTag)
	return err
}

// deleteWorker deletes a Worker, by force even if others need it.
func (s *Store) deleteWorker(ctx context.Context, name string, force bool) error {
	return s.inWorker(ctx, name, func(tx *sql.Tx) error {
		if !force {
			if err := checkUnused(ctx, tx, name); err != nil {
				return err
			}
		}
		for _, query := range []string{
			"DELETE FROM workers WHERE name = ?",
			"DELETE FROM versions WHERE worker = ?",
			"DELETE FROM deployments WHERE worker = ?",
			"DELETE FROM routes WHERE worker = ?",
			"DELETE FROM domains WHERE worker = ?",
			"DELETE FROM schedules WHERE worker = ?",
		} {
			if _, err := tx.ExecContext(ctx, query, name); err != nil {
				return err
			}
		}
		return nil
	})
}
