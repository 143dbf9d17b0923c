package check

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/internal/bounded"
	"github.com/lariat-cli/lariat/vpc"
)

// maxSnapshot caps a saved directory; a full one is below 2 MiB.
const maxSnapshot = 64 << 20

// lookup gives the directory of an account, nil where it is not known.
type lookup = func(account string) *check.Directory

// directories are what the configurations are checked against. Where they
// cannot be had, there is an error, and what is known nevertheless.
func (o *options) directories(ctx context.Context, configs []config) (lookup, error) {
	switch {
	case o.offline:
		return nil, nil
	case o.directory != "":
		return o.snapshot()
	}
	c, err := o.app.Client(ctx)
	if err != nil {
		return nil, err
	}
	fixed := o.app.AccountIsFixed()
	account := func(named string) string {
		if fixed || named == "" {
			return c.AccountID()
		}
		return named
	}
	bound := o.bound(configs, account)
	known := map[string]*check.Directory{}
	var failures []error
	for id, services := range bound {
		d, err := o.fetch(ctx, c.ForAccount(id), services)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		known[id] = d.Index()
	}
	return func(named string) *check.Directory { return known[account(named)] }, errors.Join(failures...)
}

// snapshot is the saved directory, whichever account a configuration names;
// unless the snapshot names one, too.
func (o *options) snapshot() (lookup, error) {
	data, err := bounded.ReadRegular(o.app.Path(o.directory), maxSnapshot)
	if err != nil {
		return nil, app.Usage(help, "could not read %q: %s", o.directory, cause(err))
	}
	d, err := check.ParseSnapshot(data)
	if err != nil {
		return nil, app.Usage("lariat vpc service list --json > directory.json", "%q %s", o.directory, err)
	}
	return func(account string) *check.Directory {
		if d.Account != "" && account != "" && account != d.Account {
			return nil
		}
		return d
	}, nil
}

func cause(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

// bound are the ids of the bound services, by the account that they are
// expected in.
func (o *options) bound(configs []config, account func(string) string) map[string][]string {
	bound := map[string][]string{}
	for _, c := range configs {
		if c.doc == nil {
			continue
		}
		for _, name := range append([]string{""}, c.doc.Environments()...) {
			env, err := c.doc.Environment(name)
			if err != nil || o.env != nil && *o.env != name {
				continue
			}
			id := account(env.AccountID.V)
			bound[id] = append(bound[id], serviceIDs(env)...)
		}
	}
	return bound
}

func serviceIDs(env configfile.Environment) []string {
	ids := make([]string, 0, len(env.VPCServices.V))
	for _, b := range env.VPCServices.V {
		ids = append(ids, b.ServiceID.V)
	}
	return ids
}

// fetch asks for the services and the tunnels at once, and then for the
// connectors of the tunnels behind bound services: what no binding uses costs
// nothing.
func (o *options) fetch(ctx context.Context, c *client.Client, bound []string) (*check.Directory, error) {
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
		return nil, tunnels
	}
	if o.app.IsLocal() {
		forgetConnectors(d)
		return d, nil
	}
	return d, connectors(ctx, c, d, tunnelsOf(d.Services, bound))
}

// forgetConnectors is for the local state, which no cloudflared connects to:
// that is no fault of a tunnel in it.
func forgetConnectors(d *check.Directory) {
	for i := range d.Tunnels {
		d.Tunnels[i].Status = ""
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

// tunnelsOf are the distinct tunnels behind bound services.
func tunnelsOf(services []vpc.Service, bound []string) []string {
	ids := map[string]bool{}
	for _, id := range bound {
		ids[id] = true
	}
	var tunnels []string
	for _, s := range services {
		if ids[s.ID] && s.Host.TunnelID != "" && !slices.Contains(tunnels, s.Host.TunnelID) {
			tunnels = append(tunnels, s.Host.TunnelID)
		}
	}
	return tunnels
}

// connectors asks for those of each tunnel, a few at a time.
func connectors(ctx context.Context, c *client.Client, d *check.Directory, tunnels []string) error {
	const atOnce = 8
	found := make([][]vpc.Connector, len(tunnels))
	failures := make([]error, len(tunnels))
	slots := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i, id := range tunnels {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			found[i], failures[i] = c.Tunnels.Connectors(ctx, id)
		})
	}
	wg.Wait()
	d.Connectors = map[string][]vpc.Connector{}
	for i, id := range tunnels {
		switch {
		case failures[i] == nil:
			d.Connectors[id] = found[i]
		case !errors.Is(failures[i], client.ErrNotFound): // a tunnel that is gone is a finding
			return failures[i]
		}
	}
	return nil
}
