package source

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

func quoted(path string) string { return strconv.Quote(path) }

// resolve leaves everything outside the bundle that is no file of the project.
// Nothing at all is for esbuild an import that leads nowhere.
func (b *bundler) resolve(a api.OnResolveArgs) api.OnResolveResult {
	if a.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{Path: b.main, Namespace: namespace}
	}
	name, _, _ := strings.Cut(a.Path, "?")
	key := imports{a.Importer, a.Path}
	found, own := b.meant(a.Importer, name)
	switch {
	case !own, b.isLeft(key):
		return api.OnResolveResult{Path: a.Path, External: true}
	case found != "" && b.opens(key, found):
		b.note(found, a.Path)
		return api.OnResolveResult{Path: found, Namespace: namespace}
	case found == "":
		b.lack(key, Unresolved, quoted(a.Path)+" is not there")
	}
	return api.OnResolveResult{}
}

func isRelative(name string) bool {
	return strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") || name == "." || name == ".."
}

// meant is the file that a name means to who imports it, "" if it is not there.
// What is not the project's own is a package or the runtime's.
func (b *bundler) meant(importer, name string) (path string, own bool) {
	dir := filepath.Dir(importer)
	if target, ok := b.settings.Alias[name]; ok {
		if !isRelative(target) {
			return "", false
		}
		return b.find(filepath.Join(b.settings.Dir, filepath.FromSlash(target))), true
	}
	if isRelative(name) {
		return b.find(filepath.Join(dir, filepath.FromSlash(name))), true
	}
	path = b.findIn(b.folder(dir), name)
	return path, path != ""
}

// opens reports whether a file can be read. One that is too much is for esbuild
// to ask for.
func (b *bundler) opens(key imports, path string) bool {
	_, err := b.load(path)
	switch {
	case err == nil || isLimit(err):
		return true
	case errors.Is(err, ErrOutside):
		b.lack(key, Outside, quoted(key.name)+" "+reason(err))
	default:
		b.lack(key, Unresolved, quoted(key.name)+" "+reason(err))
	}
	return false
}

// lack notes an import that leads nowhere.
func (b *bundler) lack(key imports, kind FaultKind, message string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, known := b.missing[key]; !known {
		b.missing[key] = lack{kind: kind, message: message}
	}
}

// isLeft reports whether an import is one that esbuild has given up.
func (b *bundler) isLeft(key imports) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.missing[key].left
}

// note remembers what a rule says of a file.
func (b *bundler) note(path, name string) {
	kind := b.settings.asset(name)
	if kind == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.assets[path] = api.LoaderEmpty
	if kind == "Text" && !b.files[path].opaque {
		b.assets[path] = api.LoaderText
	}
}

// find is the file that an import means, as TypeScript and esbuild have it: ""
// if there is none.
func (b *bundler) find(path string) string {
	for _, candidate := range candidates(path) {
		if _, err := b.load(candidate); exists(err) {
			return candidate
		}
	}
	return ""
}

// exists reports whether a file is there, if perhaps not one to be read.
func exists(err error) bool {
	return err == nil || isLimit(err) || errors.Is(err, ErrOutside) || errors.Is(err, fs.ErrPermission)
}

func candidates(path string) []string {
	extensions := []string{".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs", ".cts", ".cjs", ".json"}
	var list []string
	if filepath.Ext(path) != "" {
		list = append(list, path)
	}
	for _, e := range extensions {
		list = append(list, path+e)
	}
	// TypeScript's sources import what they will be called when compiled.
	for _, pair := range []string{".js.ts", ".js.tsx", ".jsx.tsx", ".mjs.mts", ".cjs.cts"} {
		compiled, written := pair[:strings.LastIndexByte(pair, '.')], pair[strings.LastIndexByte(pair, '.'):]
		if stem, ok := strings.CutSuffix(path, compiled); ok {
			list = append(list, stem+written)
		}
	}
	for _, e := range extensions {
		list = append(list, filepath.Join(path, "index"+e))
	}
	return list
}
