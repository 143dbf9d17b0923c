package check

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/lariat-cli/lariat/check/source"
)

// mostTime is for one Worker: a thousand modules take a second.
const mostTime = 20 * time.Second

// workers are the Workers that were read, each once whatever many
// configurations and environments mean it.
type workers struct {
	ctx  context.Context                   //nolint:containedctx // check.Options has no place for one
	open func(config string) source.Reader // nil: none is read
	seen *seenFiles
	byID map[string]*source.Worker
}

func (o *options) workers(ctx context.Context) *workers {
	w := &workers{ctx: ctx, seen: o.seen, byID: map[string]*source.Worker{}}
	if !o.noSource {
		w.open = o.projectReader
	}
	return w
}

// read reads the Worker of a configuration, whose main is relative to it
// (facts/wrangler.md 2).
func (w *workers) read(config, main string, s source.Settings) *source.Worker {
	if w.open == nil {
		return nil
	}
	s.Dir = filepath.Dir(config)
	path := filepath.FromSlash(main)
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.Dir, path)
	}
	id := fmt.Sprintf("%q %q", path, s)
	worker, known := w.byID[id]
	if !known {
		worker = w.readWorker(s, path, w.open(config))
		w.byID[id] = worker
	}
	return worker
}

// Memory in which to collect less often: a Worker needs little of it for long,
// and collecting it all on the way takes a fifth of the time.
const (
	freeMemory  = 256 << 20 // bytes, above which it is collected as ever
	freePercent = 400
)

func (w *workers) readWorker(s source.Settings, path string, read source.Reader) *source.Worker {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(freeMemory))
	defer debug.SetGCPercent(debug.SetGCPercent(freePercent))
	ctx, cancel := context.WithTimeout(w.ctx, mostTime)
	defer cancel()
	return s.ReadWorker(ctx, path, w.seen.note(read))
}

// show adds the files of the Workers to the sources of a report, for excerpts.
func (w *workers) show(sources map[string][]byte) {
	for _, worker := range w.byID {
		for path, data := range worker.Files {
			sources[path] = data
		}
	}
}
