package check

import (
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// singleLabelHost finds short names: search domains never apply to them
// (facts/cloudflare-api.md 6.1). Some resolvers, Docker's for one, know short
// names by themselves, so this is no error.
func singleLabelHost() Rule {
	return Rule{
		ID: "single-label-host", Severity: diag.Warning,
		Summary: "the service has a short hostname, to which no search domain is added",
		check: func(p *pass) {
			for u := range p.hosts {
				if u.name != "" && !strings.Contains(u.name, ".") && !isLocalhost(u.name) {
					p.report(u.at, "%s has the short hostname %q, to which no search domain is added", u, u.name).Hint =
						"give the full name, unless the resolver itself knows the short one: " + u.update("--hostname NAME")
				}
			}
		},
	}
}
