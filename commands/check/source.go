package check

import (
	"context"
	"fmt"
	"path/filepath"
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
		ctx, cancel := context.WithTimeout(w.ctx, mostTime)
		worker = s.ReadWorker(ctx, path, w.seen.note(w.open(config)))
		cancel()
		w.byID[id] = worker
	}
	return worker
}

// show adds the files of the Workers to the sources of a report, for excerpts.
func (w *workers) show(sources map[string][]byte) {
	for _, worker := range w.byID {
		for path, data := range worker.Files {
			sources[path] = data
		}
	}
}
