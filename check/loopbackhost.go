package check

import (
	"net/netip"
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// loopbackHost finds hosts that mean the machine of the connector itself, or the
// container that cloudflared runs in. With one connector that is often meant.
func loopbackHost() Rule {
	return Rule{
		ID: "loopback-host", Severity: diag.Info,
		Summary: "the service has a loopback host, which means the connector's own machine",
		check: func(p *pass) {
			for u := range p.hosts {
				ip, ok := u.first(isLoopback)
				if !ok && !isLocalhost(u.name) {
					continue
				}
				host, flag := u.name, "--hostname NAME"
				if ok {
					host, flag = ip.String(), addressFlag(ip)
				}
				if n := u.connectors(); n > 1 {
					f := p.report(u.at, "%s has the host %q, which is another machine for each of the %d connectors", u, host, n)
					f.Severity, f.Hint = diag.Warning, "give an address that all of them reach: "+u.update(flag)
				} else {
					p.report(u.at, "%s has the host %q, which is the connector's own machine or container", u, host).Hint =
						"if the service runs elsewhere, give its address there: " + u.update(flag)
				}
			}
		},
	}
}

// connectors is how many the service's tunnel is known to have.
func (u hostUse) connectors() int {
	t, ok := u.level.Directory.Tunnel(u.service.Host.TunnelID)
	if !ok {
		return 0
	}
	return len(u.level.Directory.Connectors[t.ID])
}

// isLoopback takes the unspecified address as well: a connection to it goes to
// the machine itself.
func isLoopback(ip netip.Addr) bool { return ip.IsLoopback() || ip.IsUnspecified() }

func isLocalhost(name string) bool {
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}
