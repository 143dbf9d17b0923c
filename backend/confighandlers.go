package backend

import (
	"encoding/json"
	"net/http"
)

// configReply is a tunnel's configuration as the live API replies (recorded
// replies L0044 to L0048).
type configReply struct {
	TunnelID  string          `json:"tunnel_id"`
	Version   int             `json:"version"`
	Config    json.RawMessage `json:"config"`
	Source    string          `json:"source"`
	CreatedAt string          `json:"created_at"`
}

func newConfigReply(id string, c tunnelConfig) configReply {
	r := configReply{TunnelID: id, Version: c.version, Source: c.source, CreatedAt: timestamp(c.at)}
	if c.config.Valid {
		r.Config = json.RawMessage(c.config.String)
	}
	return r
}

func (h *handler) getConfig(w http.ResponseWriter, r *http.Request) {
	c, err := h.store.tunnelConfig(r.Context(), pathID(r))
	write(w, newConfigReply(pathID(r), c), err)
}

func (h *handler) putConfig(w http.ResponseWriter, r *http.Request) {
	config, err := readConfig(r)
	if err != nil {
		write(w, nil, err)
		return
	}
	c, err := h.store.setTunnelConfig(r.Context(), pathID(r), config)
	write(w, newConfigReply(pathID(r), c), err)
}

// readConfig reads a configuration into the form in which the live API keeps
// it: keys in an order of its own, and warp-routing always said (L0048).
func readConfig(r *http.Request) (string, error) {
	var body struct {
		Config json.RawMessage `json:"config"`
	}
	if err := readJSON(r, &body); err != nil {
		return "", err
	}
	if err := checkIngress(body.Config); err != nil {
		return "", err
	}
	value, err := decodeAny(body.Config)
	config, ok := value.(map[string]any)
	if err != nil || !ok {
		return "", badConfig("config must be an object")
	}
	const warp = "warp-routing"
	if _, ok := config[warp]; !ok {
		config[warp] = map[string]any{"enabled": false}
	}
	return string(appendCanonical(nil, config)), nil
}

// checkIngress knows the two faults that the records show (L0050, L0051).
func checkIngress(config json.RawMessage) error {
	var c struct {
		Ingress []struct {
			Hostname string `json:"hostname"`
			Path     string `json:"path"`
		} `json:"ingress"`
	}
	if len(config) > 0 {
		if err := json.Unmarshal(config, &c); err != nil {
			return badConfig(jsonFault(err))
		}
	}
	if len(c.Ingress) == 0 {
		return badConfig("The config file doesn't contain any ingress rules\n")
	}
	if last := c.Ingress[len(c.Ingress)-1]; last.Hostname != "" && last.Hostname != "*" || last.Path != "" {
		return badConfig("The last ingress rule must match all URLs (i.e. it should not have a hostname or path filter)\n")
	}
	return nil
}

func badConfig(what string) *apiError {
	return &apiError{
		status: http.StatusBadRequest, code: codeTunnelBadConfig, msg: "Bad Configuration: Validation failed: " + what,
	}
}
