package check

import "github.com/lariat-cli/lariat/diag"

// mixedVersions finds tunnels of which only some connectors resolve names: which
// one gets a request is chance, so the service fails now and then.
func mixedVersions() Rule {
	return Rule{
		ID: "mixed-versions", Severity: diag.Error,
		Summary: "some connectors of the service's tunnel can resolve its hostname and some cannot",
		check: func(p *pass) {
			for u := range p.live {
				if !u.isMixed() {
					continue
				}
				old := tooOld(u.connectors)
				p.report(u.at, "%s resolves %q only now and then: cloudflared is %s on %d of its %d connectors",
					u, u.service.Host.Hostname, versions(old), len(old), len(u.connectors)).Hint = updateCloudflared(u)
			}
		},
	}
}

// isMixed reports whether names have to be resolved, and some connectors are
// certain to be able to, and some not.
func (u tunnelUse) isMixed() bool {
	able := 0
	for _, c := range u.connectors {
		if _, ok := parseVersion(c.Version); ok && !isTooOld(c.Version) {
			able++
		}
	}
	return u.resolves() && able > 0 && len(tooOld(u.connectors)) > 0
}
