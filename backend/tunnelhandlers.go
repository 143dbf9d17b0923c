package backend

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"
)

func (h *handler) listTunnels(w http.ResponseWriter, r *http.Request) {
	p, ok := readPage(r)
	if !ok {
		write(w, nil, badTunnel(fmt.Sprintf("page and per_page must be positive, per_page at most %d", maxPage)))
		return
	}
	filter, err := readTunnelFilter(r.URL.Query())
	if err != nil {
		write(w, nil, err)
		return
	}
	tunnels, total, err := h.store.listTunnels(r.Context(), filter, p)
	replies := make([]tunnelReply, len(tunnels))
	for i, t := range tunnels {
		replies[i] = h.tunnelReply(t)
	}
	writeList(w, replies, &resultInfo{p.number, p.size, len(tunnels), total}, err)
}

func (h *handler) createTunnel(w http.ResponseWriter, r *http.Request) {
	spec, err := readTunnelSpec(r)
	switch {
	case err != nil:
		write(w, nil, err)
		return
	case spec.Name == "":
		write(w, nil, badTunnel("tunnel name is required"))
		return
	}
	spec.ConfigSrc = cmp.Or(spec.ConfigSrc, sourceLocal)
	if spec.Secret == "" {
		spec.Secret = newTunnelSecret()
	}
	t, err := h.store.createTunnel(r.Context(), spec)
	body := h.tunnelReply(t)
	body.Credentials = &credentials{h.store.Account().ID, t.ID, t.Name, t.Secret}
	body.Token = h.token(t)
	write(w, body, err)
}

// readTunnelSpec reads the body of a create or of a change; what is left out is
// empty.
func readTunnelSpec(r *http.Request) (tunnelSpec, error) {
	var spec tunnelSpec
	if err := readJSON(r, &spec); err != nil {
		return spec, err
	}
	spec.Name = strings.TrimSpace(spec.Name)
	if strings.ContainsFunc(spec.Name, unicode.IsControl) {
		return spec, badTunnel("tunnel name contains control characters")
	}
	if !slices.Contains([]string{"", sourceLocal, sourceCloudflare}, spec.ConfigSrc) {
		return spec, badTunnel("config_src must be local or cloudflare")
	}
	secret, err := base64.StdEncoding.DecodeString(spec.Secret)
	if spec.Secret != "" && (err != nil || len(secret) < 32) {
		return spec, badTunnel("tunnel_secret must be at least 32 bytes in base64")
	}
	return spec, nil
}

func badTunnel(msg string) *apiError {
	return &apiError{status: http.StatusBadRequest, code: codeTunnelInvalid, msg: msg}
}

func readJSON(r *http.Request, into any) error {
	data, err := readBody(r.Body, codeTunnelInvalid)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return badTunnel("invalid JSON: " + jsonFault(err))
	}
	return nil
}

func (h *handler) getTunnel(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.tunnel(r.Context(), pathID(r))
	write(w, h.tunnelReply(t), err)
}

func (h *handler) patchTunnel(w http.ResponseWriter, r *http.Request) {
	spec, err := readTunnelSpec(r)
	if err != nil {
		write(w, nil, err)
		return
	}
	t, err := h.store.editTunnel(r.Context(), pathID(r), func(t *tunnel) error {
		t.Name = cmp.Or(spec.Name, t.Name)
		t.Secret = cmp.Or(spec.Secret, t.Secret)
		return nil
	})
	write(w, h.tunnelReply(t), err)
}

func (h *handler) deleteTunnel(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.deleteTunnel(r.Context(), pathID(r))
	write(w, h.tunnelReply(t), err)
}

func (h *handler) connections(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.tunnel(r.Context(), pathID(r))
	replies := make([]connectorReply, len(t.Connectors))
	for i, c := range t.Connectors {
		replies[i] = newConnectorReply(c)
	}
	write(w, replies, err)
}

func (h *handler) disconnect(w http.ResponseWriter, r *http.Request) {
	write(w, nil, h.store.disconnect(r.Context(), pathID(r), r.URL.Query().Get("client_id")))
}

func (h *handler) connector(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.tunnel(r.Context(), pathID(r))
	if err != nil {
		write(w, nil, err)
		return
	}
	for _, c := range t.Connectors {
		if strings.EqualFold(c.ID, r.PathValue("connector")) {
			write(w, newConnectorReply(c), nil)
			return
		}
	}
	write(w, nil, &apiError{status: http.StatusNotFound, code: codeTunnelNotFound, msg: "Connector not found"})
}

// tunnelToken is what cloudflared runs with: a credential.
func (h *handler) tunnelToken(w http.ResponseWriter, r *http.Request) {
	t, err := h.store.tunnel(r.Context(), pathID(r))
	if err == nil && t.Deleted.Valid {
		err = tunnelNotFound()
	}
	write(w, h.token(t), err)
}

func (h *handler) token(t tunnel) string {
	// Ids and base64 need no escaping.
	text := fmt.Sprintf(`{"a":%q,"t":%q,"s":%q}`, h.store.Account().ID, t.ID, t.Secret)
	return base64.StdEncoding.EncodeToString([]byte(text))
}
