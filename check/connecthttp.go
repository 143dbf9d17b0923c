package check

import "github.com/lariat-cli/lariat/diag"

// connectHTTP finds connect() where there is none: VPC networks alone have it
// (facts/cloudflare-api.md 6.4).
func connectHTTP() Rule {
	return Rule{
		ID: "connect-http", Severity: diag.Error,
		Summary: "connect() is called on a VPC service, which has fetch() alone",
		check: func(p *pass) {
			for c := range p.bindingCalls {
				if c.Method == "connect" && c.list == listServices {
					p.reportCall(c, "connect() of %q, which is bound to a VPC service: it has fetch() alone", c.Binding).Hint =
						"use fetch(), or bind a network in vpc_networks"
				}
			}
		},
	}
}
