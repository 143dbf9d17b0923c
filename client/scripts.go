package client

import (
	"context"
	"net/http"
)

const scriptsPath = "/workers/scripts"

// Scripts are the account's Workers (facts/cloudflare-api.md 5.1).
type Scripts struct{ c *Client }

// Binding is a binding of a Worker. The ids are those of VPC bindings; what
// other types have is left out.
type Binding struct {
	Name      string `json:"name"`
	Type      string `json:"type"`
	ServiceID string `json:"service_id"` // of a vpc_service
	TunnelID  string `json:"tunnel_id"`  // of a vpc_network, or
	NetworkID string `json:"network_id"`
}

// ScriptSettings are what a Worker's live version is set to.
type ScriptSettings struct {
	Bindings []Binding `json:"bindings"`
}

// ScriptVersion is a version of a Worker, live or not.
type ScriptVersion struct {
	ID       string
	Bindings []Binding
}

// Settings gives the settings of the Worker of that name, or an ErrNotFound. A
// binding stays in them when its service is deleted (facts/cloudflare-api.md
// 5.5).
func (s *Scripts) Settings(ctx context.Context, name string) (ScriptSettings, error) {
	path, err := s.c.member(scriptsPath, "Worker", name)
	if err != nil {
		return ScriptSettings{}, err
	}
	rq, err := s.c.request(http.MethodGet, path+"/settings", nil)
	if err != nil {
		return ScriptSettings{}, err
	}
	ctx, cancel := s.c.bound(ctx)
	defer cancel()
	e, err := fetch[ScriptSettings](ctx, s.c, rq)
	if err != nil {
		return ScriptSettings{}, err
	}
	return *e.Result, nil
}

// Version gives a version of the Worker of that name, or an ErrNotFound: one
// that was uploaded but not deployed is not in the settings.
func (s *Scripts) Version(ctx context.Context, name, id string) (ScriptVersion, error) {
	path, err := s.c.member(scriptsPath, "Worker", name)
	if err != nil {
		return ScriptVersion{}, err
	}
	escaped, err := segment("version", id)
	if err != nil {
		return ScriptVersion{}, err
	}
	rq, err := s.c.request(http.MethodGet, path+"/versions/"+escaped, nil)
	if err != nil {
		return ScriptVersion{}, err
	}
	ctx, cancel := s.c.bound(ctx)
	defer cancel()
	v, err := one(ctx, s.c, rq, id, func(v wireVersion) string { return v.ID })
	return ScriptVersion{v.ID, v.Resources.Bindings}, err
}

// wireVersion is a version as the API has it.
type wireVersion struct {
	ID        string         `json:"id"`
	Resources ScriptSettings `json:"resources"`
}
