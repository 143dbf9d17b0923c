package configfile

import "github.com/lariat-cli/lariat/diag"

// Fields are the fields of one level of a configuration, the top or an
// environment, that lariat works with. Everything else is in the tree.
type Fields struct {
	Node *Node // the object that has the fields; nil if there is none

	AccountID         Value[string]
	Name              Value[string] // of the Worker
	Main              Value[string] // relative to the configuration file
	CompatibilityDate Value[string]

	// A list that is Set and empty says "none"; one that is absent says nothing.
	VPCServices Value[[]VPCService]
	VPCNetworks Value[[]VPCNetwork]
}

// VPCService is an entry of vpc_services (facts/wrangler.md 3). An entry that is
// no object has only its Node.
type VPCService struct {
	Node      *Node
	Binding   Value[string]
	ServiceID Value[string]
	Remote    Value[bool]
}

// VPCNetwork is an entry of vpc_networks, which has a TunnelID or a NetworkID.
type VPCNetwork struct {
	Node      *Node
	Binding   Value[string]
	TunnelID  Value[string]
	NetworkID Value[string]
	Remote    Value[bool]
}

// read fills the typed view from the tree.
func (d *Document) read() {
	r := reader{doc: d, found: &d.Findings}
	if d.Root.Kind != Object {
		d.Findings.Add(diag.Finding{
			Rule: RuleWrongType, Severity: diag.Error, Path: d.Path, Range: d.Root.Range,
			Message: "a configuration should be an object, not " + d.Root.Kind.String(),
		})
	}
	d.Top = r.fields(d.Root, "")
	if env := d.Root.At("env"); env != nil && r.is(env, Object, "env") {
		for m := range env.Fields() {
			where, found := "env."+m.Key, diag.Set{}
			r := reader{doc: d, found: &found}
			r.is(m.Value, Object, where)
			if d.byName == nil {
				d.byName = map[string]int{}
			}
			d.byName[m.Key] = len(d.envs)
			d.envs = append(d.envs, envTable{name: m.Key, member: m, fields: r.fields(m.Value, where+"."), found: found})
			d.Findings.Add(found...)
		}
	}
	d.Findings = d.Findings.Sorted()
}

// fields reads the fields of n; prefix leads the names of fields in findings.
func (r reader) fields(n *Node, prefix string) Fields {
	return Fields{
		Node:              n,
		AccountID:         r.text(n, "account_id", prefix),
		Name:              r.text(n, "name", prefix),
		Main:              r.text(n, "main", prefix),
		CompatibilityDate: r.text(n, "compatibility_date", prefix),
		VPCServices:       list(r, n, "vpc_services", prefix, r.vpcService),
		VPCNetworks:       list(r, n, "vpc_networks", prefix, r.vpcNetwork),
	}
}

func (r reader) vpcService(n *Node, prefix string) VPCService {
	return VPCService{
		Node:      n,
		Binding:   r.text(n, "binding", prefix),
		ServiceID: r.text(n, "service_id", prefix),
		Remote:    r.flag(n, "remote", prefix),
	}
}

func (r reader) vpcNetwork(n *Node, prefix string) VPCNetwork {
	return VPCNetwork{
		Node:      n,
		Binding:   r.text(n, "binding", prefix),
		TunnelID:  r.text(n, "tunnel_id", prefix),
		NetworkID: r.text(n, "network_id", prefix),
		Remote:    r.flag(n, "remote", prefix),
	}
}
