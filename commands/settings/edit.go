package settings

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/lariat-cli/lariat/internal/atomicfile"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// entry is a line of a settings file that gives a key a value: offsets into
// the text, and the number of the line.
type entry struct {
	line                             int
	start, key, value, valueEnd, end int
}

// findEntry finds the line of a key, as values spells it: in lower case, and
// with the name of its table. It looks at lines, so that it works in a file
// that is broken elsewhere.
func findEntry(src, key string) (entry, bool) {
	assignment := regexp.MustCompile(
		`^[ \t]*(["']?([A-Za-z0-9_.-]+)["']?)[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[^#\r\n]*[^#\s]|)`)
	header := regexp.MustCompile(`^[ \t]*\[+[ \t]*([^\]]*?)[ \t]*\]`)
	table, offset, number := "", 0, 0
	for line := range strings.Lines(src) {
		number++
		if m := header.FindStringSubmatch(line); m != nil {
			table = strings.ToLower(m[1]) + "."
		}
		if m := assignment.FindStringSubmatchIndex(line); len(m) > 0 && table+strings.ToLower(line[m[4]:m[5]]) == key {
			return entry{number, offset, offset + m[2], offset + m[6], offset + m[7], offset + len(line)}, true
		}
		offset += len(line)
	}
	return entry{}, false
}

// Location is where settings are kept: the file of a layer.
type Location struct {
	Layer Layer
	Path  string
}

// Set writes one setting into the file, which it makes if need be. All else in
// the file stays as it is, comments and all.
func (l Location) Set(ctx context.Context, key, value string) error {
	if err := os.MkdirAll(filepath.Dir(l.Path), 0o700); err != nil {
		return err
	}
	return l.edit(ctx, func(src string) string { return withEntry(src, key, value) }, func(f *file) bool {
		return f.values[key] == value
	})
}

// Unset takes one setting out of the file, and says whether it was there.
func (l Location) Unset(ctx context.Context, key string) (found bool, err error) {
	if _, err := os.Stat(l.Path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	err = l.edit(ctx, func(src string) string {
		e, ok := findEntry(src, key)
		if found = ok; !ok {
			return src
		}
		return src[:e.start] + src[e.end:]
	}, func(f *file) bool { return !f.values.has(key) })
	return found, err
}

// mostEdits ends an edit that others never let through.
const mostEdits = 1000

// edit changes the text of a file, and begins again where another process has
// changed it meanwhile, so that no change is lost to another.
func (l Location) edit(ctx context.Context, change func(string) string, done func(*file) bool) error {
	for tries := 1; ; tries++ {
		err := l.tryEdit(change, done)
		if _, changed := errors.AsType[*atomicfile.ChangedError](err); !changed || tries == mostEdits {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// tryEdit makes a settings file for which done holds: lines are looked at one by
// one, and some TOML goes on over several.
func (l Location) tryEdit(change func(string) string, done func(*file) bool) error {
	if err := checkOwner(l.Layer, l.Path); err != nil {
		return err
	}
	if err := bounded.CheckRegular(l.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unreadable(l.Layer, l.Path, err)
	}
	before, err := bounded.ReadRegular(l.Path, maxFile)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return unreadable(l.Layer, l.Path, err)
	}
	after := change(string(before))
	if after == string(before) {
		return nil
	}
	f, invalid := parse(l.Layer, l.Path, []byte(after))
	if invalid != nil {
		if _, was := parse(l.Layer, l.Path, before); was != nil {
			return was // its lines are those that the user sees
		}
	}
	if invalid != nil || !done(f) {
		return &InvalidError{Layer: l.Layer, Origin: l.Path, Err: errors.New("could not change the setting where it stands"),
			Hint: "change it in the file by hand"}
	}
	if missing {
		return atomicfile.Create(l.Path, []byte(after), l.mode())
	}
	return atomicfile.Replace(l.Path, before, []byte(after))
}

// mode is that of a new file: a project's is for all who work on it.
func (l Location) mode() fs.FileMode {
	if l.Layer == LayerProject {
		return 0o644
	}
	return 0o600
}

// withEntry is src with the key's value changed, or added above the tables.
func withEntry(src, key, value string) string {
	if e, ok := findEntry(src, key); ok {
		return src[:e.value] + quote(value, src[e.value:e.valueEnd]) + src[e.valueEnd:]
	}
	newline := "\n"
	if strings.Contains(src, "\r\n") {
		newline = "\r\n"
	}
	if table, name, ok := strings.Cut(key, "."); ok {
		header := regexp.MustCompile(`(?mi)^[ \t]*\[[ \t]*` + table + `[ \t]*\][^\n]*\n`)
		if at := header.FindStringIndex(src); at != nil {
			return src[:at[1]] + name + " = " + quote(value, "") + newline + src[at[1]:]
		}
	}
	line := key + " = " + quote(value, "") + newline
	if at := regexp.MustCompile(`(?m)^[ \t]*\[`).FindStringIndex(src); at != nil {
		return src[:at[0]] + line + src[at[0]:]
	}
	if src != "" && !strings.HasSuffix(src, "\n") {
		src += newline
	}
	return src + line
}

// quote writes a TOML string, in the quotes of the one that it replaces where
// they can hold it.
func quote(value, before string) string {
	special := func(r rune) bool { return r < ' ' || r == 0x7f }
	if strings.HasPrefix(before, "'") && !strings.Contains(value, "'") && !strings.ContainsFunc(value, special) {
		return "'" + value + "'"
	}
	var b strings.Builder
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case special(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}
