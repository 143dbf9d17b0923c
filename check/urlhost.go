package check

import (
	"net/netip"
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// urlHost finds https URLs whose host is not the service's: it is the name that
// TLS asks for, and that the certificate has to have (facts/cloudflare-api.md
// 6.1). A service at an address may have a certificate for any name, but few
// name the address. Over http the host chooses nothing but the Host header.
func urlHost() Rule {
	return Rule{
		ID: "url-host", Severity: diag.Warning,
		Summary: "an https URL names another host than the service's, or an address, and TLS asks for that",
		check: func(p *pass) {
			for c := range p.wrongCalls(foreignHost) {
				f := p.reportCall(c, "the certificate has to name %q, which the URL has, but service %q is %q",
					c.URL.Host, c.service.Name, c.service.Host.Address())
				f.Hint = "write https://" + urlHostOf(c.service.Host) + ", unless the certificate names the other"
			}
			for c := range p.wrongCalls(bareAddress) {
				f := p.reportCall(c, "the certificate of service %q has to name the address %q, which the URL has",
					c.service.Name, c.URL.Host)
				f.Severity, f.Hint = diag.Info, "write http://, or the hostname that the certificate names"
			}
		},
	}
}

func foreignHost(c bindingCall) bool {
	if !c.ofService() || c.URL.Scheme != "https" || c.URL.Host == "" || tlsMode(c.service) != vpc.VerifyFull {
		return false
	}
	_, err := netip.ParseAddr(c.URL.Host)
	return (err == nil || c.service.Host.Hostname != "") && !isHostOf(c.URL.Host, c.service.Host)
}

// bareAddress reports whether https is asked of the service's own address. Where
// nothing but https is offered tls-name tells so at the binding.
func bareAddress(c bindingCall) bool {
	if !c.ofService() || c.URL.Scheme != "https" || tlsMode(c.service) != vpc.VerifyFull {
		return false
	}
	http, https := httpPorts(c.service.Spec)
	return http != 0 && https != 0 && c.service.Host.Hostname == "" && isHostOf(c.URL.Host, c.service.Host)
}

// isHostOf reports whether the host of an URL is the service's name, or an
// address of it.
func isHostOf(host string, of vpc.Host) bool {
	if of.Hostname != "" {
		return strings.EqualFold(strings.TrimSuffix(host, "."), strings.TrimSuffix(of.Hostname, "."))
	}
	ip, err := netip.ParseAddr(host)
	for _, address := range []string{of.IPv4, of.IPv6} {
		if a, bad := netip.ParseAddr(address); err == nil && bad == nil && a.Unmap() == ip.Unmap() {
			return true
		}
	}
	return false
}
