package client

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

const tunnelsPath = "/cfd_tunnel"

// Tunnels are the account's Cloudflare Tunnels (facts/cloudflare-api.md 3).
type Tunnels struct{ c *Client }

// TunnelListParams narrow a list of tunnels.
type TunnelListParams struct {
	Name           string // empty for all
	IncludeDeleted bool   // deleted tunnels stay listed, with DeletedAt set
}

// List gives the tunnels. The filters are the server's.
func (t *Tunnels) List(ctx context.Context, p TunnelListParams) iter.Seq2[vpc.Tunnel, error] {
	path, err := t.c.collection(tunnelsPath)
	if err != nil {
		return failed[vpc.Tunnel](err)
	}
	l := lister[vpc.Tunnel]{
		client: t.c, path: path, query: url.Values{}, per: 1000,
		id: tunnelID,
	}
	if p.Name != "" {
		l.query.Set("name", p.Name)
	}
	if !p.IncludeDeleted {
		l.query.Set("is_deleted", "false")
	}
	return l.all(ctx)
}

// Get gives one tunnel, or an ErrNotFound. A deleted tunnel is still given,
// with DeletedAt set.
func (t *Tunnels) Get(ctx context.Context, id string) (vpc.Tunnel, error) {
	rq, err := t.request(http.MethodGet, id, "")
	if err != nil {
		return vpc.Tunnel{}, err
	}
	ctx, cancel := t.c.bound(ctx)
	defer cancel()
	return one(ctx, t.c, rq, id, tunnelID)
}

// CreatedTunnel is a tunnel that Create made.
type CreatedTunnel struct {
	vpc.Tunnel
	Recovered bool // the reply was lost; listing the tunnels found it
}

// Create creates a tunnel that Cloudflare configures. A lost reply is dealt
// with as for services: a tunnel of that name which listing then shows counts
// as the one created, unless it is older. The error may be a
// *TunnelNameTakenError, a *NotCreatedError or an *UncertainError.
func (t *Tunnels) Create(ctx context.Context, name string) (CreatedTunnel, error) {
	rq, err := t.CreateRequest(name)
	if err != nil {
		return CreatedTunnel{}, err
	}
	ctx, cancel := t.c.bound(ctx)
	defer cancel()
	start := t.c.clock.now()
	tunnel, lost, err := post(ctx, t.c, rq, tunnelID)
	switch {
	case err == nil:
		return CreatedTunnel{Tunnel: tunnel}, nil
	case lost:
		return t.recover(ctx, name, start, err)
	case errors.Is(err, ErrConflict):
		if existing, found, check := t.find(ctx, name); check == nil && found {
			err = &TunnelNameTakenError{Name: name, Existing: existing, Err: err}
		}
	}
	return CreatedTunnel{}, err
}

// CreateRequest is what Create sends.
func (t *Tunnels) CreateRequest(name string) (Request, error) {
	path, err := t.c.collection(tunnelsPath)
	if err != nil {
		return Request{}, err
	}
	return t.c.request(http.MethodPost, path, struct {
		Name         string `json:"name"`
		ConfigSource string `json:"config_src"`
	}{name, "cloudflare"})
}

// Delete deletes a tunnel, or is an ErrNotFound. The API refuses while a
// connector is connected (code 1022), but not while services refer to it. Where
// the reply is lost, it is an *UncertainError.
func (t *Tunnels) Delete(ctx context.Context, id string) error {
	rq, err := t.DeleteRequest(id)
	if err != nil {
		return err
	}
	ctx, cancel := t.c.bound(ctx)
	defer cancel()
	lost, err := t.c.remove(ctx, rq)
	if lost {
		return &UncertainError{What: "tunnel", ID: id, Done: "deleted", Err: err}
	}
	return err
}

// DeleteRequest is what Delete sends.
func (t *Tunnels) DeleteRequest(id string) (Request, error) {
	return t.request(http.MethodDelete, id, "")
}

// Connectors gives the running cloudflared processes of a tunnel.
func (t *Tunnels) Connectors(ctx context.Context, id string) ([]vpc.Connector, error) {
	rq, err := t.request(http.MethodGet, id, "/connections")
	if err != nil {
		return nil, err
	}
	ctx, cancel := t.c.bound(ctx)
	defer cancel()
	e, err := fetch[[]vpc.Connector](ctx, t.c, rq)
	if err != nil {
		return nil, err
	}
	return *e.Result, nil
}

func (t *Tunnels) request(method, id, rest string) (Request, error) {
	path, err := t.c.member(tunnelsPath, "tunnel", id)
	if err != nil {
		return Request{}, err
	}
	return t.c.request(method, path+rest, nil)
}

// recover finds out what a create left behind that began at start and whose
// reply was lost. A tunnel that a connector has used is not the one: nobody
// knows the token of that yet.
func (t *Tunnels) recover(ctx context.Context, name string, start time.Time, lost error) (CreatedTunnel, error) {
	existing, found, err := t.find(ctx, name)
	switch {
	case err != nil:
		return CreatedTunnel{}, &UncertainError{What: "tunnel", Name: name, Done: "created", Err: lost, Check: err}
	case !found:
		return CreatedTunnel{}, &NotCreatedError{What: "tunnel", Name: name, Err: lost}
	case before(existing.CreatedAt, start), existing.ConnsActiveAt != nil:
		return CreatedTunnel{}, &TunnelNameTakenError{Name: name, Existing: existing, Lost: lost}
	}
	return CreatedTunnel{Tunnel: existing, Recovered: true}, nil
}

// find looks for a tunnel by its name, deleted ones aside.
func (t *Tunnels) find(ctx context.Context, name string) (vpc.Tunnel, bool, error) {
	for tunnel, err := range t.List(ctx, TunnelListParams{Name: name}) {
		if err != nil {
			return vpc.Tunnel{}, false, err
		}
		if tunnel.Name == name && tunnel.DeletedAt == nil {
			return tunnel, true, nil
		}
	}
	return vpc.Tunnel{}, false, nil
}

func tunnelID(t vpc.Tunnel) string { return t.ID }
