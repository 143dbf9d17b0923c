package check

import (
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// tcpService finds bindings of services that no Worker can call: a tcp service
// is for Hyperdrive (facts/cloudflare-api.md 6.1).
func tcpService() Rule {
	return Rule{
		ID: "tcp-service", Severity: diag.Error,
		Summary: "the bound service is of type tcp, which fetch() cannot use",
		check: func(p *pass) {
			for level, b := range p.services {
				if s, ok := level.service(b); ok && s.Type == vpc.TypeTCP {
					p.report(b.ServiceID.Range, "service %q is of type tcp, which a Worker cannot fetch from", s.Name).Hint =
						"reach it through Hyperdrive, or bind an http service"
				}
			}
		},
	}
}
