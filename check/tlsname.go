package check

import (
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// tlsName finds https services at an address whose certificate is verified in
// full. A certificate seldom names an address. Where http is offered as well the
// Worker may use that.
func tlsName() Rule {
	return Rule{
		ID: "tls-name", Severity: diag.Warning,
		Summary: "https to an IP address is verified in full, so the certificate must name the address",
		check: func(p *pass) {
			for u := range p.hosts {
				if u.service.HTTPSPort == nil || len(u.ips) == 0 || tlsMode(u.service) != vpc.VerifyFull {
					continue
				}
				f := p.report(u.at, "%s offers https at %q under verify_full: its certificate must name the address",
					u, u.service.Host.Address())
				f.Hint = "give the hostname that the certificate names: " + u.update("--hostname NAME") +
					", or verify the chain alone: " + u.update("--cert-verification-mode verify_ca")
				if u.service.HTTPPort != nil {
					f.Severity = diag.Info
				}
			}
		},
	}
}
