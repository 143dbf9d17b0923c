package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// envLacksBindings finds environments that were probably thought to inherit the
// bindings of the top level (facts/wrangler.md 2). Unlike for Wrangler, an empty
// list says that there are to be none.
func envLacksBindings() Rule {
	return Rule{
		ID: "env-lacks-bindings", Severity: diag.Warning,
		Summary: "an environment lacks VPC bindings of the top level, which it does not inherit",
		check: func(p *pass) {
			for i := range p.Levels {
				if l := &p.Levels[i]; l.Key.IsValid() && l.Node.Kind == configfile.Object {
					p.checkLacks(l)
				}
			}
		},
	}
}

func (p *pass) checkLacks(l *Level) {
	has := map[string]bool{}
	for _, b := range bindings(p.Doc, l.Node) {
		has[b.Name] = true // by whatever kind: a stand-in for tests is a binding too
	}
	for _, list := range lists() {
		var lacking []Bound
		for _, b := range appendNames(nil, list, p.Doc.Root.At(list)) {
			if !has[b.Name] && b.Name != "" {
				lacking = append(lacking, b)
			}
		}
		if len(lacking) == 0 || l.hasNear(list) {
			continue
		}
		own, present := l.Node.Member(list)
		switch {
		case !present:
			p.reportNoList(l, list, lacking)
		case own.Value.Kind == configfile.Array && len(own.Value.Items) > 0:
			p.reportLacking(l, own, lacking)
		}
	}
}

// hasNear reports whether a misspelt list may be the one that lacks.
func (l *Level) hasNear(list string) bool {
	return slices.ContainsFunc(l.Node.Members, func(m configfile.Member) bool {
		near, ok := nearList(m.Key)
		return ok && near == list
	})
}

func (p *pass) reportNoList(l *Level, list string, lacking []Bound) {
	names := make([]string, len(lacking))
	for i, b := range lacking {
		names[i] = strconv.Quote(b.Name)
	}
	f := p.report(l.Key, "%s has no %s, so its Worker goes without %s", l.Title(), list, strings.Join(names, ", "))
	f.Hint = "environments do not inherit bindings: repeat the list there, or write " + p.emptyList(list) +
		" if there are to be none"
	f.Related = []diag.Related{{Range: lacking[0].At, Message: "bound at the top level here"}}
}

func (p *pass) reportLacking(l *Level, own configfile.Member, lacking []Bound) {
	for _, b := range lacking {
		f := p.report(own.KeyRange, "%s lacks the binding %q of the top level", l.Title(), b.Name)
		f.Hint = "environments do not inherit bindings: repeat it there"
		f.Related = []diag.Related{{Range: b.At, Message: "bound at the top level here"}}
	}
}

// emptyList is a list of nothing in the language of the file.
func (p *pass) emptyList(list string) string {
	if p.Doc.Format == configfile.TOML {
		return list + " = []"
	}
	return strconv.Quote(list) + ": []"
}
