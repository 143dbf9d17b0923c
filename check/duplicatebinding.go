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
				p.checkTwiceBound(bindings(p.Doc, p.Levels[i].Node))
			}
		},
	}
}

func (p *pass) checkTwiceBound(bindings []Bound) {
	first := make(map[string]Bound, len(bindings))
	for _, b := range bindings {
		earlier, twice := first[b.Name]
		switch {
		case b.Name == "": // binding-name says it
		case !twice:
			first[b.Name] = b
		default:
			f := p.report(b.At, "%q is bound already, in %s", b.Name, earlier.Kind)
			f.Hint = "give one of the two another name"
			f.Related = []diag.Related{{Range: earlier.At, Message: "first used here"}}
		}
	}
}
