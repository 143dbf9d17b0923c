package check

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxIgnore caps a .gitignore.
const maxIgnore = 1 << 20

// pattern is a line of a .gitignore, as gitignore(5) has it. The well-kept
// library for it costs every command 0.1 ms at start.
type pattern struct {
	in      []string // the folder of the file
	parts   []string // "**" is any number of folders
	negated bool
	folders bool // only those
}

// parsePattern reads a line; ok is false where it holds no pattern.
func parsePattern(line string, in []string) (p pattern, ok bool) {
	line = strings.TrimRight(line, "\r\n")
	if !strings.HasSuffix(line, `\ `) {
		line = strings.TrimRight(line, " ")
	}
	if line == "" || line[0] == '#' {
		return pattern{}, false
	}
	p = pattern{in: in}
	line, p.negated = strings.CutPrefix(line, "!")
	line = strings.ReplaceAll(line, "[!", "[^") // as path.Match has it
	p.folders = strings.HasSuffix(line, "/")
	line = strings.TrimSuffix(line, "/")
	anchored := strings.Contains(line, "/")
	p.parts = strings.Split(strings.TrimPrefix(line, "/"), "/")
	for i, part := range p.parts {
		if len(part) > 2 && strings.Trim(part, "*") == "" {
			p.parts[i] = "**" // as git has it
		}
	}
	if !anchored {
		p.parts = []string{"**", line}
	}
	_, err := path.Match(strings.Join(p.parts, "/"), "")
	return p, line != "" && err == nil
}

// matches says whether the pattern is about a path, given from the top of the
// repository.
func (p pattern) matches(parts []string, folder bool) bool {
	if p.folders && !folder || len(parts) <= len(p.in) || !slices.Equal(parts[:len(p.in)], p.in) {
		return false
	}
	return matchParts(p.parts, parts[len(p.in):])
}

// matchParts matches name by name. A "**" at the end is all that a folder holds.
func matchParts(pattern, parts []string) bool {
	for len(pattern) > 0 && pattern[0] != "**" {
		if len(parts) == 0 {
			return false
		}
		if ok, _ := path.Match(pattern[0], parts[0]); !ok { // the pattern was tried
			return false
		}
		pattern, parts = pattern[1:], parts[1:]
	}
	switch {
	case len(pattern) == 0:
		return len(parts) == 0
	case len(pattern) == 1:
		return len(parts) > 0
	}
	for i := range parts {
		if matchParts(pattern[1:], parts[i:]) {
			return true
		}
	}
	return false
}

// ignored says what the last pattern about a path says. Of files it takes only
// one for all that a folder holds: who keeps a configuration out of git because
// of its ids deploys it all the same.
func ignored(patterns []pattern, parts []string, folder bool) bool {
	for _, p := range slices.Backward(patterns) {
		if p.matches(parts, folder) {
			return !p.negated && (folder || p.isAboutAll())
		}
	}
	return false
}

// isAboutAll says that the pattern names nothing in particular, as in "dist/*".
func (p pattern) isAboutAll() bool {
	return strings.Trim(p.parts[len(p.parts)-1], "*") == ""
}

// ignoredBy are the patterns of the repository itself, and of the folders above
// the searched one.
func ignoredBy(top string, below []string) []pattern {
	patterns := readPatterns(filepath.Join(top, ".git", "info", "exclude"), nil)
	for i := range below {
		dir := filepath.Join(slices.Concat([]string{top}, below[:i])...)
		patterns = append(patterns, readIgnore(dir, below[:i])...)
	}
	return patterns
}

func readIgnore(dir string, parts []string) []pattern {
	return readPatterns(filepath.Join(dir, ".gitignore"), parts)
}

// readPatterns reads those of a file, if there is one, for a folder.
func readPatterns(file string, parts []string) []pattern {
	data, err := bounded.ReadRegular(file, maxIgnore)
	if err != nil {
		return nil
	}
	var patterns []pattern
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		if p, ok := parsePattern(line, parts); ok {
			patterns = append(patterns, p)
		}
	}
	return patterns
}
