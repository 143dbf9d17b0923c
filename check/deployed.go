package check

import (
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/configfile"
)

// Binding is a VPC binding as Cloudflare's API has it: of a Worker's settings or
// of one of its versions (facts/wrangler.md 6.2). A binding of another kind has
// only its name and type.
type Binding struct {
	Name      string
	Type      string // vpc_service or vpc_network
	ServiceID string
	TunnelID  string
	NetworkID string
}

// target is what a binding leads to, in words.
func (b Binding) target() string {
	switch {
	case b.Type == "vpc_service":
		return fmt.Sprintf("service %q", b.ServiceID)
	case b.Type == "vpc_network" && b.TunnelID != "":
		return fmt.Sprintf("tunnel %q", b.TunnelID)
	case b.Type == "vpc_network":
		return fmt.Sprintf("network %q", b.NetworkID)
	default:
		return fmt.Sprintf("of type %q", b.Type)
	}
}

// same says that both lead to the same. The case of an id means nothing.
func (b Binding) same(other Binding) bool {
	return strings.EqualFold(b.target(), other.target())
}

// Meant are the VPC bindings that an environment asks for, in file order.
func Meant(env configfile.Environment) []Binding {
	var meant []Binding
	for _, s := range env.VPCServices.V {
		meant = append(meant, Binding{Name: s.Binding.V, Type: "vpc_service", ServiceID: s.ServiceID.V})
	}
	for _, n := range env.VPCNetworks.V {
		meant = append(meant, Binding{Name: n.Binding.V, Type: "vpc_network",
			TunnelID: n.TunnelID.V, NetworkID: n.NetworkID.V})
	}
	return meant
}

// Difference is a binding that was not deployed as it was meant.
type Difference struct {
	Meant Binding
	Got   *Binding // what has the name instead; nil if nothing has
}

// String names the binding and says what became of it.
func (d Difference) String() string {
	if d.Got == nil {
		return fmt.Sprintf("binding %q is missing, which was to be %s", d.Meant.Name, d.Meant.target())
	}
	return fmt.Sprintf("binding %q is %s, and was to be %s", d.Meant.Name, d.Got.target(), d.Meant.target())
}

// Deployed compares the bindings that a Worker has with those that were meant.
// Bindings that were not meant are none of its concern: Wrangler has other ways
// to ask for them, such as unsafe.bindings.
func Deployed(meant, got []Binding) []Difference {
	byName := make(map[string]*Binding, len(got))
	for i := range got {
		byName[got[i].Name] = &got[i]
	}
	var differences []Difference
	for _, m := range meant {
		if g := byName[m.Name]; g == nil || !g.same(m) {
			differences = append(differences, Difference{Meant: m, Got: g})
		}
	}
	return differences
}
