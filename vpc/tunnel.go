package vpc

import (
	"encoding/json"
	"fmt"
	"time"
)

// TunnelStatus is the health of a tunnel as the API reports it.
type TunnelStatus string

// The tunnel states: never ran, serving but unhealthy, serving, no connection.
const (
	TunnelInactive TunnelStatus = "inactive"
	TunnelDegraded TunnelStatus = "degraded"
	TunnelHealthy  TunnelStatus = "healthy"
	TunnelDown     TunnelStatus = "down"
)

// Tunnel is a Cloudflare Tunnel. Only what the API still promises is read: its
// embedded connections were due to vanish on 2026-10-05 (facts/cloudflare-api.md
// 3.1), so connectors are asked for on their own.
type Tunnel struct {
	ID              string       `json:"id"`
	AccountTag      string       `json:"account_tag"`
	Name            string       `json:"name"`
	Status          TunnelStatus `json:"status"`
	Type            string       `json:"tun_type"`
	ConfigSource    string       `json:"config_src"`
	CreatedAt       time.Time    `json:"created_at"`
	DeletedAt       *time.Time   `json:"deleted_at"`
	ConnsActiveAt   *time.Time   `json:"conns_active_at"`
	ConnsInactiveAt *time.Time   `json:"conns_inactive_at"`
}

// UnmarshalJSON reads a reply. A time may be absent, null or empty.
func (t *Tunnel) UnmarshalJSON(data []byte) error {
	type fields Tunnel
	w := struct {
		*fields
		CreatedAt       stamp `json:"created_at"`
		DeletedAt       stamp `json:"deleted_at"`
		ConnsActiveAt   stamp `json:"conns_active_at"`
		ConnsInactiveAt stamp `json:"conns_inactive_at"`
	}{fields: (*fields)(t)}
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("tunnel: %w", err)
	}
	t.CreatedAt, t.DeletedAt = w.CreatedAt.Time, w.DeletedAt.orNil()
	t.ConnsActiveAt, t.ConnsInactiveAt = w.ConnsActiveAt.orNil(), w.ConnsInactiveAt.orNil()
	return nil
}

// Connector is a running cloudflared process of a tunnel.
type Connector struct {
	ID            string       `json:"id"`
	Version       string       `json:"version"` // cloudflared's, "2025.11.1"
	Arch          string       `json:"arch"`
	Features      []string     `json:"features"`
	RunAt         time.Time    `json:"run_at"`
	ConfigVersion int          `json:"config_version"`
	Connections   []Connection `json:"conns"`
}

// UnmarshalJSON reads a reply, as Tunnel's does.
func (c *Connector) UnmarshalJSON(data []byte) error {
	type fields Connector
	w := struct {
		*fields
		RunAt stamp `json:"run_at"`
	}{fields: (*fields)(c)}
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("connector: %w", err)
	}
	c.RunAt = w.RunAt.Time
	return nil
}

// Connection is one of a connector's links to Cloudflare, usually four.
type Connection struct {
	ID                 string    `json:"id"`
	ColoName           string    `json:"colo_name"`
	OriginIP           string    `json:"origin_ip"`
	ClientVersion      string    `json:"client_version"`
	OpenedAt           time.Time `json:"opened_at"`
	IsPendingReconnect bool      `json:"is_pending_reconnect"`
}

// UnmarshalJSON reads a reply, as Tunnel's does.
func (c *Connection) UnmarshalJSON(data []byte) error {
	type fields Connection
	w := struct {
		*fields
		OpenedAt stamp `json:"opened_at"`
	}{fields: (*fields)(c)}
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("connection: %w", err)
	}
	c.OpenedAt = w.OpenedAt.Time
	return nil
}
