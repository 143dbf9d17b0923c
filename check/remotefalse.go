package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// remoteFalse finds bindings that are to be simulated locally. Wrangler has no
// simulator for them, and `wrangler dev` ends with an error (facts/wrangler.md
// 7.1). A deploy does not care.
func remoteFalse() Rule {
	return Rule{
		ID: "remote-false", Severity: diag.Warning,
		Summary: "remote is false, though VPC bindings have no local simulator",
		check: func(p *pass) {
			for _, b := range p.services {
				p.checkRemote(b.Remote)
			}
			for _, b := range p.networks {
				p.checkRemote(b.Remote)
			}
		},
	}
}

func (p *pass) checkRemote(remote configfile.Value[bool]) {
	if remote.Set && !remote.V {
		p.report(remote.Range, "VPC bindings have no local simulator, so wrangler dev fails").Hint =
			"write true, and wrangler dev uses the real network"
	}
}
