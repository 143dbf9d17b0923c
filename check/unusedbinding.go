package check

import "github.com/lariat-cli/lariat/diag"

// unusedBinding finds VPC bindings that the source does not name, where all of
// it is known that could.
func unusedBinding() Rule {
	return Rule{
		ID: "unused-binding", Severity: diag.Info,
		Summary: "a VPC binding is configured, but the source never uses it",
		check: func(p *pass) {
			for i := range p.Levels {
				if l := &p.Levels[i]; l.Source != nil && l.Source.Read() && !l.Source.Open {
					p.unused(l)
				}
			}
		},
	}
}

func (p *pass) unused(l *Level) {
	used := map[string]bool{}
	for _, u := range l.Source.Uses {
		used[u.Binding] = true
	}
	for _, b := range bindings(p.Doc, l.Node) {
		if (b.Kind == listServices || b.Kind == listNetworks) && !used[b.Name] {
			p.report(b.At, "%q is never used by %q", b.Name, l.Main.V).Hint = "remove it, or use env." + b.Name
		}
	}
}
