package source

import (
	"bytes"
	"unicode/utf8"

	"github.com/go-sourcemap/sourcemap"
	"github.com/grafana/sobek/file"
	"github.com/lariat-cli/lariat/diag"
)

// locator leads from the bundle back to the files.
type locator struct {
	bundle  *diag.Index
	from    *sourcemap.Consumer
	files   map[string][]byte
	indexes map[string]index
}

// index is of one file. Its lines are those of JavaScript.
type index struct {
	*diag.Index
	lines []int // where they start
}

func newLocator(code, sourceMap []byte, files map[string][]byte) (*locator, error) {
	from, err := sourcemap.Parse("", sourceMap)
	if err != nil {
		return nil, err
	}
	return &locator{diag.NewIndex(code), from, files, map[string]index{}}, nil
}

// place is the token at a place of the bundle. The bundle is ASCII, so columns
// are the same however they are counted.
func (l *locator) place(at file.Idx) (Place, bool) {
	in := l.bundle.Position(int(at) - 1)
	source, _, line, column, ok := l.from.Source(in.Line, in.Column-1)
	path := source[min(len(namespace)+1, len(source)):]
	data, known := l.files[path]
	if !ok || !known {
		return Place{}, false
	}
	x, known := l.indexes[path]
	if !known {
		x = index{diag.NewIndex(data), lineStarts(data)}
		l.indexes[path] = x
	}
	if line < 1 || line > len(x.lines) {
		return Place{}, false
	}
	start := offset(data, x.lines[line-1], column)
	return Place{path, x.Range(start, start+tokenLen(data[start:]))}, true
}

// offset goes a column, in UTF-16 code units, from the start of a line.
func offset(data []byte, at, column int) int {
	for column > 0 && at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		at += size
		column--
		if r > 0xffff {
			column--
		}
	}
	return at
}

// lineStarts is where lines begin. JavaScript knows more ends of lines than
// editors do.
func lineStarts(data []byte) []int {
	at := 0
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	starts := []int{at}
	for ; at < len(data); at++ {
		switch {
		case data[at] == '\n', data[at] == '\r' && !bytes.HasPrefix(data[at:], []byte("\r\n")):
			starts = append(starts, at+1)
		case bytes.HasPrefix(data[at:], []byte("\u2028")), bytes.HasPrefix(data[at:], []byte("\u2029")):
			starts = append(starts, at+len("\u2028"))
		}
	}
	return starts
}

// tokenLen is the length of a text or a word at the start of data, at least 1
// where there is anything, and never more than the line.
func tokenLen(data []byte) int {
	if len(data) == 0 {
		return 0
	}
	if quote := data[0]; quote == '"' || quote == '\'' || quote == '`' {
		for i := 1; i < len(data) && data[i] != '\n'; i++ {
			switch data[i] {
			case '\\':
				i++
			case quote:
				return i + 1
			}
		}
		return 1
	}
	n := 0
	for n < len(data) && isWord(data[n]) {
		n++
	}
	return max(n, 1)
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$'
}
