package source

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// imports is a name that a file imports.
type imports struct{ importer, name string }

// lack is why a file is not there that an import means.
type lack struct {
	kind    FaultKind
	message string
	left    bool // esbuild has told, and is to leave it
}

// lacks reports whether code is missing that may use bindings.
func (b *bundler) lacks() bool { return len(b.missing) > 0 || len(b.patched) > 0 }

// workAround looks at what esbuild could not resolve, and reports whether it may
// be asked again. What a program tries to import, and goes on without, is no
// error for esbuild, and it alone says where an import stands.
func (b *bundler) workAround(messages []api.Message) bool {
	again := len(messages) > 0
	for _, m := range messages {
		key, known := b.lackAt(m.Location)
		switch {
		case !isUnresolved(m):
			again = false
		case known:
			l := b.missing[key]
			if !l.left {
				b.fail(placedFault{kind: l.kind, message: l.message}.at(m.Location))
			}
			l.left = true
			b.missing[key] = l
		default:
			again = b.hideGlob(m.Location) && again
		}
	}
	return again
}

// isTold reports whether there is no more to say of what could not be resolved.
func (b *bundler) isTold(m api.Message) bool {
	_, told := b.lackAt(m.Location)
	return told || b.globAt(m.Location).code != nil
}

// isUnresolved goes by the text: esbuild gives these errors no id.
func isUnresolved(m api.Message) bool {
	return m.Location != nil && strings.HasPrefix(m.Text, "Could not resolve ")
}

// lackAt is the import that stands at a place, if it is known to lead nowhere.
func (b *bundler) lackAt(l *api.Location) (imports, bool) {
	if l == nil {
		return imports{}, false
	}
	f := placedFault{}.at(l)
	data := b.files[f.path].data
	start, end, ok := f.span(data)
	if !ok || end > len(data) || end-start < 2 {
		return imports{}, false
	}
	key := imports{f.path, string(data[start+1 : end-1])}
	_, known := b.missing[key]
	return key, known
}

// glob is an import() whose path is put together: the dot that it begins with,
// and the code that esbuild was given.
type glob struct {
	path string
	code []byte // nil where there is none
	dot  int
}

func (b *bundler) globAt(l *api.Location) glob {
	f := placedFault{}.at(l)
	code, patched := b.patched[f.path]
	if !patched {
		code = b.files[f.path].data
	}
	start, _, ok := f.span(code)
	if !ok || start+2 > len(code) || code[start+1] != '.' && code[start+1] != hidden {
		return glob{}
	}
	return glob{f.path, code, start + 1}
}

// hideGlob lets esbuild leave an import() as it is whose path is put together.
// It would look on the disk for all files that the path may mean, and takes no
// path for one of the project that does not begin with a dot.
func (b *bundler) hideGlob(l *api.Location) bool {
	g := b.globAt(l)
	if g.code == nil {
		return false
	}
	code := bytes.Clone(g.code)
	code[g.dot] = hidden
	// Of those that are alike esbuild tells the first.
	for _, pattern := range []string{globTemplates, globSums} {
		for _, at := range regexp.MustCompile(pattern).FindAllSubmatchIndex(code, -1) {
			code[at[2]] = hidden
		}
	}
	b.patched[g.path] = code
	return true
}

// hidden stands for the dot that a path begins with.
const hidden = '_'

// Imports by a path that begins with a text and goes on. The group is the dot
// that it begins with.
const (
	globTemplates = "\\b(?:import|require)\\s*(?:\\(\\s*)+`(\\.)\\.?/[^`]*\\$\\{"
	globSums      = `\b(?:import|require)\s*(?:\(\s*)+["'](\.)\.?/[^"'\n]*["']\s*\+`
)
