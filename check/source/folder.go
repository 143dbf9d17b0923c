package source

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/configfile"
)

// folder is what the files in a folder may call others: the nearest files above
// them say so.
type folder struct {
	tsconfig *tsconfig
	manifest *manifest
}

// manifest is a package.json.
type manifest struct {
	dir  string
	root *configfile.Node
}

// manifestIn is the package.json of a folder, nil if there is none.
func (b *bundler) manifestIn(dir string) *manifest {
	if root := b.json(filepath.Join(dir, "package.json")); root != nil {
		return &manifest{dir, root}
	}
	return nil
}

// versions are those that a package is asked for in.
func (m *manifest) versions(name string) (list []string) {
	for _, key := range []string{"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"} {
		if version := m.root.At(key).At(name); version != nil {
			list = append(list, version.Text)
		}
	}
	return list
}

// maxFoldersUp bounds the search above.
const maxFoldersUp = 32

// folder looks in a folder and those above it, in each once.
func (b *bundler) folder(dir string) *folder {
	b.folding.Lock()
	defer b.folding.Unlock()
	return b.folderFrom(dir, maxFoldersUp)
}

func (b *bundler) folderFrom(dir string, up int) *folder {
	if f, ok := b.folders[dir]; ok {
		return f
	}
	f := &folder{}
	f.manifest = b.manifestIn(dir)
	if b.settings.Tsconfig != "" {
		f.tsconfig = b.tsconfig()
	} else {
		f.tsconfig = b.tsconfigIn(dir)
	}
	if parent := filepath.Join(dir, ".."); parent != dir && up > 0 && (f.manifest == nil || f.tsconfig == nil) {
		above := b.folderFrom(parent, up-1)
		if f.manifest == nil {
			f.manifest = above.manifest
		}
		if f.tsconfig == nil {
			f.tsconfig = above.tsconfig
		}
	}
	b.folders[dir] = f
	return f
}

// json is a file of settings, nil if it is not there or not in order.
func (b *bundler) json(path string) *configfile.Node {
	data, err := b.reader(path)
	if err != nil {
		return nil
	}
	root, _, err := configfile.ParseJSONC(path, data)
	if err != nil {
		return nil
	}
	return root
}

// findIn is the file of the project that a name without dots means, "" if it is
// a package or the runtime's.
func (b *bundler) findIn(f *folder, name string) string {
	if name == "" {
		return ""
	}
	if name[0] == '#' && f.manifest != nil {
		return b.findImport(f.manifest, name)
	}
	if f.tsconfig == nil {
		return ""
	}
	if found := b.findAlias(f.tsconfig, name); found != "" || f.tsconfig.base == "" {
		return found
	}
	return b.find(filepath.Join(f.tsconfig.base, filepath.FromSlash(name)))
}

// findImport is the file that a name means by the imports of a package.json.
func (b *bundler) findImport(m *manifest, name string) string {
	best, ok := alias{}, false
	var target *configfile.Node
	for member := range m.root.At("imports").Fields() {
		if a := newAlias(member.Key); a.fits(name) && (!ok || a.beats(best)) {
			best, ok, target = a, true, member.Value
		}
	}
	if to := conditional(target); isRelative(to) {
		return b.find(filepath.Join(m.dir, filepath.FromSlash(best.fill(to, name))))
	}
	return ""
}

// conditional is the target under the first condition that holds for a Worker.
func conditional(n *configfile.Node) string {
	for n != nil && n.Kind == configfile.Object {
		i := slices.IndexFunc(n.Members, func(m configfile.Member) bool {
			return slices.Contains([]string{"workerd", "worker", "browser", "import", "require", "default"}, m.Key)
		})
		if i < 0 {
			return ""
		}
		n = n.Members[i].Value
	}
	if n == nil || n.Kind != configfile.String {
		return ""
	}
	return n.Text
}

// isPackage reports whether a name is one of a package, as far as the project
// tells: with a scope, or a dependency.
func (b *bundler) isPackage(main string) bool {
	name, err := filepath.Rel(cmp.Or(b.settings.Dir, "."), main)
	if err != nil || filepath.Ext(name) != "" {
		return false
	}
	first, _, _ := strings.Cut(filepath.ToSlash(name), "/")
	if first[0] == '@' {
		return true
	}
	m := b.folder(filepath.Dir(main)).manifest
	return m != nil && len(m.versions(first)) > 0
}
