package source

import "strings"

// Settings are what a configuration says of how a Worker is put together
// (facts/wrangler.md 2).
type Settings struct {
	Dir      string            // of the configuration, which the others are relative to
	Alias    map[string]string // what is imported in the place of a whole name
	Rules    []Rule            // in their order
	Tsconfig string            // "" for that of each folder
}

// Rule says what the files are that some imports mean.
type Rule struct {
	Type  string // such as Text
	Globs []string
}

// asset is the type of the rule for what is imported by a name, "" if it is a
// program. Rules for programs change nothing: Wrangler leaves them to esbuild.
func (s *Settings) asset(name string) string {
	for _, r := range s.Rules {
		if r.Type != "Text" && r.Type != "Data" && r.Type != "CompiledWasm" {
			continue
		}
		for _, glob := range r.Globs {
			if matchesGlob(glob, name) {
				return r.Type
			}
		}
	}
	return ""
}

// matchesGlob takes globs as Wrangler does here: a star, or two, is any text.
func matchesGlob(glob, name string) bool {
	parts := strings.Split(glob, "*")
	last := len(parts) - 1
	rest, ok := strings.CutPrefix(name, parts[0])
	if !ok || last == 0 {
		return ok && rest == ""
	}
	for _, part := range parts[1:last] {
		if _, rest, ok = strings.Cut(rest, part); !ok {
			return false
		}
	}
	return strings.HasSuffix(rest, parts[last])
}
