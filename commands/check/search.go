package check

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
)

// files are what a search has found.
type files struct {
	configs []string // Wrangler's
	others  []string // that may tell how cloudflared is run
	closed  []closed

	named map[string]bool // those configs that the command line names
}

// closed is a folder that could not be searched.
type closed struct {
	path string
	err  error
}

// search finds the files that the paths name or hold, each once.
func (o *options) search() (files, error) {
	g := o.newGathering()
	switch {
	case o.app.Flags.Config != "":
		g.name(o.app.Flags.Config)
		return g.sorted(), nil
	case len(o.paths) == 0:
		return o.searchHere()
	}
	for _, path := range o.paths {
		if path == "" {
			return files{}, app.Usage(help, "a path is empty; . is the working folder")
		}
		in, err := searchPath(o.app.Path(path))
		switch {
		case err != nil:
			return files{}, app.Usage(help, "could not search %q: %s", path, cause(err))
		case len(in.configs)+len(in.closed) == 0:
			return files{}, app.Usage(help, "%q holds no Wrangler configuration", path)
		case in.isFile():
			g.name(path)
		default:
			g.add(path, in)
		}
	}
	return g.sorted(), nil
}

// isFile says that the path that was searched is a file.
func (f files) isFile() bool { return slices.Equal(f.configs, []string{""}) }

func below(dir string, names []string) []string {
	paths := make([]string, len(names))
	for i, name := range names {
		paths[i] = filepath.Join(dir, name)
	}
	return paths
}

// searchHere looks below the working folder, and else above it, as Wrangler
// does.
func (o *options) searchHere() (files, error) {
	found, err := searchPath(o.app.WorkDir())
	switch {
	case err != nil:
		return files{}, app.Usage(help, "could not search %q: %s", o.app.WorkDir(), cause(err))
	case len(found.configs) > 0:
		return found, nil
	}
	above, err := configfile.Find(configfile.FindOptions{Dir: o.app.WorkDir()})
	switch {
	case err != nil:
		return files{}, err
	case above != "":
		g := o.newGathering()
		g.name(o.shown(above))
		g.files.named = nil // it was found
		return g.sorted(), nil
	case len(found.closed) > 0:
		return found, nil
	}
	return files{}, app.Usage(help, "there is no Wrangler configuration in %q", o.app.WorkDir())
}

// searchPath finds the files in a folder and below it, relative to it and
// sorted. A file is its own only one, named "".
func searchPath(path string) (files, error) {
	info, err := os.Stat(path)
	if err != nil {
		return files{}, err
	}
	if !info.IsDir() {
		return files{configs: []string{""}}, nil
	}
	top, above := repositoryOf(path)
	s := &searcher{root: path}
	s.folder(path, above, ignoredBy(top, above))
	if len(s.found.closed) > 0 && s.found.closed[0].path == "." {
		return files{}, s.found.closed[0].err
	}
	slices.Sort(s.found.configs)
	slices.Sort(s.found.others)
	return s.found, nil
}

type searcher struct {
	root  string
	found files
}

// folder searches one folder. parts is its path in the repository, which is
// what patterns are about. Links are not followed, so that no loop is endless.
func (s *searcher) folder(dir string, parts []string, patterns []pattern) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		s.found.closed = append(s.found.closed, closed{s.relative(dir), err})
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".gitignore" }) {
		patterns = slices.Concat(patterns, readIgnore(dir, parts))
	}
	for _, e := range entries {
		path := slices.Concat(parts, []string{e.Name()})
		if e.IsDir() && isOwnFolder(e.Name()) || ignored(patterns, path, e.IsDir()) {
			continue
		}
		if e.IsDir() {
			s.folder(filepath.Join(dir, e.Name()), path, patterns)
		}
		s.file(filepath.Join(dir, e.Name()), e.IsDir())
	}
}

// file notes a file that is worth a look, and a folder that is called as a
// configuration is: whoever made it will not find out otherwise.
func (s *searcher) file(path string, folder bool) {
	rel := s.relative(path)
	switch {
	case slices.Contains(configfile.Names(), filepath.Base(path)):
		s.found.configs = append(s.found.configs, rel)
	case !folder && check.IsCloudflaredFile(rel):
		s.found.others = append(s.found.others, rel)
	}
}

func (s *searcher) relative(path string) string {
	rel, err := filepath.Rel(s.root, path)
	if err != nil {
		return path // it lies below, so that there is none
	}
	return rel
}

// isOwnFolder tells folders that hold other people's configurations, or copies.
func isOwnFolder(name string) bool {
	return slices.Contains([]string{".git", "node_modules", ".wrangler"}, name)
}

// repositoryOf is the top folder of the git repository that dir is in, and the
// way down from there; dir itself where there is none.
func repositoryOf(dir string) (top string, below []string) {
	top, ok := app.Repository(dir)
	if !ok {
		return dir, nil
	}
	rel, err := filepath.Rel(top, dir)
	if err != nil || rel == "." {
		return top, nil
	}
	return top, strings.Split(rel, string(filepath.Separator))
}
