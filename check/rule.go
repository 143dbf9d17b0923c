package check

import (
	"fmt"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// Off is the severity of a rule that is not to run.
const Off diag.Severity = 0

// Rule is one thing that is checked. Its page in docs/rules has an example that
// it finds and one that it does not, which a test holds.
type Rule struct {
	ID       string // permanent, in kebab case
	Severity diag.Severity
	Summary  string // what it finds, for lists; a line without a full stop

	check func(*pass)

	// known reports whether all that the rule looks at is at hand. Nil means that
	// it always is.
	known func(*Config) bool
}

// pass is a rule at work on one configuration.
type pass struct {
	*Config
	found diag.Set
}

// report adds a finding. The engine fills in what all findings of a rule have
// in common; the result is there to be added to, until the next report.
func (p *pass) report(at diag.Range, format string, args ...any) *diag.Finding {
	p.found.Add(diag.Finding{Range: at, Message: fmt.Sprintf(format, args...)})
	return &p.found[len(p.found)-1]
}

// The lists of VPC bindings.
const (
	listServices = "vpc_services"
	listNetworks = "vpc_networks"
)

// lists are both, for rules that treat them alike.
func lists() []string { return []string{listServices, listNetworks} }

// entries yields every entry of both lists, with the name of its list. It leaves
// out those that are no objects, which wrong-type is about.
func (p *pass) entries(yield func(string, *configfile.Node) bool) {
	for _, s := range p.services {
		if s.Node.Kind == configfile.Object && !yield(listServices, s.Node) {
			return
		}
	}
	for _, n := range p.networks {
		if n.Node.Kind == configfile.Object && !yield(listNetworks, n.Node) {
			return
		}
	}
}

// entryRange is where to point for an entry as a whole: in TOML its header.
func entryRange(n *configfile.Node) diag.Range {
	if n.Header.IsValid() {
		return n.Header
	}
	return n.Range
}

// services yields every entry of vpc_services with the level that it stands in.
func (p *pass) services(yield func(*Level, configfile.VPCService) bool) {
	for i := range p.Levels {
		for _, s := range p.Levels[i].VPCServices.V {
			if !yield(&p.Levels[i], s) {
				return
			}
		}
	}
}

// networks yields every entry of vpc_networks likewise.
func (p *pass) networks(yield func(*Level, configfile.VPCNetwork) bool) {
	for i := range p.Levels {
		for _, n := range p.Levels[i].VPCNetworks.V {
			if !yield(&p.Levels[i], n) {
				return
			}
		}
	}
}
