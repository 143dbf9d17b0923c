package check

import (
	"github.com/lariat-cli/lariat/diag"
)

// urlScheme finds URLs whose scheme the service has no port for: with one port
// alone its scheme is enforced (facts/cloudflare-api.md 6.1).
func urlScheme() Rule {
	return Rule{
		ID: "url-scheme", Severity: diag.Error,
		Summary: "an URL has a scheme that the service does not offer",
		check: func(p *pass) {
			for c := range p.wrongCalls(hasNoPort) {
				http, _ := httpPorts(c.service.Spec)
				f := p.reportCall(c, "the URL begins with %s, but service %q has %s alone",
					quoteShort(c.URL.Scheme+":"), c.service.Name, ports(c.service.Spec))
				other := "https"
				if http != 0 {
					other = "http"
				}
				f.Hint = "write " + other + "://"
				if c.URL.Scheme == "http" || c.URL.Scheme == "https" {
					f.Hint += ", or: lariat vpc service update " + word(c.service.Name, c.service.ID) +
						" --" + c.URL.Scheme + "-port PORT"
				}
			}
		},
	}
}

// hasNoPort reports whether the service has none for the scheme of the URL.
func hasNoPort(c bindingCall) bool {
	if !c.ofService() || c.URL.Scheme == "" || c.URL.Invalid {
		return false
	}
	http, https := httpPorts(c.service.Spec)
	return map[string]int{"http": http, "https": https}[c.URL.Scheme] == 0
}
