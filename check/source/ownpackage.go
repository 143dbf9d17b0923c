package source

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/configfile"
)

// maxManifests is how many package.json are looked at, from main's folder up.
const maxManifests = 16

// importsOwn reports whether a module may be a package of those who wrote the
// Worker. Packages are not read, and that of others names no binding; but one of
// their own may have env from cloudflare:workers itself.
func (b *bundler) importsOwn(modules []string) bool {
	foreign := func(module string) bool {
		return strings.Contains(module, ":") || strings.HasPrefix(module, ".") ||
			module == "hono" || strings.HasPrefix(module, "hono/")
	}
	modules = slices.DeleteFunc(slices.Clone(modules), foreign)
	if len(modules) == 0 {
		return false
	}
	manifests := b.manifests()
	return slices.ContainsFunc(modules, func(module string) bool { return isOwn(packageOf(module), manifests) })
}

// manifests are the package.json that are there, the nearest first.
func (b *bundler) manifests() (list []*configfile.Node) {
	dir := filepath.Dir(b.main)
	for range maxManifests {
		path := filepath.Join(dir, "package.json")
		if data, err := b.reader(path); err == nil {
			if root, _, err := configfile.ParseJSONC(path, data); err == nil {
				list = append(list, root)
			}
		}
		dir = filepath.Join(dir, "..")
	}
	return list
}

// packageOf is the package that a module is of.
func packageOf(module string) string {
	parts := strings.SplitN(module, "/", 3)
	if strings.HasPrefix(module, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// isOwn goes by the names, and by where a package is to come from. One that no
// manifest lists is found by other means than a registry.
func isOwn(name string, manifests []*configfile.Node) bool {
	listed := false
	for _, m := range manifests {
		self := m.At("name")
		if scope, _, ok := strings.Cut(name, "/"); ok && self != nil && strings.HasPrefix(self.Text, scope+"/") {
			return true
		}
		for _, key := range []string{"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"} {
			version := m.At(key).At(name)
			if version == nil {
				continue
			}
			if listed = true; isLocal(version.Text) {
				return true
			}
		}
	}
	return !listed
}

// isLocal reports whether a version stands for a folder, as workspaces have it.
func isLocal(version string) bool {
	return version == "*" || slices.ContainsFunc([]string{"workspace:", "file:", "link:", "portal:", "."},
		func(prefix string) bool { return strings.HasPrefix(version, prefix) })
}
