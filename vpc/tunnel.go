package vpc

import "time"

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

// Connection is one of a connector's links to Cloudflare, usually four.
type Connection struct {
	ID                 string    `json:"id"`
	ColoName           string    `json:"colo_name"`
	OriginIP           string    `json:"origin_ip"`
	ClientVersion      string    `json:"client_version"`
	OpenedAt           time.Time `json:"opened_at"`
	IsPendingReconnect bool      `json:"is_pending_reconnect"`
}
