package check

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"

	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxIgnore caps a .gitignore.
const maxIgnore = 1 << 20

// names are those of Wrangler's configurations (facts/wrangler.md 1).
func names() []string { return []string{"wrangler.json", "wrangler.jsonc", "wrangler.toml"} }

// searchPath lists the configurations in a folder and below it, relative to
// it and sorted. A file is its own only one, named "".
func searchPath(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		if cause := errors.Unwrap(err); cause != nil {
			err = cause // without the path
		}
		return nil, err
	}
	if !info.IsDir() {
		return []string{""}, nil
	}
	top, above := repository(path)
	s := &searcher{root: path}
	s.folder(path, above, ignoredBy(top, above))
	slices.Sort(s.found)
	return s.found, nil
}

type searcher struct {
	root  string
	found []string
}

// folder searches one folder. parts is its path in the repository, which is
// what patterns are about. Links are not followed, so that no loop is endless,
// and what cannot be read is passed over.
func (s *searcher) folder(dir string, parts []string, patterns []gitignore.Pattern) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".gitignore" }) {
		patterns = slices.Concat(patterns, readIgnore(dir, parts))
	}
	ignored := gitignore.NewMatcher(patterns)
	for _, e := range entries {
		path := slices.Concat(parts, []string{e.Name()})
		switch {
		case e.IsDir() && !isOwnFolder(e.Name()) && !ignored.Match(path, true):
			s.folder(filepath.Join(dir, e.Name()), path, patterns)
		case !e.IsDir() && slices.Contains(names(), e.Name()) && !ignored.Match(path, false):
			if rel, err := filepath.Rel(s.root, filepath.Join(dir, e.Name())); err == nil {
				s.found = append(s.found, rel)
			}
		}
	}
}

// isOwnFolder tells folders that hold other people's configurations, or copies.
func isOwnFolder(name string) bool {
	return slices.Contains([]string{".git", "node_modules", ".wrangler"}, name)
}

// repository is the top folder of the git repository that dir is in, and the
// way down from there; dir itself where there is none.
func repository(dir string) (top string, below []string) {
	for top = dir; ; top = filepath.Dir(top) {
		if _, err := os.Lstat(filepath.Join(top, ".git")); err == nil {
			rel, err := filepath.Rel(top, dir)
			if err != nil || rel == "." {
				return top, nil
			}
			return top, strings.Split(rel, string(filepath.Separator))
		}
		if filepath.Dir(top) == top {
			return dir, nil
		}
	}
}

// ignoredBy are the patterns of the folders above the searched one.
func ignoredBy(top string, below []string) []gitignore.Pattern {
	var patterns []gitignore.Pattern
	for i := range below {
		patterns = append(patterns, readIgnore(filepath.Join(append([]string{top}, below[:i]...)...), below[:i])...)
	}
	return patterns
}

func readIgnore(dir string, parts []string) []gitignore.Pattern {
	data, err := bounded.ReadFile(filepath.Join(dir, ".gitignore"), maxIgnore)
	if err != nil {
		return nil
	}
	var patterns []gitignore.Pattern
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, "#") {
			patterns = append(patterns, gitignore.ParsePattern(line, parts))
		}
	}
	return patterns
}
