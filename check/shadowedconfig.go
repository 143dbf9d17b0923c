package check

import "github.com/lariat-cli/lariat/diag"

// shadowedConfig finds files that people take for the ones in force. Wrangler
// looks for each name up to the root before it looks for the next, so a parent's
// wrangler.json beats a nearer wrangler.toml (facts/wrangler.md 1).
func shadowedConfig() Rule {
	return Rule{
		ID: "shadowed-config", Severity: diag.Warning,
		Summary: "Wrangler prefers another configuration to the one that lies nearer",
		check: func(p *pass) {
			if p.Place == nil {
				return
			}
			const hint = "name the one that is meant with --config, or delete the other"
			if other := p.Place.Preferred; other != "" {
				p.report(diag.Range{}, "Wrangler takes %q and not this file", other).Hint = hint
			}
			for _, other := range p.Place.Shadowed {
				p.report(diag.Range{}, "Wrangler takes this file and not %q, which lies nearer", other).Hint = hint
			}
		},
	}
}
