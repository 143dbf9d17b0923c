package source

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/internal/bounded"
)

func quoted(path string) string { return strconv.Quote(path) }

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
	_, notRegular := errors.AsType[*bounded.KindError](err)
	return !notRegular && !errors.Is(err, fs.ErrNotExist)
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

// alias is an entry of the paths in a tsconfig.json. A star stands for any text.
type alias struct {
	before, after string
	star          bool
	targets       []string // from the root, with the star
}

// maxFoldersUp bounds the search for a tsconfig.json.
const maxFoldersUp = 32

// readAliases reads the nearest tsconfig.json, if it is in order. One that it
// extends is not read: what only that one names is not followed.
func (b *bundler) readAliases() {
	dir := filepath.Dir(b.main)
	for range maxFoldersUp {
		path := filepath.Join(dir, "tsconfig.json")
		if data, err := b.reader(path); err == nil {
			b.parseAliases(path, data)
			return
		}
		up := filepath.Dir(dir)
		if up == dir { // the root, or the working folder of a relative path
			return
		}
		dir = up
	}
}

func (b *bundler) parseAliases(path string, data []byte) {
	root, _, err := configfile.ParseJSONC(path, data)
	if err != nil {
		return
	}
	options := root.At("compilerOptions")
	base := filepath.Dir(path)
	if url := options.At("baseUrl"); url != nil && url.Kind == configfile.String {
		base = filepath.Join(base, filepath.FromSlash(url.Text))
	}
	paths := options.At("paths")
	if paths == nil {
		return
	}
	for _, m := range paths.Members {
		a := alias{before: m.Key}
		a.before, a.after, a.star = strings.Cut(m.Key, "*")
		for _, item := range m.Value.Items {
			a.targets = append(a.targets, filepath.Join(base, filepath.FromSlash(item.Text)))
		}
		b.aliases = append(b.aliases, a)
	}
}

// findAlias is the file that a name means by an alias; the longest counts.
func (b *bundler) findAlias(name string) string {
	var best alias
	for _, a := range b.aliases {
		fits := name == a.before
		if a.star {
			fits = len(name) >= len(a.before)+len(a.after) &&
				strings.HasPrefix(name, a.before) && strings.HasSuffix(name, a.after)
		}
		if fits && (best.targets == nil || len(a.before) > len(best.before)) {
			best = a
		}
	}
	for _, target := range best.targets {
		if best.star {
			target = strings.Replace(target, "*", filepath.FromSlash(name[len(best.before):len(name)-len(best.after)]), 1)
		}
		if found := b.find(target); found != "" {
			return found
		}
	}
	return ""
}
