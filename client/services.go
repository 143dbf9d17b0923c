package client

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"net/url"

	"github.com/lariat-cli/lariat/vpc"
)

const servicesPath = "/connectivity/directory/services"

// Services is the connectivity directory (facts/cloudflare-api.md 1).
type Services struct{ c *Client }

// ServiceListParams narrow a list of services.
type ServiceListParams struct {
	Type vpc.ServiceType // empty for all
}

// List gives all services. The filter is the server's.
func (s *Services) List(ctx context.Context, p ServiceListParams) iter.Seq2[vpc.Service, error] {
	path, err := s.c.collection(servicesPath)
	if err != nil {
		return failed[vpc.Service](err)
	}
	l := lister[vpc.Service]{
		client: s.c, path: path, query: url.Values{}, per: vpc.MaxServices, most: vpc.MaxServices,
		id: serviceID,
	}
	if p.Type != "" {
		l.query.Set("type", string(p.Type))
	}
	return l.all(ctx)
}

// Readable asks for one entry, to find out whether the directory may be read:
// false is the API's word that it may not (facts/cloudflare-api.md 4.1).
func (s *Services) Readable(ctx context.Context) (bool, error) {
	path, err := s.c.collection(servicesPath)
	if err != nil {
		return false, err
	}
	rq, err := s.c.request(http.MethodGet, path+"?per_page=1", nil)
	if err != nil {
		return false, err
	}
	ctx, cancel := s.c.bound(ctx)
	defer cancel()
	_, err = fetch[[]json.RawMessage](ctx, s.c, rq)
	if _, refused := errors.AsType[*Error](err); refused && errors.Is(err, ErrAuth) {
		return false, nil
	}
	return err == nil, err
}

// Get gives one service, or an ErrNotFound.
func (s *Services) Get(ctx context.Context, id string) (vpc.Service, error) {
	path, err := s.c.member(servicesPath, "service", id)
	if err != nil {
		return vpc.Service{}, err
	}
	rq, err := s.c.request(http.MethodGet, path, nil)
	if err != nil {
		return vpc.Service{}, err
	}
	ctx, cancel := s.c.bound(ctx)
	defer cancel()
	return one(ctx, s.c, rq, id, serviceID)
}

// Replace replaces the whole service by spec: what spec leaves out is cleared,
// and created_at starts anew. It may be a *NameTakenError, a
// *TunnelMissingError or, where the reply is lost, an *UncertainError.
func (s *Services) Replace(ctx context.Context, id string, spec vpc.Spec) (vpc.Service, error) {
	rq, err := s.ReplaceRequest(id, spec)
	if err != nil {
		return vpc.Service{}, err
	}
	ctx, cancel := s.c.bound(ctx)
	defer cancel()
	service, lost, err := write(ctx, s.c, rq, serviceID)
	switch {
	case err == nil:
		return service, nil
	case lost:
		return vpc.Service{}, &UncertainError{What: "service", ID: id, Done: "changed", Err: err}
	}
	return vpc.Service{}, s.explain(ctx, spec, id, err)
}

// ReplaceRequest is what Replace sends.
func (s *Services) ReplaceRequest(id string, spec vpc.Spec) (Request, error) {
	path, err := s.c.member(servicesPath, "service", id)
	if err != nil {
		return Request{}, err
	}
	return s.c.request(http.MethodPut, path, spec)
}

// Delete deletes a service, or is an ErrNotFound. It does so even if a Worker
// binds it: nothing warns (facts/cloudflare-api.md 0.9). Where the reply is lost,
// it is an *UncertainError.
func (s *Services) Delete(ctx context.Context, id string) error {
	rq, err := s.DeleteRequest(id)
	if err != nil {
		return err
	}
	ctx, cancel := s.c.bound(ctx)
	defer cancel()
	lost, err := s.c.remove(ctx, rq)
	if lost {
		return &UncertainError{What: "service", ID: id, Done: "deleted", Err: err}
	}
	return err
}

// DeleteRequest is what Delete sends.
func (s *Services) DeleteRequest(id string) (Request, error) {
	path, err := s.c.member(servicesPath, "service", id)
	if err != nil {
		return Request{}, err
	}
	return s.c.request(http.MethodDelete, path, nil)
}

func serviceID(s vpc.Service) string { return s.ID }
