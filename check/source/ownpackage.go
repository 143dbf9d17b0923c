package source

import (
	"path/filepath"
	"slices"
	"strings"
)

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

// manifests are the package.json from main's folder up, the nearest first.
func (b *bundler) manifests() (list []*manifest) {
	dir := filepath.Dir(b.main)
	for range maxFoldersUp {
		if m := b.manifestIn(dir); m != nil {
			list = append(list, m)
		}
		above := filepath.Join(dir, "..")
		if above == dir {
			break
		}
		dir = above
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
func isOwn(name string, manifests []*manifest) bool {
	listed := false
	for _, m := range manifests {
		self := m.root.At("name")
		if scope, _, ok := strings.Cut(name, "/"); ok && self != nil && strings.HasPrefix(self.Text, scope+"/") {
			return true
		}
		versions := m.versions(name)
		if slices.ContainsFunc(versions, isLocal) {
			return true
		}
		listed = listed || len(versions) > 0
	}
	return !listed
}

// isLocal reports whether a version stands for a folder, as workspaces have it.
func isLocal(version string) bool {
	return version == "*" || slices.ContainsFunc([]string{"workspace:", "file:", "link:", "portal:", "."},
		func(prefix string) bool { return strings.HasPrefix(version, prefix) })
}
