package check

import (
	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/configfile"
)

// setting is a field of a level that lariat does nothing else with, its own or
// inherited.
func (l *Level) setting(root *configfile.Node, key string) *configfile.Node {
	if n := l.Node.At(key); n != nil {
		return n
	}
	return root.At(key)
}

// sourceSettings are what a level says of how its Worker is put together. An
// alias holds for all environments (facts/wrangler.md 2).
func (l *Level) sourceSettings(root *configfile.Node) source.Settings {
	var s source.Settings
	for m := range root.At("alias").Fields() {
		if s.Alias == nil {
			s.Alias = map[string]string{}
		}
		s.Alias[m.Key] = textOf(m.Value)
	}
	if rules := l.setting(root, "rules"); rules != nil {
		for _, item := range rules.Items {
			r := source.Rule{Type: textOf(item.At("type"))}
			if globs := item.At("globs"); globs != nil {
				for _, glob := range globs.Items {
					r.Globs = append(r.Globs, textOf(glob))
				}
			}
			s.Rules = append(s.Rules, r)
		}
	}
	s.Tsconfig = textOf(l.setting(root, "tsconfig"))
	return s
}

// textOf is "" for what is no text.
func textOf(n *configfile.Node) string {
	if n == nil || n.Kind != configfile.String {
		return ""
	}
	return n.Text
}
