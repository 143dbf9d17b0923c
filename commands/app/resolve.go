package app

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/vpc"
)

// Finder finds things of one noun by id or exact name. A name costs a listing,
// since the API has no lookup by name (facts/cloudflare-api.md 1.1); it is made
// once for all names.
type Finder[T any] struct {
	noun    string
	command string // the command group whose list and get verbs hints name
	name    func(T) string
	id      func(T) string
	about   func(T) string // tells things of one name apart
	verb    string         // what the hints of an ambiguous name do, get if empty
	get     func(context.Context, string) (T, error)
	list    func(context.Context) iter.Seq2[T, error]

	all    []T
	listed bool
	err    error // of the listing, which is not tried again
}

// Services finds services.
func Services(c *client.Client) *Finder[vpc.Service] {
	return &Finder[vpc.Service]{
		noun: "service", command: "lariat vpc service",
		name:  func(s vpc.Service) string { return s.Name },
		id:    func(s vpc.Service) string { return s.ID },
		about: func(s vpc.Service) string { return string(s.Type) + " " + s.Host.Address() },
		get:   c.Services.Get,
		list: func(ctx context.Context) iter.Seq2[vpc.Service, error] {
			return c.Services.List(ctx, client.ServiceListParams{})
		},
	}
}

// Tunnels finds tunnels that still exist; by their id deleted ones, too.
func Tunnels(c *client.Client) *Finder[vpc.Tunnel] {
	return &Finder[vpc.Tunnel]{
		noun: "tunnel", command: "lariat tunnel",
		name:  func(t vpc.Tunnel) string { return t.Name },
		id:    func(t vpc.Tunnel) string { return t.ID },
		about: func(t vpc.Tunnel) string { return string(t.Status) },
		get:   c.Tunnels.Get,
		list: func(ctx context.Context) iter.Seq2[vpc.Tunnel, error] {
			return c.Tunnels.List(ctx, client.TunnelListParams{})
		},
	}
}

// FindService finds one service.
func FindService(ctx context.Context, c *client.Client, ref string) (vpc.Service, error) {
	return Services(c).Find(ctx, ref)
}

// FindTunnel finds one tunnel.
func FindTunnel(ctx context.Context, c *client.Client, ref string) (vpc.Tunnel, error) {
	return Tunnels(c).Find(ctx, ref)
}

// Find finds what ref names. What looks like an id and is none may be a name.
func (f *Finder[T]) Find(ctx context.Context, ref string) (T, error) {
	if !vpc.IsUUID(ref) {
		return f.named(ctx, ref)
	}
	item, err := f.get(ctx, strings.ToLower(ref))
	if !errors.Is(err, client.ErrNotFound) {
		return item, err
	}
	if item, nameErr := f.named(ctx, ref); !isMissing(nameErr) {
		return item, nameErr
	}
	p := NotFound(f.command+" list", "no %s has the id %q: %s", f.noun, ref, err)
	p.fromAPI(err)
	return item, p
}

// isMissing says that a look-up was made and found nothing.
func isMissing(err error) bool {
	p, ok := errors.AsType[*Problem](err)
	return ok && p.Kind == KindNotFound
}

func (f *Finder[T]) named(ctx context.Context, ref string) (T, error) {
	var none T
	if strings.TrimSpace(ref) == "" {
		return none, Usage(f.command+" list", "the %s's name or id is empty", f.noun)
	}
	all, err := f.everything(ctx)
	if err != nil {
		return none, err
	}
	var hits []T
	for _, item := range all {
		if f.name(item) == ref {
			hits = append(hits, item)
		}
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return none, f.missing(ref)
	default:
		return none, f.ambiguous(ref, hits)
	}
}

func (f *Finder[T]) everything(ctx context.Context) ([]T, error) {
	if f.listed {
		return f.all, f.err
	}
	f.listed = true
	for item, err := range f.list(ctx) {
		if err != nil {
			f.err = err
			return nil, err
		}
		f.all = append(f.all, item)
	}
	return f.all, nil
}

func (f *Finder[T]) missing(ref string) error {
	names := make([]string, len(f.all))
	for i, item := range f.all {
		names[i] = f.name(item)
	}
	hint := f.command + " list"
	if name, ok := suggest.Nearest(ref, names); ok {
		hint = f.command + " get " + Quote(name) + " # did you mean " + Quote(name) + "?"
	}
	return NotFound(hint, "no %s is named %q", f.noun, ref)
}

func (f *Finder[T]) ambiguous(ref string, hits []T) error {
	lines := make([]string, len(hits))
	for i, hit := range hits {
		lines[i] = f.command + " " + cmp.Or(f.verb, "get") + " " + f.id(hit)
		if about := oneLine(f.about(hit)); about != "" {
			lines[i] += " # " + about
		}
	}
	return Usage(strings.Join(lines, "\n"), "%d %ss are named %q, give an id instead", len(hits), f.noun, ref)
}
