package backend

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
)

// schemaVersion is kept in the database's user_version.
const schemaVersion = 4

// schemas take the state from each version to the next; states in use have been
// through them, so they never change. Times are microseconds since 1970, and
// what is asked for as a whole is JSON.
func schemas() [schemaVersion]string {
	return [...]string{directorySchema, workersSchema, deploySchema, accessSchema}
}

const directorySchema = `
CREATE TABLE services (
	id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, type TEXT NOT NULL, tunnel_id TEXT NOT NULL,
	spec TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE tunnels (
	id TEXT PRIMARY KEY, name TEXT NOT NULL, secret TEXT NOT NULL, config_src TEXT NOT NULL,
	created_at INTEGER NOT NULL, deleted_at INTEGER, active_at INTEGER, inactive_at INTEGER,
	connectors TEXT NOT NULL DEFAULT '[]',
	config TEXT, config_version INTEGER NOT NULL DEFAULT 0, config_at INTEGER
) STRICT;
CREATE UNIQUE INDEX tunnel_names ON tunnels (name) WHERE deleted_at IS NULL;
CREATE TABLE tokens (
	id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
	hash BLOB NOT NULL UNIQUE, value TEXT, expires_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
`

const workersSchema = `
CREATE TABLE workers (
	name TEXT PRIMARY KEY, tag TEXT NOT NULL, settings TEXT NOT NULL, enabled INTEGER NOT NULL DEFAULT 0,
	previews INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE versions (
	id TEXT PRIMARY KEY, worker TEXT NOT NULL, number INTEGER NOT NULL, content TEXT NOT NULL,
	created_at INTEGER NOT NULL, UNIQUE (worker, number)
) STRICT;
CREATE TABLE deployments (
	id TEXT PRIMARY KEY, worker TEXT NOT NULL, content TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX worker_deployments ON deployments (worker);
`

const deploySchema = `
CREATE TABLE routes (
	zone TEXT NOT NULL, pattern TEXT NOT NULL, worker TEXT NOT NULL, UNIQUE (zone, pattern)
) STRICT;
CREATE TABLE domains (
	hostname TEXT PRIMARY KEY, worker TEXT NOT NULL, zone TEXT NOT NULL, zone_name TEXT NOT NULL,
	enabled INTEGER NOT NULL, previews INTEGER NOT NULL
) STRICT;
CREATE TABLE schedules (
	worker TEXT NOT NULL, cron TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
	UNIQUE (worker, cron)
) STRICT;
ALTER TABLE workers ADD COLUMN migration_tag TEXT NOT NULL DEFAULT '';
CREATE TABLE assets (hash TEXT PRIMARY KEY) STRICT;
CREATE TABLE asset_sessions (
	id TEXT PRIMARY KEY, worker TEXT NOT NULL, manifest TEXT NOT NULL, expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE asset_tokens (
	hash BLOB PRIMARY KEY, session TEXT NOT NULL, complete INTEGER NOT NULL
) STRICT;
`

// LocalTunnel is the name of the tunnel that exists from the start.
const LocalTunnel = "local"

// adminName is the name of the token that exists from the start.
const adminName = "local admin"

func (s *Store) migrate(ctx context.Context) error {
	version, err := userVersion(ctx, s.db)
	if err != nil {
		return err
	}
	if version == schemaVersion {
		return nil
	}
	if version > schemaVersion {
		return fmt.Errorf("it was written by a newer lariat (schema %d, this one knows %d)", version, schemaVersion)
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	// Another process may have been first.
	if version, err = userVersion(ctx, tx); err != nil || version == schemaVersion {
		return err
	}
	steps := schemas()
	for _, schema := range steps[version:] {
		if _, err := tx.ExecContext(ctx, schema); err != nil {
			return err
		}
	}
	if version == 0 {
		if err := s.seed(ctx, tx); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", schemaVersion)); err != nil {
		return err
	}
	return tx.Commit()
}

type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func userVersion(ctx context.Context, q queryer) (int, error) {
	var v int
	err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
	return v, err
}

// seed makes what exists from the start: a token, and in every account a
// tunnel.
func (s *Store) seed(ctx context.Context, tx *sql.Tx) error {
	if s.others != nil {
		spec := TokenSpec{Name: adminName, Role: RoleAdmin}
		if _, err := s.insertToken(ctx, tx, spec, newSecret(30), true); err != nil {
			return err
		}
	}
	local := tunnelSpec{Name: LocalTunnel, ConfigSrc: sourceCloudflare, Secret: newTunnelSecret()}
	_, err := s.insertTunnel(ctx, tx, local)
	return err
}

// Reset puts the state back to its start. Its tokens become invalid, and its
// other accounts are gone.
func (s *Store) Reset(ctx context.Context) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM services; DELETE FROM tunnels; DELETE FROM tokens;
			DELETE FROM workers; DELETE FROM versions; DELETE FROM deployments;
			DELETE FROM routes; DELETE FROM domains; DELETE FROM schedules;
			DELETE FROM assets; DELETE FROM asset_sessions; DELETE FROM asset_tokens;
			DELETE FROM oauth_requests; DELETE FROM oauth_codes; DELETE FROM oauth_devices;
			DELETE FROM oauth_grants; DELETE FROM oauth_tokens; DELETE FROM accounts`); err != nil {
			return err
		}
		return s.seed(ctx, tx)
	})
	if err != nil {
		return err
	}
	return errors.Join(s.others.closeAll(), discardAccounts(s.dir))
}

// newSecret returns n random bytes as text that fits a header and a shell.
func newSecret(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

func newTunnelSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.StdEncoding.EncodeToString(b)
}
