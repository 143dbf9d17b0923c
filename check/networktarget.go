package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// meshNetwork is the only network that there is (facts/cloudflare-api.md 5.3).
const meshNetwork = "cf1:network"

// networkTarget finds networks that do not say, or say twice, what they lead to.
func networkTarget() Rule {
	return Rule{
		ID: "network-target", Severity: diag.Error,
		Summary: "an entry of vpc_networks needs either a tunnel_id or the network_id cf1:network",
		check: func(p *pass) {
			for _, n := range p.networks {
				p.checkNetworkTarget(n)
			}
		},
	}
}

func (p *pass) checkNetworkTarget(n configfile.VPCNetwork) {
	tunnel, hasTunnel := n.Node.Member("tunnel_id")
	network, hasNetwork := n.Node.Member("network_id")
	switch {
	case n.Node.Kind != configfile.Object, isNull(tunnel), isNull(network), misspells(listNetworks, n.Node, "tunnel_id"):
	case hasTunnel && hasNetwork:
		first, second := tunnel, network
		if first.KeyRange.Start.Offset > second.KeyRange.Start.Offset {
			first, second = second, first
		}
		f := p.report(second.KeyRange, "the entry has a %s and a %s", first.Key, second.Key)
		f.Hint = "keep the one that is meant"
		f.Related = []diag.Related{{Range: first.KeyRange, Message: first.Key + " is here"}}
	case !hasTunnel && !hasNetwork:
		p.report(entryRange(n.Node), "the entry of %s has neither tunnel_id nor network_id", listNetworks).Hint =
			"add the id of a tunnel, or network_id with " + meshNetwork
	case n.NetworkID.Set && n.NetworkID.V != meshNetwork:
		p.report(n.NetworkID.Range, "there is no network with the id %q", n.NetworkID.V).Hint =
			"write " + meshNetwork + ", or tunnel_id with the id of a tunnel"
	}
}

// isNull reports whether a field has null, which is wrong-type's.
func isNull(m configfile.Member) bool { return m.Value != nil && m.Value.Kind == configfile.Null }
