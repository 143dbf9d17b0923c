package diag

import "fmt"

// Position is a place in a file.
//
// Column counts Unicode code points, as SARIF's unicodeCodePoints does, so that
// a position does not change with the encoding a reader uses. A byte-order mark
// takes part in Offset and not in Column. Lines end at a line feed; a carriage
// return before it belongs to the line.
type Position struct {
	Line   int // from 1; 0 means that the position is unknown
	Column int // from 1, in code points
	Offset int // from 0, in bytes of the file as it is on disk
}

// IsValid reports whether the position is known.
func (p Position) IsValid() bool { return p.Line > 0 }

// String is "line:column", or "-" for an unknown position.
func (p Position) String() string {
	if !p.IsValid() {
		return "-"
	}
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

// Range is a stretch of a file; End is the position after its last byte. The
// zero Range means the file as a whole.
type Range struct {
	Start, End Position
}

// IsValid reports whether the range is known.
func (r Range) IsValid() bool { return r.Start.IsValid() }

// Contains reports whether inner lies within r.
func (r Range) Contains(inner Range) bool {
	return r.Start.Offset <= inner.Start.Offset && inner.End.Offset <= r.End.Offset
}
