package backend

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"
)

// Where a tunnel's configuration is kept: beside cloudflared, or here.
const (
	sourceLocal      = "local"
	sourceCloudflare = "cloudflare"
)

// tunnelConfig is the remote configuration of a tunnel. Version 0 is none, and
// as old as the tunnel (recorded reply L0044).
type tunnelConfig struct {
	version int
	config  sql.NullString // JSON, in canonical form
	source  string
	at      time.Time
}

const configColumns = "config_version, config, config_src, coalesce(config_at, created_at)"

func scanConfig(row *sql.Row) (tunnelConfig, error) {
	var c tunnelConfig
	var at int64
	err := row.Scan(&c.version, &c.config, &c.source, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return c, &apiError{status: http.StatusNotFound, code: codeTunnelNoConfig, msg: "Configuration for tunnel not found"}
	}
	c.at = time.UnixMicro(at)
	return c, err
}

func (s *Store) tunnelConfig(ctx context.Context, id string) (tunnelConfig, error) {
	c, err := scanConfig(s.db.QueryRowContext(ctx,
		"SELECT "+configColumns+" FROM tunnels WHERE id = ? AND deleted_at IS NULL", id))
	return c, s.fail(err)
}

// setTunnelConfig makes the next version; from then on the tunnel's
// configuration is a remote one.
func (s *Store) setTunnelConfig(ctx context.Context, id, config string) (c tunnelConfig, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		c, err = scanConfig(tx.QueryRowContext(ctx, `UPDATE tunnels SET config_version = config_version + 1, config = ?,
			config_at = ?, config_src = ? WHERE id = ? AND deleted_at IS NULL RETURNING `+configColumns,
			config, s.now().UnixMicro(), sourceCloudflare, id))
		return err
	})
	return c, err
}
