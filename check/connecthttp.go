package check

import (
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// connectHTTP finds connect() where there is none: VPC networks alone have it
// (facts/cloudflare-api.md 6.4).
func connectHTTP() Rule {
	return Rule{
		ID: "connect-http", Severity: diag.Error,
		Summary: "connect() is called on a VPC service, which does not have it",
		check: func(p *pass) {
			for c := range p.wrongCalls(isConnect) {
				f := p.reportCall(c, "connect() of %q, which is bound to a VPC service: networks alone have it", c.Binding)
				f.Hint = "bind a network in vpc_networks"
				if c.known && c.service.Type == vpc.TypeTCP {
					f.Hint += ", or reach the service through Hyperdrive"
				} else {
					f.Hint += ", or use fetch()"
				}
			}
		},
	}
}

func isConnect(c bindingCall) bool { return c.Method == "connect" && c.list == listServices }
