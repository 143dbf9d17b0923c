package check

import (
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// tunnelDegraded finds tunnels of which some connections are missing.
func tunnelDegraded() Rule {
	return Rule{
		ID: "tunnel-degraded", Severity: diag.Warning,
		Summary: "the tunnel of the service works, but has lost connections",
		check: func(p *pass) {
			for u := range p.live {
				if u.tunnel.Status == vpc.TunnelDegraded {
					p.report(u.at, "%s is degraded: some of its connections are missing", u).Hint =
						"look at its connectors, and at the log of each cloudflared: " + u.show()
				}
			}
		},
	}
}
