package check

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/vpc"
)

// atOnce is how many requests are under way.
const atOnce = 8

// answer is what an account says of itself.
type answer struct {
	directory *check.Directory // what could be had of it
	withheld  error            // what the credentials may not read, and why
	err       error
}

// fetchAll asks for the directories of all accounts that something is bound in,
// all at once. The error is failures.
func (o *options) fetchAll(ctx context.Context, f *fetched) error {
	ids := slices.Sorted(maps.Keys(f.bound))
	answers := make([]answer, len(ids))
	requests := make(slots, atOnce)
	var all sync.WaitGroup
	for i, id := range ids {
		all.Go(func() { answers[i] = o.fetch(ctx, f.client.ForAccount(id), f.bound[id], requests) })
	}
	all.Wait()
	failed := failures{several: len(ids) > 1}
	for i, id := range ids {
		a := answers[i]
		if a.directory != nil {
			f.known[id] = a.directory.Index()
		}
		if a.withheld != nil {
			o.app.Warn("%sthe credentials may not read %s", failed.prefix(id), a.withheld)
		}
		if a.err != nil {
			failed.list = append(failed.list, failure{id, a.err})
		}
	}
	if len(failed.list) == 0 {
		return nil
	}
	return failed
}

// fetch asks for the services and the tunnels at once, and then for the
// connectors of bound tunnels: what no binding uses costs nothing.
func (o *options) fetch(ctx context.Context, c *client.Client, bound boundIDs, requests slots) answer {
	d := &check.Directory{Account: c.AccountID()}
	var services, tunnels error
	var both sync.WaitGroup
	both.Go(func() {
		requests.do(func() { d.Services, services = all(c.Services.List(ctx, client.ServiceListParams{})) })
	})
	both.Go(func() {
		requests.do(func() { d.Tunnels, tunnels = all(c.Tunnels.List(ctx, client.TunnelListParams{})) })
	})
	both.Wait()
	switch {
	case services != nil:
		return answer{err: services}
	case errors.Is(tunnels, client.ErrAuth):
		return answer{directory: d, withheld: fmt.Errorf("tunnels, which are not checked: %w", tunnels)}
	case tunnels != nil:
		return answer{directory: d, err: tunnels}
	}
	if o.app.IsEmbedded(d.Account) {
		forgetUnconnected(d)
	}
	return connectors(ctx, c, d, tunnelsOf(d, bound), requests)
}

// forgetUnconnected is for the embedded backend, which no cloudflared can connect
// to: that none ever was is no fault of a tunnel in it. One that was connected is
// judged as any other.
func forgetUnconnected(d *check.Directory) {
	for i, t := range d.Tunnels {
		if t.Status == vpc.TunnelInactive {
			d.Tunnels[i].Status = ""
		}
	}
}

func all[T any](list func(func(T, error) bool)) ([]T, error) {
	items := []T{}
	for item, err := range list {
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// tunnelsOf are the distinct tunnels that are bound or behind bound services. An
// id that no tunnel has is left out, and found so by tunnel-missing.
func tunnelsOf(d *check.Directory, bound boundIDs) []string {
	wanted := lowered(bound.tunnels)
	services := lowered(bound.services)
	for _, s := range d.Services {
		if services[strings.ToLower(s.ID)] {
			wanted[strings.ToLower(s.Host.TunnelID)] = true
		}
	}
	var tunnels []string
	for _, t := range d.Tunnels {
		if wanted[strings.ToLower(t.ID)] {
			tunnels = append(tunnels, t.ID)
		}
	}
	return tunnels
}

// lowered is a set of ids, whose letters come in either case.
func lowered(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[strings.ToLower(id)] = true
	}
	return set
}

// connectors asks for those of each tunnel. What one does not tell takes nothing
// from the others.
func connectors(ctx context.Context, c *client.Client, d *check.Directory, tunnels []string, requests slots) answer {
	found := make([][]vpc.Connector, len(tunnels))
	errs := make([]error, len(tunnels))
	requests.each(len(tunnels), func(i int) { found[i], errs[i] = c.Tunnels.Connectors(ctx, tunnels[i]) })
	known := map[string][]vpc.Connector{}
	var failed, withheld []error
	for i, id := range tunnels {
		switch err := errs[i]; {
		case err == nil:
			known[id] = found[i]
		case errors.Is(err, client.ErrNotFound): // a tunnel that is gone is a finding
		case errors.Is(err, client.ErrAuth):
			withheld = append(withheld, err)
		default:
			failed = append(failed, err)
		}
	}
	if len(known) > 0 || len(failed)+len(withheld) == 0 {
		d.Connectors = known
	}
	a := answer{directory: d, err: first(failed)}
	if len(withheld) > 0 {
		a.withheld = fmt.Errorf("connectors of tunnels, which are not checked: %w", first(withheld))
	}
	return a
}

// first is the first of errors that are alike, with the number of the others.
func first(errs []error) error {
	switch len(errs) {
	case 0:
		return nil
	case 1:
		return errs[0]
	}
	return fmt.Errorf("%w, and %s", errs[0], plural(len(errs)-1, "more failure"))
}

// slots bound the requests that are under way, whatever they are for.
type slots chan struct{}

func (s slots) do(request func()) {
	s <- struct{}{}
	defer func() { <-s }()
	request()
}

// each calls do with each number below n.
func (s slots) each(n int, do func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { s.do(func() { do(i) }) })
	}
	wg.Wait()
}
