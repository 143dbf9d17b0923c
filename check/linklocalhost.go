package check

import (
	"net/netip"

	"github.com/lariat-cli/lariat/diag"
)

// linkLocalHost finds IPv6 addresses that mean nothing without an interface,
// for which the directory has no place.
func linkLocalHost() Rule {
	return Rule{
		ID: "link-local-host", Severity: diag.Error,
		Summary: "the service has a link-local IPv6 address, which cannot be reached without an interface",
		check: func(p *pass) {
			for u := range p.hosts {
				if ip, ok := u.first(isLinkLocal6); ok {
					p.report(u.at, "%s has the link-local address %q, which means nothing without an interface", u, ip).Hint =
						"give an address that is routed: " + u.update("--ipv6 ADDRESS")
				}
			}
		},
	}
}

func isLinkLocal6(ip netip.Addr) bool { return ip.Is6() && ip.IsLinkLocalUnicast() }
