package check

import (
	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
)

// unconfiguredBinding finds calls of what is bound nowhere. Only a call tells a
// binding from a secret, which no file has; and a name that the file has in any
// place may be one of a kind that is yet to come.
func unconfiguredBinding() Rule {
	return Rule{
		ID: "unconfigured-binding", Severity: diag.Error,
		Summary: "the source calls fetch() or connect() of a binding that is not configured",
		check: func(p *pass) {
			for i := range p.Levels {
				level := &p.Levels[i]
				if level.Source == nil {
					continue
				}
				for _, uses := range level.Source.Calls() {
					p.unconfigured(level, uses)
				}
			}
		},
	}
}

// unconfigured leaves alone what may be there or not for all that the source
// knows: one of several bindings, and one that it asks for first.
func (p *pass) unconfigured(level *Level, uses []source.Use) {
	use := uses[0]
	if len(uses) > 1 || use.Optional || mentionsName(p.Doc.Root, use.Binding) {
		return
	}
	f := p.report(use.At.Range, "%s() of %q, which is not configured", use.Method, use.Binding)
	f.Path, f.Hint = use.At.Path, p.likeBinding(level, use.Binding)
	f.Related = []diag.Related{{Path: p.Doc.Path, Range: mainRange(level), Message: "the configuration"}}
}

// likeBinding suggests the binding that was meant.
func (p *pass) likeBinding(level *Level, name string) string {
	var names []string
	for _, b := range bindings(p.Doc, level.Node) {
		names = append(names, b.Name)
	}
	if near, ok := suggest.Nearest(name, names); ok {
		return didYouMean(near)
	}
	return "add it to " + listServices
}

// mentionsName reports whether a name is a text or a key anywhere in a file.
func mentionsName(n *configfile.Node, name string) bool {
	if n.Kind == configfile.String && n.Text == name {
		return true
	}
	for _, m := range n.Members {
		if m.Key == name || mentionsName(m.Value, name) {
			return true
		}
	}
	for _, item := range n.Items {
		if mentionsName(item, name) {
			return true
		}
	}
	return false
}
