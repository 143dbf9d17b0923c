package source

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/configfile"
)

// tsconfig is what a tsconfig.json, with those that it extends, says of names.
type tsconfig struct {
	base    string // names are looked for here, too; "" for nowhere
	from    string // targets are relative to this, unless there is a base
	aliases []alias
}

// tsconfigIn is that of one folder, nil if it has none.
func (b *bundler) tsconfigIn(dir string) *tsconfig {
	for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
		if t := b.readTsconfig(filepath.Join(dir, name), map[string]bool{}); t != nil {
			return t
		}
	}
	return nil
}

// readTsconfig reads a file and those that it extends, unless they were seen
// already: some extend each other.
func (b *bundler) readTsconfig(path string, seen map[string]bool) *tsconfig {
	if seen[path] {
		return nil
	}
	seen[path] = true
	root := b.json(path)
	if root == nil {
		return nil
	}
	t, dir := &tsconfig{}, filepath.Dir(path)
	for _, name := range texts(root.At("extends")) {
		if base := b.extended(dir, name, seen); base != nil {
			t.base = cmp.Or(base.base, t.base)
			if base.aliases != nil {
				t.from, t.aliases = base.from, base.aliases
			}
		}
	}
	options := root.At("compilerOptions")
	for _, url := range texts(options.At("baseUrl")) {
		t.base = filepath.Join(dir, filepath.FromSlash(url))
	}
	if paths := options.At("paths"); paths != nil {
		t.from, t.aliases = dir, nil
		for _, m := range paths.Members {
			a := newAlias(m.Key)
			a.targets = texts(m.Value)
			t.aliases = append(t.aliases, a)
		}
	}
	return t
}

// extended is a file that another one extends. Those of packages are not read.
func (b *bundler) extended(dir, name string, seen map[string]bool) *tsconfig {
	if !isRelative(name) {
		return nil
	}
	path := filepath.Join(dir, filepath.FromSlash(name))
	if t := b.readTsconfig(path, seen); t != nil {
		return t
	}
	return b.readTsconfig(path+".json", seen)
}

// texts are the items of a list, or the one text.
func texts(n *configfile.Node) (list []string) {
	if n == nil {
		return nil
	}
	for _, item := range slices.Concat(n.Items, []*configfile.Node{n}) {
		if item.Kind == configfile.String {
			list = append(list, item.Text)
		}
	}
	return list
}

// findAlias is the file that a name means by an alias.
func (b *bundler) findAlias(t *tsconfig, name string) string {
	best, ok := alias{}, false
	for _, a := range t.aliases {
		if a.fits(name) && (!ok || a.beats(best)) {
			best, ok = a, true
		}
	}
	for _, target := range best.targets {
		path := filepath.Join(cmp.Or(t.base, t.from), filepath.FromSlash(best.fill(target, name)))
		if found := b.find(path); found != "" {
			return found
		}
	}
	return ""
}

// alias is a name that stands for others. A star stands for any text.
type alias struct {
	before, after string
	star          bool
	targets       []string
}

func newAlias(pattern string) (a alias) {
	a.before, a.after, a.star = strings.Cut(pattern, "*")
	return a
}

func (a alias) fits(name string) bool {
	if !a.star {
		return name == a.before
	}
	return len(name) >= len(a.before)+len(a.after) && strings.HasPrefix(name, a.before) && strings.HasSuffix(name, a.after)
}

// beats has the whole name count before a pattern, and the longer pattern before
// the shorter.
func (a alias) beats(other alias) bool {
	if a.star != other.star {
		return !a.star
	}
	return len(a.before) > len(other.before)
}

// fill puts what the star stands for in a name into a target.
func (a alias) fill(target, name string) string {
	if !a.star {
		return target
	}
	return strings.Replace(target, "*", name[len(a.before):len(name)-len(a.after)], 1)
}
