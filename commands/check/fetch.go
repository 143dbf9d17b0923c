package check

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/vpc"
)

// atOnce is how many requests are under way.
const atOnce = 8

// fetchAll asks for the directories of all accounts that something is bound in.
func (o *options) fetchAll(ctx context.Context, f *fetched) error {
	var failures []error
	for id, bound := range f.bound {
		d, err := o.fetch(ctx, f.client.ForAccount(id), bound)
		if err != nil {
			failures = append(failures, err)
		}
		if d != nil {
			f.known[id] = d.Index()
		}
	}
	return errors.Join(failures...)
}

// fetch asks for the services and the tunnels at once, and then for the
// connectors of bound tunnels: what no binding uses costs nothing. Beside an
// error it returns what could be had.
func (o *options) fetch(ctx context.Context, c *client.Client, bound boundIDs) (*check.Directory, error) {
	d := &check.Directory{Account: c.AccountID()}
	var services, tunnels error
	var both sync.WaitGroup
	both.Go(func() { d.Services, services = all(c.Services.List(ctx, client.ServiceListParams{})) })
	both.Go(func() { d.Tunnels, tunnels = all(c.Tunnels.List(ctx, client.TunnelListParams{})) })
	both.Wait()
	switch {
	case services != nil:
		return nil, services
	case errors.Is(tunnels, client.ErrAuth):
		o.app.Warn("the credentials may not read tunnels, which are not checked: %s", tunnels)
		return d, nil
	case tunnels != nil:
		return d, tunnels
	}
	if o.app.IsEmbedded(d.Account) {
		forgetUnconnected(d)
	}
	return d, connectors(ctx, c, d, tunnelsOf(d, bound))
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

// connectors asks for those of each tunnel, a few at a time.
func connectors(ctx context.Context, c *client.Client, d *check.Directory, tunnels []string) error {
	found := make([][]vpc.Connector, len(tunnels))
	failures := make([]error, len(tunnels))
	eachAtOnce(len(tunnels), func(i int) { found[i], failures[i] = c.Tunnels.Connectors(ctx, tunnels[i]) })
	connectors := map[string][]vpc.Connector{}
	for i, id := range tunnels {
		switch {
		case failures[i] == nil:
			connectors[id] = found[i]
		case !errors.Is(failures[i], client.ErrNotFound): // a tunnel that is gone is a finding
			return failures[i]
		}
	}
	d.Connectors = connectors
	return nil
}

// eachAtOnce calls do with each number below n, a few at a time.
func eachAtOnce(n int, do func(i int)) {
	slots := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i := range n {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			do(i)
		})
	}
	wg.Wait()
}
