package backend

import (
	"encoding/json"
	"net/http"
)

type configReply struct {
	TunnelID  string          `json:"tunnel_id"`
	Version   int             `json:"version"`
	Config    json.RawMessage `json:"config"`
	Source    string          `json:"source"`
	CreatedAt *string         `json:"created_at"`
}

func newConfigReply(id string, c tunnelConfig) configReply {
	r := configReply{TunnelID: id, Version: c.version, Source: "cloudflare", CreatedAt: nullable(c.at.Int64, c.at.Valid)}
	if c.config.Valid {
		r.Config = json.RawMessage(c.config.String)
	}
	return r
}

func (h *handler) getConfig(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	c, err := h.store.tunnelConfig(r.Context(), id)
	write(w, newConfigReply(id, c), err)
}

// putConfig keeps the configuration as it was sent. Its one rule is the one
// that the records show: the last ingress rule catches all.
func (h *handler) putConfig(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Config json.RawMessage `json:"config"`
	}
	if err := readJSON(r, &body); err != nil {
		write(w, nil, err)
		return
	}
	if err := checkIngress(body.Config); err != nil {
		write(w, nil, err)
		return
	}
	id := r.PathValue("id")
	c, err := h.store.setTunnelConfig(r.Context(), id, body.Config)
	write(w, newConfigReply(id, c), err)
}

func checkIngress(config json.RawMessage) error {
	var c struct {
		Ingress []struct {
			Hostname string `json:"hostname"`
			Path     string `json:"path"`
		} `json:"ingress"`
	}
	if err := json.Unmarshal(config, &c); err != nil {
		return badTunnel("config: " + jsonFault(err))
	}
	if n := len(c.Ingress); n > 0 && (c.Ingress[n-1].Hostname != "" || c.Ingress[n-1].Path != "") {
		return &apiError{
			status: http.StatusBadRequest, code: codeTunnelBadConfig,
			msg: "Bad Configuration: The last ingress rule must match all URLs",
		}
	}
	return nil
}
