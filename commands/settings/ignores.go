package settings

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/suggest"
)

// ignoreKey is the list of what `lariat check` is not to report:
// [[check.ignore]] rule = "remote-false", reason = "why", path = "workers/shop".
const ignoreKey = "check.ignore"

// IgnoreSetting is an entry of a project's list. Which rules there are is
// check's matter.
type IgnoreSetting struct {
	Rule   string
	Path   string // a file or folder, from that of the settings; "" is everywhere
	Reason string

	File       string
	Source     string // of the file
	Start, End int    // where in it the entry begins; 0, 0 where that is not known
	Origin     string // the file, with line and column where they are known
}

// Ignores are those of the project's file, or what is wrong with one.
func (r *Resolved) Ignores() ([]IgnoreSetting, error) {
	var list []IgnoreSetting
	for _, f := range r.files {
		if !f.values.has(ignoreKey) {
			continue
		}
		if f.layer != LayerProject {
			return nil, f.ignoreFault(f.path, "move it into a project's .lariat.toml",
				errors.New("[[check.ignore]] is a project's own"))
		}
		items, ok := f.values[ignoreKey].([]any)
		if !ok {
			return nil, f.notTables()
		}
		places := f.ignorePlaces(len(items))
		for i, item := range items {
			entry := f.ignoreAt(places[i])
			table, ok := item.(map[string]any)
			if !ok {
				return nil, f.notTables()
			}
			if hint, err := entry.read(table); err != nil {
				return nil, f.ignoreFault(entry.Origin, hint, err)
			}
			list = append(list, entry)
		}
	}
	return list, nil
}

func (f *file) ignoreFault(origin, hint string, err error) *InvalidError {
	return &InvalidError{Layer: f.layer, Origin: origin, Hint: hint, Err: err}
}

func (f *file) notTables() *InvalidError {
	return f.ignoreFault(f.path, "begin each entry with [[check.ignore]]",
		fmt.Errorf("%q has to be a list of tables", ignoreKey))
}

// read takes what a table says, and says what is wrong with it and what to do.
func (s *IgnoreSetting) read(table map[string]any) (hint string, err error) {
	fields := map[string]*string{"rule": &s.Rule, "path": &s.Path, "reason": &s.Reason}
	hasPath := false
	for _, key := range slices.Sorted(maps.Keys(table)) {
		hasPath = hasPath || strings.EqualFold(key, "path")
		field, ok := fields[strings.ToLower(key)]
		if !ok {
			err := fmt.Errorf("[[check.ignore]] has no %q", key)
			if near, ok := suggest.Nearest(key, slices.Sorted(maps.Keys(fields))); ok {
				return "did you mean " + near + "?", err
			}
			return "it has a rule, a reason and perhaps a path", err
		}
		if *field, ok = table[key].(string); !ok {
			return "such as " + key + ` = "..."`, fmt.Errorf("%s: the value has to stand in quotes", key)
		}
	}
	switch {
	case strings.TrimSpace(s.Rule) == "":
		return `such as rule = "remote-false"`, errors.New("[[check.ignore]] names no rule")
	case strings.TrimSpace(s.Reason) == "":
		return `add reason = "..." and why it is all right`, fmt.Errorf("[[check.ignore]] of %q gives no reason", s.Rule)
	case hasPath && s.Path == "":
		return "leave the path out, and the entry counts everywhere", errors.New("path: an empty value is none")
	case strings.Contains(s.Path, `\`):
		return "write path = " + quote(strings.ReplaceAll(s.Path, `\`, "/"), ""),
			fmt.Errorf("path: %q has backslashes", s.Path)
	case hasPath && !filepath.IsLocal(filepath.FromSlash(s.Path)):
		return "name a file or folder as it is seen from that of .lariat.toml",
			fmt.Errorf("path: %q leads out of the project", s.Path)
	}
	return "", nil
}

// ignorePlaces are where the entries begin. They are looked for in the text, and
// not known where they stand in another form.
func (f *file) ignorePlaces(n int) [][]int {
	header := regexp.MustCompile(`(?mi)^[ \t]*(\[\[[ \t]*check[ \t]*\.[ \t]*ignore[ \t]*\]\])`)
	found := header.FindAllStringSubmatchIndex(f.src, -1)
	if len(found) != n {
		return make([][]int, n)
	}
	return found
}

// ignoreAt is an entry at a place.
func (f *file) ignoreAt(at []int) IgnoreSetting {
	entry := IgnoreSetting{File: f.path, Source: f.src, Origin: f.path}
	if at != nil {
		entry.Start, entry.End = at[2], at[3]
		before := f.src[:entry.Start]
		entry.Origin = place(f.path, strings.Count(before, "\n")+1, len(before)-strings.LastIndexByte(before, '\n'))
	}
	return entry
}
