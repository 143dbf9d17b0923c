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
	indexes map[string]*diag.Index
}

func newLocator(code, sourceMap []byte, files map[string][]byte) (*locator, error) {
	from, err := sourcemap.Parse("", sourceMap)
	if err != nil {
		return nil, err
	}
	return &locator{diag.NewIndex(code), from, files, map[string]*diag.Index{}}, nil
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
	if l.indexes[path] == nil {
		l.indexes[path] = diag.NewIndex(data)
	}
	start := offset(data, line, column)
	return Place{path, l.indexes[path].Range(start, start+tokenLen(data[start:]))}, true
}

// offset is that of a line, from 1, and a column in UTF-16 code units.
func offset(data []byte, line, column int) int {
	at := lineStart(data, line)
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

// lineStart is where a line begins. JavaScript knows more ends of lines than
// editors do.
func lineStart(data []byte, line int) int {
	at := 0
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	for ; line > 1 && at < len(data); line-- {
		end := bytes.IndexAny(data[at:], "\r\n\u2028\u2029")
		if end < 0 {
			return len(data)
		}
		_, size := utf8.DecodeRune(data[at+end:])
		if bytes.HasPrefix(data[at+end:], []byte("\r\n")) {
			size = 2
		}
		at += end + size
	}
	return at
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
