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
			for c := range p.serviceCalls {
				if c.URL.Port != "" {
					p.checkPort(c)
				}
			}
		},
	}
}

func (p *pass) checkPort(c bindingCall) {
	http, https := httpPorts(c.service.Spec)
	port := map[string]int{"http": http, "https": https}[c.URL.Scheme]
	if port == 0 {
		return // url-scheme's
	}
	if c.URL.Port == strconv.Itoa(port) {
		f := p.reportCall(c, "port %s in the URL is ignored: service %q has it itself", c.URL.Port, c.service.Name)
		f.Severity, f.Hint = diag.Info, "leave it out: a change of the service would not change it here"
		return
	}
	p.reportCall(c, "port %s in the URL is ignored: service %q is reached on %d", c.URL.Port, c.service.Name, port).Hint =
		"leave the port out, or give the service this one: lariat vpc service update " +
			word(c.service.Name, c.service.ID) + " --" + c.URL.Scheme + "-port " + c.URL.Port
}
