package app

import (
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/vpc"
)

// FindService finds a service by its id or its exact name. A name costs a
// listing, since the API has no lookup by name (facts/cloudflare-api.md 1.1).
func FindService(ctx context.Context, c *client.Client, ref string) (vpc.Service, error) {
	return find(named[vpc.Service]{
		ref: ref, noun: "service", command: "lariat vpc service",
		name: func(s vpc.Service) string { return s.Name },
		id:   func(s vpc.Service) string { return s.ID },
		get:  func(id string) (vpc.Service, error) { return c.Services.Get(ctx, id) },
		all:  c.Services.List(ctx, client.ServiceListParams{}),
	})
}

// FindTunnel finds a tunnel that still exists by its id or its exact name.
func FindTunnel(ctx context.Context, c *client.Client, ref string) (vpc.Tunnel, error) {
	return find(named[vpc.Tunnel]{
		ref: ref, noun: "tunnel", command: "lariat tunnel",
		name: func(t vpc.Tunnel) string { return t.Name },
		id:   func(t vpc.Tunnel) string { return t.ID },
		get:  func(id string) (vpc.Tunnel, error) { return c.Tunnels.Get(ctx, id) },
		all:  c.Tunnels.List(ctx, client.TunnelListParams{}),
	})
}

// named says what is looked for, and how to speak of it.
type named[T any] struct {
	ref     string
	noun    string
	command string // the command group whose list and get verbs hints name
	name    func(T) string
	id      func(T) string
	get     func(id string) (T, error)
	all     iter.Seq2[T, error]
}

func find[T any](want named[T]) (T, error) {
	if !vpc.IsUUID(want.ref) {
		return findNamed(want)
	}
	item, err := want.get(strings.ToLower(want.ref))
	if errors.Is(err, client.ErrNotFound) {
		p := NotFound(want.command+" list", "no %s has the id %q: %s", want.noun, want.ref, err)
		p.fromAPI(err)
		return item, p
	}
	return item, err
}

func findNamed[T any](want named[T]) (T, error) {
	var none T
	if strings.TrimSpace(want.ref) == "" {
		return none, Usage(want.command+" list", "the %s's name or id is empty", want.noun)
	}
	var hits []T
	var names []string
	for item, err := range want.all {
		if err != nil {
			return none, err
		}
		if want.name(item) == want.ref {
			hits = append(hits, item)
		}
		names = append(names, want.name(item))
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return none, want.missing(names)
	default:
		return none, want.ambiguous(hits)
	}
}

func (n named[T]) missing(names []string) error {
	hint := n.command + " list"
	if name, ok := suggest.Nearest(n.ref, names); ok {
		hint = n.command + " get " + Quote(name) + " # did you mean " + Quote(name) + "?"
	}
	return NotFound(hint, "no %s is named %q", n.noun, n.ref)
}

func (n named[T]) ambiguous(hits []T) error {
	lines := make([]string, len(hits))
	for i, hit := range hits {
		lines[i] = n.command + " get " + n.id(hit)
	}
	return Usage(strings.Join(lines, "\n"), "%d %ss are named %q; give an id", len(hits), n.noun, n.ref)
}

// Quote makes s safe to paste into a POSIX shell, and leaves it as it is where
// nothing needs quoting.
func Quote(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
			strings.ContainsRune("-_./:@%+=,", r)
	}
	if s != "" && strings.TrimFunc(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
