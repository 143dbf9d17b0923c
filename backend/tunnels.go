package backend

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/lariat-cli/lariat/vpc"
)

// The codes of tunnels (facts/cloudflare-api.md 3.3). 1013 is the code that
// Cloudflare's own tools show for a taken name; the records do not hold it, nor
// 1002, which is ours.
const (
	codeTunnelInvalid   = 1002
	codeTunnelNotFound  = 1003
	codeTunnelName      = 1013
	codeTunnelConnected = 1022
	codeTunnelNoConfig  = 1055
	codeTunnelBadConfig = 1056
)

// tunnel is a row of the tunnels table.
type tunnel struct {
	ID, Name, Secret, ConfigSrc string
	Created                     time.Time
	Deleted, Active, Inactive   sql.NullInt64
	Connectors                  []vpc.Connector
}

type tunnelSpec struct {
	Name      string `json:"name"`
	ConfigSrc string `json:"config_src"`
	Secret    string `json:"tunnel_secret"`
}

const tunnelColumns = "id, name, secret, config_src, created_at, deleted_at, active_at, inactive_at, connectors"

func tunnelNotFound() *apiError {
	return &apiError{status: http.StatusNotFound, code: codeTunnelNotFound, msg: "Tunnel not found"}
}

func scanTunnel(row scanner) (tunnel, error) {
	var t tunnel
	var created int64
	var connectors string
	err := row.Scan(&t.ID, &t.Name, &t.Secret, &t.ConfigSrc, &created, &t.Deleted, &t.Active, &t.Inactive, &connectors)
	if err != nil {
		return t, err
	}
	t.Created = time.UnixMicro(created).UTC()
	return t, json.Unmarshal([]byte(connectors), &t.Connectors)
}

// status derives the state of a tunnel (facts/cloudflare-api.md 3.1).
func (t tunnel) status() vpc.TunnelStatus {
	switch {
	case len(t.Connectors) == 0 && !t.wasConnected():
		return vpc.TunnelInactive
	case len(t.Connectors) == 0:
		return vpc.TunnelDown
	}
	for _, c := range t.Connectors {
		for _, conn := range c.Connections {
			if !conn.IsPendingReconnect {
				return vpc.TunnelHealthy
			}
		}
	}
	return vpc.TunnelDegraded
}

// wasConnected tells from the last change: a new tunnel is inactive since its
// creation.
func (t tunnel) wasConnected() bool {
	return t.Active.Valid || t.Inactive.Valid && t.Inactive.Int64 != t.Created.UnixMicro()
}

func (s *Store) insertTunnel(ctx context.Context, tx *sql.Tx, spec tunnelSpec) (tunnel, error) {
	now := s.now()
	t := tunnel{
		ID: uuid.NewString(), Name: spec.Name, Secret: spec.Secret, ConfigSrc: spec.ConfigSrc,
		Created: now.UTC(), Inactive: micros(now),
	}
	_, err := tx.ExecContext(ctx,
		"INSERT INTO tunnels (id, name, secret, config_src, created_at, inactive_at) VALUES (?, ?, ?, ?, ?, ?)",
		t.ID, t.Name, t.Secret, t.ConfigSrc, now.UnixMicro(), t.Inactive)
	return t, tunnelNameTaken(err)
}

func tunnelNameTaken(err error) error {
	if isUnique(err) {
		return &apiError{status: http.StatusConflict, code: codeTunnelName, msg: "You already have a tunnel with this name."}
	}
	return err
}

func (s *Store) createTunnel(ctx context.Context, spec tunnelSpec) (t tunnel, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		t, err = s.insertTunnel(ctx, tx, spec)
		return err
	})
	return t, err
}

// listTunnels returns a page of the tunnels that match, the newest first, and
// how many match in all.
func (s *Store) listTunnels(ctx context.Context, f tunnelFilter, p page) ([]tunnel, int, error) {
	all, err := query(ctx, s, scanTunnel, "SELECT "+tunnelColumns+" FROM tunnels ORDER BY created_at DESC, id")
	if err != nil {
		return nil, 0, err
	}
	all = slices.DeleteFunc(all, func(t tunnel) bool { return !f.matches(t) })
	first := min(p.offset(), len(all))
	return all[first:min(first+p.size, len(all))], len(all), nil
}

func (s *Store) tunnel(ctx context.Context, id string) (tunnel, error) {
	t, err := scanTunnel(s.db.QueryRowContext(ctx, "SELECT "+tunnelColumns+" FROM tunnels WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return t, tunnelNotFound()
	}
	return t, s.fail(err)
}

// editTunnel changes an existing tunnel in one transaction.
func (s *Store) editTunnel(ctx context.Context, id string, edit func(*tunnel) error) (t tunnel, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		t, err = scanTunnel(tx.QueryRowContext(ctx,
			"SELECT "+tunnelColumns+" FROM tunnels WHERE id = ? AND deleted_at IS NULL", id))
		if errors.Is(err, sql.ErrNoRows) {
			return tunnelNotFound()
		}
		if err != nil {
			return err
		}
		if err := edit(&t); err != nil {
			return err
		}
		connectors, err := json.Marshal(t.Connectors)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE tunnels SET name = ?, secret = ?, deleted_at = ?, active_at = ?,
			inactive_at = ?, connectors = ? WHERE id = ?`,
			t.Name, t.Secret, t.Deleted, t.Active, t.Inactive, string(connectors), id)
		return tunnelNameTaken(err)
	})
	return t, err
}

// deleteTunnel marks a tunnel as deleted. Services may point to it; nothing
// stops that (facts/cloudflare-api.md 0.9).
func (s *Store) deleteTunnel(ctx context.Context, id string) (tunnel, error) {
	return s.editTunnel(ctx, id, func(t *tunnel) error {
		if len(t.Connectors) > 0 {
			return &apiError{
				status: http.StatusBadRequest, code: codeTunnelConnected,
				msg: "This tunnel has active connections. Please stop all cloudflared replicas, " +
					"or wait a few minutes for connections to close, then try again.",
			}
		}
		t.Deleted = micros(s.now())
		return nil
	})
}

// SetConnectors says which connectors serve a tunnel now; none disconnects it.
// The gateway calls it for the connectors it stands for.
func (s *Store) SetConnectors(ctx context.Context, tunnelID string, connectors []vpc.Connector) error {
	_, err := s.editTunnel(ctx, tunnelID, func(t *tunnel) error {
		t.connect(connectors, s.now())
		return nil
	})
	return err
}

// disconnect drops one connector of a tunnel, or all where client is empty.
func (s *Store) disconnect(ctx context.Context, tunnelID, client string) error {
	_, err := s.editTunnel(ctx, tunnelID, func(t *tunnel) error {
		left := slices.DeleteFunc(t.Connectors, func(c vpc.Connector) bool { return client == "" || c.ID == client })
		t.connect(left, s.now())
		return nil
	})
	return err
}

// connect notes when a tunnel became active, which is when its first connection
// opened, or inactive.
func (t *tunnel) connect(connectors []vpc.Connector, now time.Time) {
	was, is := len(t.Connectors) > 0, len(connectors) > 0
	t.Connectors = connectors
	switch {
	case is && !was:
		t.Active, t.Inactive = micros(firstOpened(connectors, now)), sql.NullInt64{}
	case was && !is:
		// Never the time of its creation: see wasConnected.
		at := max(now.UnixMicro(), t.Created.UnixMicro()+1)
		t.Active, t.Inactive = sql.NullInt64{}, sql.NullInt64{Int64: at, Valid: true}
	}
}

func firstOpened(connectors []vpc.Connector, now time.Time) time.Time {
	first := now
	for _, c := range connectors {
		for _, conn := range c.Connections {
			if !conn.OpenedAt.IsZero() && conn.OpenedAt.Before(first) {
				first = conn.OpenedAt
			}
		}
	}
	return first
}
