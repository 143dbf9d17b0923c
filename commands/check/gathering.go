package check

import (
	"path/filepath"
	"slices"
	"strings"
)

// gathering are the files of several searches. Two paths may lead to one file:
// it is named as the first one does.
type gathering struct {
	files    files
	resolve  func(path string) string
	shown    map[string]string // by absolute path
	searched map[string]bool   // folders of files that were named
}

func (o *options) newGathering() *gathering {
	return &gathering{
		files: files{named: map[string]bool{}}, resolve: o.app.Path,
		shown: map[string]string{}, searched: map[string]bool{},
	}
}

// add adds what was found in a folder.
func (g *gathering) add(dir string, found files) {
	for _, path := range below(dir, found.configs) {
		g.config(path)
	}
	for _, path := range below(dir, found.others) {
		if _, isNew := g.once(path); isNew {
			g.files.others = append(g.files.others, path)
		}
	}
	for _, one := range found.closed {
		one.path = filepath.Join(dir, one.path)
		if _, isNew := g.once(one.path); isNew {
			g.files.closed = append(g.files.closed, one)
		}
	}
}

// name adds a configuration by its own name, and what lies beside it that tells
// how cloudflared is run, as where it is deployed.
func (g *gathering) name(path string) {
	g.files.named[g.config(path)] = true
	dir := filepath.Dir(path)
	if key := g.resolve(dir); !g.searched[key] {
		g.searched[key] = true
		beside, _ := searchPath(key) // what cannot be searched was not asked for
		g.add(dir, files{others: beside.others})
	}
}

func (g *gathering) config(path string) (shown string) {
	path = filepath.Clean(path)
	shown, isNew := g.once(path)
	if isNew {
		g.files.configs = append(g.files.configs, path)
	}
	return shown
}

// once is what a file is named by.
func (g *gathering) once(path string) (shown string, isNew bool) {
	key := filepath.Clean(g.resolve(path))
	if shown, known := g.shown[key]; known {
		return shown, false
	}
	g.shown[key] = path
	return path, true
}

func (g *gathering) sorted() files {
	slices.Sort(g.files.configs)
	slices.Sort(g.files.others)
	slices.SortFunc(g.files.closed, func(a, b closed) int { return strings.Compare(a.path, b.path) })
	return g.files
}
