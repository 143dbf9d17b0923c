package diag

import (
	"bytes"
	"unicode/utf8"
)

// indexStep is the distance in bytes between two remembered places. It bounds
// the work of one look-up, even in a file of one line of megabytes.
const indexStep = 64

// utf8BOM is the UTF-8 byte-order mark.
const utf8BOM = "\xef\xbb\xbf"

// Index turns byte offsets of one file into positions, each in constant time.
type Index struct {
	src   []byte
	bom   int
	marks []mark // marks[i] describes offset bom + i*indexStep
}

type mark struct{ line, column int32 }

// NewIndex reads src once. It keeps src, which must not change afterwards and
// must be smaller than 2 GiB.
func NewIndex(src []byte) *Index {
	x := &Index{src: src}
	if bytes.HasPrefix(src, []byte(utf8BOM)) {
		x.bom = len(utf8BOM)
	}
	text := src[x.bom:]
	x.marks = make([]mark, 0, len(text)/indexStep+1)
	m := mark{line: 1, column: 1}
	for {
		x.marks = append(x.marks, m)
		if len(text) < indexStep {
			return x
		}
		m = m.advance(text[:indexStep])
		text = text[indexStep:]
	}
}

// advance moves m over b. Bytes that continue a code point take no column.
func (m mark) advance(b []byte) mark {
	for _, c := range b {
		switch {
		case c == '\n':
			m.line++
			m.column = 1
		case c < utf8.RuneSelf || utf8.RuneStart(c):
			m.column++
		}
	}
	return m
}

// Position is the place of a byte offset. An offset outside the file is moved
// to its nearest end.
func (x *Index) Position(offset int) Position {
	offset = min(max(offset, 0), len(x.src))
	rel := max(offset-x.bom, 0)
	i := rel / indexStep
	from := x.bom + i*indexStep
	m := x.marks[i].advance(x.src[from : x.bom+rel])
	return Position{Line: int(m.line), Column: int(m.column), Offset: offset}
}

// Range is the stretch from one byte offset up to another.
func (x *Index) Range(start, end int) Range {
	return Range{Start: x.Position(start), End: x.Position(end)}
}
