package check

import (
	"strings"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// envBindingName finds bindings that carry the name of their environment: the
// code reads one name everywhere, and only the id is to differ. With bindings at
// the top level env-lacks-bindings compares with those.
func envBindingName() Rule {
	return Rule{
		ID: "env-binding-name", Severity: diag.Warning,
		Summary: "environments call one binding by different names, which the same code cannot read",
		check: func(p *pass) {
			for _, list := range lists() {
				if len(appendNames(nil, list, p.Doc.Root.At(list))) == 0 {
					p.checkEnvNames(list)
				}
			}
		},
	}
}

// checkEnvNames compares with the first environment that binds something.
func (p *pass) checkEnvNames(list string) {
	first, names := p.firstEnv(list)
	for i := range p.Levels {
		l := &p.Levels[i]
		if l.Name == "" || l.Name == first {
			continue
		}
		has := map[string]bool{}
		for _, b := range bindings(p.Doc, l.Node) {
			has[b.Name] = true
		}
		for _, own := range appendNames(nil, list, l.Node.At(list)) {
			other, ok := names[stem(own.Name, l.Name)]
			if ok && other.Name != own.Name && !has[other.Name] {
				f := p.report(own.At, "%s calls %q what env.%s calls %q, and the same code reads one name",
					l.Title(), own.Name, first, other.Name)
				f.Hint = "give both one name, such as " + stem(own.Name, l.Name)
				f.Related = []diag.Related{{Range: other.At, Message: "called so here"}}
			}
		}
	}
}

// firstEnv is the first environment with bindings in a list, and these by their
// names without the environment's.
func (p *pass) firstEnv(list string) (string, map[string]Bound) {
	for _, name := range p.Doc.Environments() {
		env, err := p.Doc.Environment(name)
		if err != nil || env.Node.Kind != configfile.Object {
			continue
		}
		names := map[string]Bound{}
		for _, b := range appendNames(nil, list, env.Node.At(list)) {
			names[stem(b.Name, name)] = b
		}
		if len(names) > 0 {
			return name, names
		}
	}
	return "", nil
}

// stem is the name of a binding without that of its environment, or the start of
// it, at either end: API of API_PROD in production.
func stem(name, env string) string {
	means := func(word string) bool {
		return len(word) > 1 && strings.HasPrefix(strings.ToLower(env), strings.ToLower(word))
	}
	if i := strings.LastIndexByte(name, '_'); i > 0 && means(name[i+1:]) {
		return name[:i]
	}
	if word, rest, ok := strings.Cut(name, "_"); ok && rest != "" && means(word) {
		return rest
	}
	return name
}
