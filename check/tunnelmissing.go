package check

import "github.com/lariat-cli/lariat/diag"

// tunnelMissing finds tunnels that are gone. The API lets a tunnel be deleted
// that services are reached through, and goes on showing them
// (facts/cloudflare-api.md 0.9).
func tunnelMissing() Rule {
	return Rule{
		ID: "tunnel-missing", Severity: diag.Error,
		Summary: "the tunnel of the service does not exist, or was deleted",
		check: func(p *pass) {
			for u := range p.tunnels {
				switch {
				case !u.known:
					p.report(u.at, "%s does not exist", u).Hint = u.otherTunnel()
				case u.tunnel.DeletedAt != nil:
					p.report(u.at, "%s was deleted", u).Hint = u.otherTunnel()
				}
			}
		},
	}
}

// otherTunnel says how to leave the tunnel.
func (u tunnelUse) otherTunnel() string {
	if u.service == nil {
		return "put the id of another tunnel there: lariat tunnel list"
	}
	return "give the service another tunnel: lariat vpc service update " +
		word(u.service.Name, u.service.ID) + " --tunnel-id TUNNEL"
}
