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
	"github.com/lariat-cli/lariat/internal/bounded"
)

// Reader reads a file, and fails for what is none. It bounds what it reads.
type Reader func(path string) ([]byte, error)

// maxBytes bounds a Worker with all that it imports. Cloudflare takes 10 MB of
// what is left of it after compression.
const maxBytes = 10 << 20

// ReadWorker reads the Worker whose main is at a path. Packages are not read: a
// checkout need not have them, and no binding is theirs.
//
// It returns when the context ends. What esbuild has begun it goes on with, and
// code can be written that keeps it busy for days.
func ReadWorker(ctx context.Context, main string, read Reader) *Worker {
	done := make(chan *Worker, 1)
	go func() { done <- readWorker(main, read) }()
	select {
	case w := <-done:
		return w
	case <-ctx.Done():
		return &Worker{Main: main, Faults: []Fault{{Kind: TooLarge, Message: quoted(main) + " takes too long to read"}}}
	}
}

func readWorker(main string, read Reader) *Worker {
	w := &Worker{Main: main, Files: map[string][]byte{}}
	b := &bundler{main: main, reader: read, files: map[string]loaded{}}
	if fault, ok := b.begin(); !ok {
		w.Faults = append(w.Faults, fault)
		return w
	}
	code, sourceMap := b.bundle()
	for path, f := range b.files {
		if f.err == nil {
			w.Files[path] = f.data
		}
	}
	w.Faults = b.settled(w.Files)
	if !w.Read() {
		return w
	}
	if err := w.analyze(code, sourceMap); err != nil {
		w.Faults = append(w.Faults, Fault{Kind: Unknown, Message: err.Error()})
	}
	return w
}

// analyze finds the uses and where they are in the original files.
func (w *Worker) analyze(code, sourceMap []byte) error {
	list, open, err := analyze(string(code))
	if err != nil {
		return err
	}
	w.Open = open || len(w.Faults) > 0
	if len(list) == 0 {
		return nil // nor need there be a source map
	}
	places, err := newLocator(code, sourceMap, w.Files)
	if err != nil {
		return err
	}
	seen := map[Use]bool{}
	for _, f := range list {
		at, ok := places.place(f.at)
		if !ok {
			return fmt.Errorf("the source map lacks a place of %q", f.binding)
		}
		u := Use{Binding: f.binding, At: at, Method: f.method, URL: f.url, Optional: f.optional}
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
	switch {
	case err != nil:
	case loaderOf(b.main) == api.LoaderEmpty:
		return Fault{Kind: Foreign, Message: fmt.Sprintf("%q is neither JavaScript nor TypeScript", b.main)}, false
	default:
		return Fault{}, true
	}
	kind, reason := Missing, "cannot be read"
	if refused, ok := errors.AsType[bounded.Refusal](err); ok {
		reason = refused.Error()
		if _, isSize := errors.AsType[*bounded.SizeError](err); isSize {
			kind = TooLarge
		}
	} else if errors.Is(err, fs.ErrNotExist) {
		reason = "does not exist"
	} else if errors.Is(err, errTooDeep) {
		kind, reason = TooLarge, errTooDeep.Error()
	}
	return Fault{Kind: kind, Message: fmt.Sprintf("%q %s", b.main, reason)}, false
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
