package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// bindingName finds names that a Worker cannot write as env.NAME. Wrangler
// takes any text, even none (facts/wrangler.md 3).
func bindingName() Rule {
	return Rule{
		ID: "binding-name", Severity: diag.Error,
		Summary: "a binding has a name that JavaScript cannot use as env.NAME",
		check: func(p *pass) {
			for _, b := range p.services {
				p.checkBindingName(b.Binding)
			}
			for _, b := range p.networks {
				p.checkBindingName(b.Binding)
			}
		},
	}
}

func (p *pass) checkBindingName(name configfile.Value[string]) {
	switch {
	case !name.Set || IsBindingName(name.V):
	case name.V == "":
		p.report(name.Range, "the binding has an empty name")
	default:
		p.report(name.Range, "%q is no name that JavaScript can use as env.NAME", name.V).Hint =
			"use letters, digits and underscores, such as " + BindingNameLike(name.V)
	}
}

// IsBindingName reports whether a Worker can write env.NAME.
func IsBindingName(s string) bool {
	for i, r := range s {
		letter := unicode.IsLetter(r) || r == '_' || r == '$'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// BindingNameLike is a name for a binding that reads like s, in plain letters.
func BindingNameLike(s string) string {
	name := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && IsBindingName("_"+string(r)) {
			return r
		}
		return '_'
	}, s)
	if !IsBindingName(name) {
		name = "_" + name
	}
	return strings.ToUpper(name)
}
