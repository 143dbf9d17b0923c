package check

import (
	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/diag"
)

// globalFetch finds requests to the host of a bound service that go past its
// binding: the runtime's own fetch() asks the Internet (facts/cloudflare-api.md
// 6.1).
func globalFetch() Rule {
	return Rule{
		ID: "global-fetch", Severity: diag.Warning,
		Summary: "the host of a bound service is asked by fetch() itself, so that the request leaves the private network",
		check: func(p *pass) {
			for i := range p.Levels {
				level := &p.Levels[i]
				if level.Source == nil || len(level.Source.Fetches) == 0 {
					continue
				}
				names := p.names(level)
				for _, use := range level.Source.Fetches {
					p.pastBinding(level, names, use)
				}
			}
		},
	}
}

func (p *pass) pastBinding(level *Level, names map[string]bindingCall, use source.Use) {
	for _, b := range level.VPCServices.V {
		c := names[b.Binding.V]
		if !c.known || !isHostOf(use.URL.Host, c.service.Host) {
			continue
		}
		c.Use = use
		c.Binding = b.Binding.V
		f := p.reportCall(c, "fetch() asks the Internet for %q, and not service %q, which has that host",
			use.URL.Host, c.service.Name)
		f.Hint = "call the binding: env." + c.Binding + ".fetch()"
		return
	}
}
