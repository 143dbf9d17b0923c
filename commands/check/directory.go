package check

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxSnapshot caps a saved directory; a full one is below 2 MiB.
const maxSnapshot = 64 << 20

// lookup gives the directory of an account, nil where it is not known.
type lookup = func(account string) *check.Directory

// fetched are the directories of the accounts that configurations name.
type fetched struct {
	client  *client.Client
	account func(named string) string
	bound   map[string]boundIDs // what they were fetched for
	known   map[string]*check.Directory
	asked   bool // other accounts were asked, too
}

func (f *fetched) lookup(named string) *check.Directory { return f.known[f.account(named)] }

// directories are what the configurations are checked against. Where they
// cannot be had, there is an error, and what is known nevertheless.
func (o *options) directories(ctx context.Context, configs []config) (lookup, error) {
	switch {
	case o.offline:
		return nil, nil
	case !slices.ContainsFunc(configs, func(c config) bool { return c.doc != nil }):
		return nil, nil // there is nothing to hold against it
	case o.directory != "":
		return o.snapshot(configs)
	case o.saveTo == "" && len(o.bound(configs, func(named string) string { return named })) == 0:
		return nil, nil // so that nobody has to log in for it
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
	if len(bound) == 0 {
		bound[c.AccountID()] = boundIDs{} // to save it
	}
	if o.fetched != nil && reflect.DeepEqual(bound, o.fetched.bound) {
		return o.fetched.lookup, nil
	}
	o.fetched = nil
	f := &fetched{client: c, account: account, bound: bound, known: map[string]*check.Directory{}}
	if err := o.fetchAll(ctx, f); err != nil {
		return f.lookup, err
	}
	o.fetched = f
	return f.lookup, nil
}

// snapshot is the saved directory. One that says whose it is has nothing to say
// of another account's bindings.
func (o *options) snapshot(configs []config) (lookup, error) {
	data, err := bounded.ReadNamed(o.app.Path(o.directory), maxSnapshot)
	if err != nil {
		return nil, app.Usage(help, "could not read %q: %s", o.directory, cause(err))
	}
	d, err := check.ParseSnapshot(data)
	if err != nil {
		return nil, app.Usage("lariat check --save-directory directory.json", "%q %s", o.directory, err)
	}
	account, err := o.givenAccount()
	if err != nil {
		return nil, err
	}
	bound := o.bound(configs, account)
	o.noteGaps(d, bound)
	isOther := func(named string) bool { return d.Account != "" && named != "" && named != d.Account }
	for _, named := range slices.Sorted(maps.Keys(bound)) {
		if isOther(named) {
			err = app.Usage("save the directory of that account, or check what is deployed there on its own",
				"%q is of account %q, and there are bindings of account %q", o.directory, d.Account, named)
			break
		}
	}
	return func(named string) *check.Directory {
		if isOther(account(named)) {
			return nil
		}
		return d
	}, err
}

// noteGaps says once what the saved directory lacks of the tunnels that are bound.
func (o *options) noteGaps(d *check.Directory, bound map[string]boundIDs) {
	var all boundIDs
	for _, ids := range bound {
		all.services, all.tunnels = append(all.services, ids.services...), append(all.tunnels, ids.tunnels...)
	}
	tunnels := tunnelsOf(d, all)
	lacking := slices.DeleteFunc(slices.Clone(tunnels), func(id string) bool { return d.Connectors[id] != nil })
	switch {
	case o.noted:
		return
	case d.Tunnels == nil && len(all.services)+len(all.tunnels) > 0:
		o.app.Note("%q has no tunnels, so that these are not checked.", o.directory)
	case len(lacking) > 0:
		o.app.Note("%q lacks the connectors of %s, which are not checked.", o.directory, plural(len(lacking), "bound tunnel"))
	}
	o.noted = true
}

// givenAccount is --account-id where it is given, whatever configurations say.
func (o *options) givenAccount() (func(named string) string, error) {
	v, err := o.app.Setting(settings.AccountID)
	if v.Layer == settings.LayerFlag {
		return func(string) string { return v.Text }, err
	}
	return func(named string) string { return named }, err
}

func cause(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

// boundIDs are the ids that bindings lead to, sorted and each once.
type boundIDs struct{ services, tunnels []string }

// bound are the ids by the account that they are expected in. An account that
// nothing is bound in is not among them.
func (o *options) bound(configs []config, account func(string) string) map[string]boundIDs {
	bound := map[string]boundIDs{}
	for _, c := range configs {
		if c.doc == nil {
			continue
		}
		for _, name := range append([]string{""}, c.doc.Environments()...) {
			env, err := c.doc.Environment(name)
			if err != nil || o.env != nil && *o.env != name {
				continue
			}
			if services, tunnels := bindings(env); len(services)+len(tunnels) > 0 {
				id := account(env.AccountID.V)
				all := bound[id]
				bound[id] = boundIDs{append(all.services, services...), append(all.tunnels, tunnels...)}
			}
		}
	}
	for id, all := range bound {
		bound[id] = boundIDs{distinct(all.services), distinct(all.tunnels)}
	}
	return bound
}

func bindings(env configfile.Environment) (services, tunnels []string) {
	for _, b := range env.VPCServices.V {
		if b.ServiceID.Set {
			services = append(services, b.ServiceID.V)
		}
	}
	for _, b := range env.VPCNetworks.V {
		if b.TunnelID.Set {
			tunnels = append(tunnels, b.TunnelID.V)
		}
	}
	return services, tunnels
}

func distinct(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}
