package check

import "github.com/lariat-cli/lariat/diag"

// singleConnector finds tunnels with one cloudflared, with which the service
// goes down. The documentation asks for two; one is usual in development.
func singleConnector() Rule {
	return Rule{
		ID: "single-connector", Severity: diag.Info,
		Summary: "the tunnel of the service has one connector only",
		check: func(p *pass) {
			for u := range p.live {
				if len(u.connectors) == 1 {
					p.report(u.at, "%s has one connector only", u).Hint =
						"run cloudflared with the same token on a second machine, so that one may fail: " + u.show()
				}
			}
		},
	}
}
