package check

import "github.com/lariat-cli/lariat/diag"

// duplicateBinding finds names that stand for two things. Wrangler stops the
// deploy then, whatever kinds they are of (facts/wrangler.md 3).
func duplicateBinding() Rule {
	return Rule{
		ID: "duplicate-binding", Severity: diag.Error,
		Summary: "one name is bound twice, be it by bindings of different kinds",
		check: func(p *pass) {
			for i := range p.Levels {
				p.checkTwiceBound(p.bindings(&p.Levels[i]))
			}
		},
	}
}

func (p *pass) checkTwiceBound(bindings []bound) {
	first := make(map[string]bound, len(bindings))
	for _, b := range bindings {
		earlier, twice := first[b.name]
		switch {
		case b.name == "": // binding-name says it
		case !twice:
			first[b.name] = b
		default:
			f := p.report(b.at, "%q is bound already, in %s", b.name, earlier.kind)
			f.Hint = "give one of the two another name"
			f.Related = []diag.Related{{Range: earlier.at, Message: "first used here"}}
		}
	}
}
