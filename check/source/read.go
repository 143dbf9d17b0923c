package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/grafana/sobek/file"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// Reader reads a file, and fails for what is none. It bounds what it reads.
type Reader func(path string) ([]byte, error)

// maxBytes bounds a Worker with all that it imports. Cloudflare takes 10 MB of
// what is left of it after compression.
const maxBytes = 10 << 20

// ErrOutside is what a Reader fails with for a file that is none of the project.
var ErrOutside = errors.New("leads out of the project")

// ReadWorker reads the Worker whose main is at a path. Packages are not read: a
// checkout need not have them, and no binding is theirs.
//
// It returns when the context ends. What esbuild has begun it goes on with, and
// code can be written that keeps it busy for days.
func (s Settings) ReadWorker(ctx context.Context, main string, read Reader) *Worker {
	done := make(chan *Worker, 1)
	go func() {
		defer func() {
			// What parsers of others make of a stranger's text ends no command.
			if crash := recover(); crash != nil {
				message := fmt.Sprintf("%s is not understood: %v", quoted(main), crash)
				done <- &Worker{Main: main, Faults: []Fault{{Kind: Unknown, Message: message}}}
			}
		}()
		done <- readWorker(newBundler(main, s, read))
	}()
	select {
	case w := <-done:
		return w
	case <-ctx.Done():
		return &Worker{Main: main, Faults: []Fault{{Kind: TooLarge, Message: quoted(main) + " takes too long to read"}}}
	}
}

func readWorker(b *bundler) *Worker {
	w := &Worker{Main: b.main, Files: map[string][]byte{}}
	if fault, ok := b.begin(); !ok {
		w.Faults = append(w.Faults, fault)
		return w
	}
	code, sourceMap := b.bundle()
	for path, f := range b.files {
		if f.err == nil && !f.opaque {
			w.Files[path] = f.data
		}
	}
	w.Faults, w.Open = b.settled(w.Files), b.lacks()
	if code == nil {
		return w
	}
	if err := w.analyze(b, code, sourceMap); err != nil {
		w.Faults = append(w.Faults, Fault{Kind: Unknown, Message: err.Error()})
		return w
	}
	w.read = true
	return w
}

// analyze finds the uses and where they are in the original files.
func (w *Worker) analyze(b *bundler, code, sourceMap []byte) error {
	read, err := analyze(string(code))
	if err != nil {
		return err
	}
	list := read.found
	w.Open = w.Open || read.open || b.importsOwn(read.modules)
	if len(list) == 0 {
		return nil // nor need there be a source map
	}
	places, err := newLocator(code, sourceMap, w.Files)
	if err != nil {
		return err
	}
	var calls map[file.Idx]begin
	if w.hasComments() {
		calls = begins(read.tree)
	}
	seen := map[Use]bool{}
	for _, f := range list {
		at, ok := places.place(f.at)
		if !ok {
			return fmt.Errorf("the source map lacks a place of %q", f.binding)
		}
		u := Use{Binding: f.binding, At: at, Method: f.method, URL: f.url, Optional: f.optional}
		if b, ok := calls[f.at]; ok && u.Method != "" {
			u.Begin = places.lines(b, at.Path)
		}
		switch {
		case seen[u]:
		case u.Binding == "":
			w.Fetches = append(w.Fetches, u)
		default:
			w.Uses = append(w.Uses, u)
		}
		seen[u] = true
	}
	return nil
}

// begin reads main itself.
func (b *bundler) begin() (Fault, bool) {
	_, err := b.load(b.main)
	f := Fault{Kind: Unreadable}
	switch {
	case err == nil && isProgram(b.main):
		return Fault{}, true
	case err == nil:
		f.Kind, f.Message = Foreign, "is neither JavaScript nor TypeScript"
	case errors.Is(err, fs.ErrNotExist) && b.isPackage(b.main):
		f.Kind, f.Message = Foreign, "is a package"
	case errors.Is(err, fs.ErrNotExist):
		f.Kind, f.Message = Missing, "does not exist"
	default:
		f.Message = reason(err)
		if isLimit(err) {
			f.Kind = TooLarge
		} else if errors.Is(err, ErrOutside) {
			f.Kind = Outside
		}
	}
	f.Message = quoted(b.main) + " " + f.Message
	return f, false
}

// reason says why a file is not read, behind its name.
func reason(err error) string {
	if refused, ok := errors.AsType[bounded.Refusal](err); ok {
		return refused.Error()
	}
	for _, ours := range []error{errTooDeep, errTooMuch, ErrOutside} {
		if errors.Is(err, ours) {
			return ours.Error()
		}
	}
	return "cannot be read"
}

// isLimit tells what is too much from what cannot be read.
func isLimit(err error) bool {
	_, tooLarge := errors.AsType[*bounded.SizeError](err)
	return tooLarge || errors.Is(err, errTooDeep) || errors.Is(err, errTooMuch)
}

// settled are the faults with their places, in the order of files and lines.
func (b *bundler) settled(files map[string][]byte) []Fault {
	slices.SortStableFunc(b.faults, func(x, y placedFault) int { return x.compare(y) })
	var list []Fault
	for _, f := range slices.Compact(b.faults) {
		list = append(list, f.fault(files))
	}
	return list
}

// errTooDeep keeps what nests without end away from those who follow it.
var errTooDeep = errors.New("nests deeper than any program does")

func isProgram(path string) bool {
	switch loaderOf(path) {
	case api.LoaderTS, api.LoaderTSX, api.LoaderJSX:
		return true
	default:
		return false
	}
}

func loaderOf(path string) api.Loader {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".ts", ".mts", ".cts":
		return api.LoaderTS
	case ".tsx":
		return api.LoaderTSX
	case ".js", ".mjs", ".cjs", ".jsx":
		return api.LoaderJSX
	case ".json":
		return api.LoaderJSON
	case ".txt", ".html", ".sql":
		return api.LoaderText
	default:
		return api.LoaderEmpty
	}
}
