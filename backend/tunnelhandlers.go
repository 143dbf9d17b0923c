package backend

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
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
		r.RemoteConfig, r.ConfigSrc = t.ConfigSrc == "cloudflare", t.ConfigSrc
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
			OriginIP: conn.OriginIP, OpenedAt: timestamp(conn.OpenedAt), ClientID: c.ID, ClientVersion: c.Version,
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

func (h *handler) listTunnels(w http.ResponseWriter, r *http.Request) {
	p, ok := readPage(r)
	if !ok {
		write(w, nil, &apiError{status: http.StatusBadRequest, code: 1002, msg: "page and per_page must be positive"})
		return
	}
	q := r.URL.Query()
	tunnels, total, err := h.store.listTunnels(r.Context(), tunnelFilter{
		name: q.Get("name"), uuid: q.Get("uuid"), status: q.Get("status"),
		includePrefix: q.Get("include_prefix"), excludePrefix: q.Get("exclude_prefix"),
		onlyDeleted: q.Get("is_deleted") == "true", onlyExisting: q.Get("is_deleted") == "false",
	}, p)
	replies := make([]tunnelReply, len(tunnels))
	for i, t := range tunnels {
		replies[i] = h.tunnelReply(t)
	}
	writeList(w, replies, &resultInfo{p.number, p.size, len(tunnels), total}, err)
}

func (h *handler) createTunnel(w http.ResponseWriter, r *http.Request) {
	var spec tunnelSpec
	if err := readJSON(r, &spec); err != nil {
		write(w, nil, err)
		return
	}
	switch {
	case strings.TrimSpace(spec.Name) == "":
		write(w, nil, badTunnel("tunnel name is required"))
		return
	case spec.ConfigSrc == "":
		spec.ConfigSrc = "local"
	case spec.ConfigSrc != "local" && spec.ConfigSrc != "cloudflare":
		write(w, nil, badTunnel("config_src must be local or cloudflare"))
		return
	}
	if spec.Secret == "" {
		spec.Secret = newTunnelSecret()
	}
	if secret, err := base64.StdEncoding.DecodeString(spec.Secret); err != nil || len(secret) < 32 {
		write(w, nil, badTunnel("tunnel_secret must be at least 32 bytes in base64"))
		return
	}
	t, err := h.store.createTunnel(r.Context(), spec)
	body := h.tunnelReply(t)
	body.Credentials = &credentials{h.store.Account().ID, t.ID, t.Name, t.Secret}
	body.Token = h.token(t)
	write(w, body, err)
}

func badTunnel(msg string) *apiError {
	return &apiError{status: http.StatusBadRequest, code: 1002, msg: msg}
}

func readJSON(r *http.Request, into any) error {
	data, err := readBody(r.Body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return badTunnel("invalid JSON: " + jsonFault(err))
	}
	return nil
}

func (h *handler) getTunnel(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.tunnel(r.Context(), r.PathValue("id"))
	write(w, h.tunnelReply(t), err)
}

func (h *handler) patchTunnel(w http.ResponseWriter, r *http.Request) {
	var spec tunnelSpec
	if err := readJSON(r, &spec); err != nil {
		write(w, nil, err)
		return
	}
	t, err := h.store.editTunnel(r.Context(), r.PathValue("id"), func(t *tunnel) error {
		if spec.Name != "" {
			t.Name = spec.Name
		}
		if spec.Secret != "" {
			t.Secret = spec.Secret
		}
		return nil
	})
	write(w, h.tunnelReply(t), err)
}

func (h *handler) deleteTunnel(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.deleteTunnel(r.Context(), r.PathValue("id"))
	write(w, h.tunnelReply(t), err)
}

func (h *handler) connections(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.tunnel(r.Context(), r.PathValue("id"))
	replies := make([]connectorReply, len(t.Connectors))
	for i, c := range t.Connectors {
		replies[i] = newConnectorReply(c)
	}
	write(w, replies, err)
}

func (h *handler) disconnect(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	t, err := h.store.tunnel(r.Context(), id)
	if err != nil {
		write(w, nil, err)
		return
	}
	client := r.URL.Query().Get("client_id")
	left := slices.DeleteFunc(t.Connectors, func(c vpc.Connector) bool { return client == "" || c.ID == client })
	write(w, nil, h.store.SetConnectors(r.Context(), id, left))
}

func (h *handler) connector(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.tunnel(r.Context(), r.PathValue("id"))
	if err != nil {
		write(w, nil, err)
		return
	}
	for _, c := range t.Connectors {
		if c.ID == r.PathValue("connector") {
			write(w, newConnectorReply(c), nil)
			return
		}
	}
	write(w, nil, &apiError{status: http.StatusNotFound, code: codeTunnelNotFound, msg: "Connector not found"})
}

// tunnelToken is what cloudflared runs with: a credential.
func (h *handler) tunnelToken(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.tunnel(r.Context(), r.PathValue("id"))
	write(w, h.token(t), err)
}

func (h *handler) token(t tunnel) string {
	// Ids and base64 need no escaping.
	text := fmt.Sprintf(`{"a":%q,"t":%q,"s":%q}`, h.store.Account().ID, t.ID, t.Secret)
	return base64.StdEncoding.EncodeToString([]byte(text))
}
