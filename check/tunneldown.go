package check

import (
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// tunnelDown finds tunnels that no cloudflared is connected to, so that every
// request fails (facts/cloudflare-api.md 3.1 and 6.3).
func tunnelDown() Rule {
	return Rule{
		ID: "tunnel-down", Severity: diag.Error,
		Summary: "no cloudflared is connected to the tunnel of the service",
		check: func(p *pass) {
			for u := range p.live {
				switch u.tunnel.Status {
				case vpc.TunnelDown:
					p.report(u.at, "%s is down: its cloudflared is not connected", u).Hint =
						"start cloudflared again, and see that it connects: " + u.show()
				case vpc.TunnelInactive:
					p.report(u.at, "%s was never connected", u).Hint =
						"start cloudflared with the token of the tunnel, and see that it connects: " + u.show()
				}
			}
		},
	}
}
