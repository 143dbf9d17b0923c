package check

import (
	"strconv"

	"github.com/lariat-cli/lariat/diag"
)

// urlPort finds ports in URLs: they choose nothing (facts/cloudflare-api.md
// 6.1). One that is not the service's says something else than what happens.
func urlPort() Rule {
	return Rule{
		ID: "url-port", Severity: diag.Warning,
		Summary: "an URL has a port, which is ignored, and it is not the one that the service has",
		check: func(p *pass) {
			for c := range p.wrongCalls(hasItsPort) {
				f := p.reportCall(c, "port %s in the URL is ignored: service %q has it itself", c.URL.Port, c.service.Name)
				f.Severity, f.Hint = diag.Info, "leave it out: a change of the service would not change it here"
			}
			for c := range p.wrongCalls(hasOtherPort) {
				p.otherPort(c)
			}
		},
	}
}

// servedPort is the service's port for the scheme of an URL that has one itself;
// 0 where either has none.
func servedPort(c bindingCall) int {
	if !c.ofService() || c.URL.Port == "" {
		return 0
	}
	http, https := httpPorts(c.service.Spec)
	return map[string]int{"http": http, "https": https}[c.URL.Scheme]
}

func hasItsPort(c bindingCall) bool {
	port := servedPort(c)
	return port != 0 && c.URL.Port == strconv.Itoa(port)
}

// hasOtherPort leaves a scheme without a port to url-scheme.
func hasOtherPort(c bindingCall) bool { return servedPort(c) != 0 && !hasItsPort(c) }

func (p *pass) otherPort(c bindingCall) {
	p.reportCall(c, "port %s in the URL is ignored: service %q is reached on %d",
		c.URL.Port, c.service.Name, servedPort(c)).Hint =
		"leave the port out, or give the service this one: lariat vpc service update " +
			word(c.service.Name, c.service.ID) + " --" + c.URL.Scheme + "-port " + c.URL.Port
}
