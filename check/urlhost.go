package check

import (
	"net/netip"
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// urlHost finds https URLs whose host is not the service's: it is the name that
// TLS asks for, and that the certificate has to have (facts/cloudflare-api.md
// 6.1). A service at an address may have a certificate for any name, and over
// http the host chooses nothing but the Host header.
func urlHost() Rule {
	return Rule{
		ID: "url-host", Severity: diag.Warning,
		Summary: "an https URL names another host than the service's, and TLS asks for that name",
		check: func(p *pass) {
			for c := range p.serviceCalls {
				if c.URL.Scheme == "https" && c.URL.Host != "" && tlsMode(c.service) == vpc.VerifyFull && foreignHost(c) {
					f := p.reportCall(c, "the certificate has to name %q, which the URL has, but service %q is %q",
						c.URL.Host, c.service.Name, c.service.Host.Address())
					f.Hint = "write https://" + urlHostOf(c.service.Host) + ", unless the certificate names the other"
				}
			}
		},
	}
}

func foreignHost(c bindingCall) bool {
	host := strings.TrimSuffix(c.URL.Host, ".")
	own := strings.TrimSuffix(strings.ToLower(c.service.Host.Hostname), ".")
	ip, err := netip.ParseAddr(host)
	if own != "" {
		return host != own
	}
	if err != nil {
		return false
	}
	for _, address := range []string{c.service.Host.IPv4, c.service.Host.IPv6} {
		if a, err := netip.ParseAddr(address); err == nil && a.Unmap() == ip.Unmap() {
			return false
		}
	}
	return true
}
