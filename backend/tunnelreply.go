package backend

import (
	"cmp"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

// tunnelReply is a tunnel as the live API replies, key by key.
type tunnelReply struct {
	ID           string       `json:"id"`
	AccountTag   string       `json:"account_tag"`
	CreatedAt    string       `json:"created_at"`
	DeletedAt    *string      `json:"deleted_at"`
	Name         string       `json:"name"`
	Connections  []connReply  `json:"connections"`
	Active       *string      `json:"conns_active_at"`
	Inactive     *string      `json:"conns_inactive_at"`
	Type         string       `json:"tun_type"`
	Metadata     struct{}     `json:"metadata"`
	Status       string       `json:"status"`
	RemoteConfig bool         `json:"remote_config"`
	ConfigSrc    string       `json:"config_src,omitempty"`
	Credentials  *credentials `json:"credentials_file,omitempty"`
	Token        string       `json:"token,omitempty"`
}

// credentials is cloudflared's credentials file.
type credentials struct {
	AccountTag   string
	TunnelID     string
	TunnelName   string
	TunnelSecret string
}

type connReply struct {
	ColoName           string `json:"colo_name"`
	UUID               string `json:"uuid"`
	ID                 string `json:"id"`
	IsPendingReconnect bool   `json:"is_pending_reconnect"`
	OriginIP           string `json:"origin_ip"`
	OpenedAt           string `json:"opened_at"`
	ClientID           string `json:"client_id"`
	ClientVersion      string `json:"client_version"`
}

type connectorReply struct {
	ID       string      `json:"id"`
	Features []string    `json:"features"`
	Version  string      `json:"version"`
	Arch     string      `json:"arch"`
	Conns    []connReply `json:"conns"`
	RunAt    string      `json:"run_at"`
	HAStatus *string     `json:"ha_status"`
}

func (h *handler) tunnelReply(t tunnel) tunnelReply {
	r := tunnelReply{
		ID: t.ID, AccountTag: h.store.Account().ID, CreatedAt: timestamp(t.Created), Name: t.Name,
		DeletedAt: nullable(t.Deleted.Int64, t.Deleted.Valid), Connections: []connReply{},
		Active: nullable(t.Active.Int64, t.Active.Valid), Inactive: nullable(t.Inactive.Int64, t.Inactive.Valid),
		Type: "cfd_tunnel", Status: string(t.status()),
	}
	// A deleted tunnel has lost its configuration in live replies.
	if !t.Deleted.Valid {
		r.RemoteConfig, r.ConfigSrc = t.ConfigSrc == sourceCloudflare, t.ConfigSrc
	}
	for _, c := range t.Connectors {
		r.Connections = append(r.Connections, conns(c)...)
	}
	return r
}

func conns(c vpc.Connector) []connReply {
	list := make([]connReply, len(c.Connections))
	for i, conn := range c.Connections {
		list[i] = connReply{
			ColoName: conn.ColoName, UUID: conn.ID, ID: conn.ID, IsPendingReconnect: conn.IsPendingReconnect,
			OriginIP: conn.OriginIP, OpenedAt: timestamp(conn.OpenedAt), ClientID: c.ID,
			ClientVersion: cmp.Or(conn.ClientVersion, c.Version),
		}
	}
	return list
}

func newConnectorReply(c vpc.Connector) connectorReply {
	return connectorReply{
		ID: c.ID, Features: append([]string{}, c.Features...), Version: c.Version, Arch: c.Arch,
		Conns: conns(c), RunAt: timestamp(c.RunAt),
	}
}

// timestamp has microseconds, as every time of a tunnel.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

func nullable(us int64, valid bool) *string {
	if !valid {
		return nil
	}
	return new(timestamp(time.UnixMicro(us)))
}
