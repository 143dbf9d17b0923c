package check

import (
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxModule caps one file of a Worker.
const maxModule = 10 << 20

// project reads the files of a project and no others, wherever links lead: what
// a stranger's pull request imports is shown in a log.
type project struct {
	path func(string) string
	root string // without links

	mu      sync.Mutex
	folders map[string]string // without links, "" where they are outside
}

// projectReader reads for the Worker of a configuration.
func (o *options) projectReader(config string) source.Reader {
	p := &project{path: o.app.Path, root: o.projectRoot(config), folders: map[string]string{}}
	return p.read
}

// projectRoot is the top of the git repository that a configuration lies in. A
// project without one reaches up to the working folder.
func (o *options) projectRoot(config string) string {
	dir, work := unlinked(filepath.Dir(o.app.Path(config))), unlinked(o.app.WorkDir())
	if top, ok := app.Repository(dir); ok {
		return top
	}
	if within(work, dir) {
		return work
	}
	return dir
}

func (p *project) read(path string) ([]byte, error) {
	path = p.path(path)
	dir := p.folder(filepath.Dir(path))
	if dir == "" {
		return nil, source.ErrOutside
	}
	path = filepath.Join(dir, filepath.Base(path))
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode()&os.ModeSymlink != 0 {
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return nil, err
		}
		if !within(p.root, path) {
			return nil, source.ErrOutside
		}
	}
	return bounded.ReadRegular(path, maxModule)
}

// folder is a folder without links, "" if it lies outside.
func (p *project) folder(dir string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	resolved, known := p.folders[dir]
	if !known {
		if resolved = unlinked(dir); !within(p.root, resolved) {
			resolved = ""
		}
		p.folders[dir] = resolved
	}
	return resolved
}

// leadsOut reports whether a file that a search has found is a link out of the
// project. The search itself follows none.
func (o *options) leadsOut(path string) bool {
	file := o.app.Path(path)
	info, err := os.Lstat(file)
	return err == nil && info.Mode()&os.ModeSymlink != 0 && !within(o.projectRoot(path), unlinked(file))
}

// unlinked is a path without links, as far as there is anything.
func unlinked(path string) string {
	resolved, err := filepath.EvalSymlinks(path)
	if err == nil {
		return resolved
	}
	if dir := filepath.Dir(path); dir != path {
		return filepath.Join(unlinked(dir), filepath.Base(path))
	}
	return path
}

// within reports whether a path is a folder or lies below it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
