package client

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

// codeInvalid is the directory's code for a name that is taken and for a tunnel
// that is unknown alike (facts/cloudflare-api.md 1.5).
const codeInvalid = 5101

// clockSkew is by how much a thing that a create made may look older than the
// create: the server's clock is not ours, and stamps are in whole seconds.
const clockSkew = 10 * time.Minute

// Created is a service that Create made.
type Created struct {
	vpc.Service
	Recovered bool // the reply was lost; listing the services found it
}

// Create creates a service. Besides the usual errors it may be
//
//   - a *NameTakenError or a *TunnelMissingError,
//   - a *NotCreatedError: the reply was lost, and the service is not there yet,
//   - an *UncertainError: the reply was lost, and so was the answer to what
//     became of it.
func (s *Services) Create(ctx context.Context, spec vpc.Spec) (Created, error) {
	rq, err := s.CreateRequest(spec)
	if err != nil {
		return Created{}, err
	}
	ctx, cancel := s.c.bound(ctx)
	defer cancel()
	start := s.c.clock.now()
	service, lost, err := post(ctx, s.c, rq, serviceID)
	switch {
	case err == nil:
		return Created{Service: service}, nil
	case lost:
		return s.recover(ctx, spec, start, err)
	}
	return Created{}, s.explain(ctx, spec, "", err)
}

// CreateRequest is what Create sends.
func (s *Services) CreateRequest(spec vpc.Spec) (Request, error) {
	path, err := s.c.collection(servicesPath)
	if err != nil {
		return Request{}, err
	}
	return s.c.request(http.MethodPost, path, spec)
}

// recover finds out what a create left behind that began at start and whose
// reply was lost.
func (s *Services) recover(ctx context.Context, spec vpc.Spec, start time.Time, lost error) (Created, error) {
	existing, found, err := s.find(ctx, spec.Name)
	switch {
	case err != nil:
		return Created{}, &UncertainError{What: "service", Name: spec.Name, Done: "created", Err: lost, Check: err}
	case !found:
		return Created{}, &NotCreatedError{What: "service", Name: spec.Name, Err: lost}
	}
	older := before(existing.CreatedAt, start)
	if !older && sameSpec(existing.Spec, spec) {
		return Created{Service: existing, Recovered: true}, nil
	}
	return Created{}, &NameTakenError{Name: spec.Name, Existing: existing, Older: older, Lost: lost}
}

// before reports whether what was created at that time, if it is known, was
// there before a create that began at start.
func before(created, start time.Time) bool {
	return !created.IsZero() && created.Before(start.Add(-clockSkew))
}

// explain finds out by evidence what a 5101 means, since its text is not to be
// relied on. self is the id of the service itself, which may keep its name.
// Where there is no evidence, the error stays what it was.
func (s *Services) explain(ctx context.Context, spec vpc.Spec, self string, refused error) error {
	api, ok := errors.AsType[*Error](refused)
	if !ok || !api.HasCode(codeInvalid) {
		return refused
	}
	existing, found, err := s.find(ctx, spec.Name)
	if err == nil && found && existing.ID != self {
		return &NameTakenError{Name: spec.Name, Existing: existing, Err: refused}
	}
	tunnel, err := s.c.Tunnels.Get(ctx, spec.Host.TunnelID)
	switch {
	case errors.Is(err, ErrNotFound):
		return &TunnelMissingError{TunnelID: spec.Host.TunnelID, Err: refused}
	case err == nil && tunnel.DeletedAt != nil:
		return &TunnelMissingError{TunnelID: spec.Host.TunnelID, Deleted: true, Err: refused}
	}
	return refused
}

// find looks for a service by its name, which is unique in the account
// (facts/cloudflare-api.md 0.8).
func (s *Services) find(ctx context.Context, name string) (vpc.Service, bool, error) {
	for service, err := range s.List(ctx, ServiceListParams{}) {
		if err != nil {
			return vpc.Service{}, false, err
		}
		if service.Name == name {
			return service, true, nil
		}
	}
	return vpc.Service{}, false, nil
}
