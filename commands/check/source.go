package check

import (
	"context"
	"path/filepath"
	"time"

	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxModule caps one file of a Worker.
const maxModule = 10 << 20

// mostTime is for one Worker: a thousand modules take a second.
const mostTime = 20 * time.Second

// workers are the Workers that were read, each once whatever many
// configurations and environments mean it.
type workers struct {
	ctx  context.Context //nolint:containedctx // check.Options has no place for one
	open source.Reader   // nil: none is read
	byID map[string]*source.Worker
}

func (o *options) workers(ctx context.Context) *workers {
	w := &workers{ctx: ctx, byID: map[string]*source.Worker{}}
	if !o.noSource {
		w.open = func(path string) ([]byte, error) { return bounded.ReadRegular(o.app.Path(path), maxModule) }
	}
	return w
}

// read reads the Worker of a configuration, whose main is relative to it
// (facts/wrangler.md 2).
func (w *workers) read(config, main string) *source.Worker {
	if w.open == nil {
		return nil
	}
	path := filepath.FromSlash(main)
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(config), path)
	}
	worker, known := w.byID[path]
	if !known {
		ctx, cancel := context.WithTimeout(w.ctx, mostTime)
		worker = source.ReadWorker(ctx, path, w.open)
		cancel()
		w.byID[path] = worker
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
