package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Fix is a change of the finding's own file after which the finding is gone.
type Fix struct {
	Message string // what it does, in the style of a finding's message
	Edits   []Edit
}

// Edit replaces a range of a file. An empty range inserts at its place; an
// empty New deletes.
type Edit struct {
	Range Range
	New   string
}

// Replace is the fix that puts other text in the place of a range.
func Replace(message string, r Range, text string) *Fix {
	return &Fix{Message: message, Edits: []Edit{{Range: r, New: text}}}
}

// Apply makes every change of the fixes, which are all of one file, or none.
// Edits may touch and must not overlap, since what was meant then depends on
// their order; two insertions at one place overlap. The same replacement in
// two fixes is made once. The error is an *OverlapError or an *EditError.
func Apply(src []byte, fixes []Fix) ([]byte, error) {
	edits, err := inOrder(fixes, len(src))
	if err != nil {
		return nil, err
	}
	out, at := make([]byte, 0, len(src)), 0
	for _, e := range edits {
		out = append(out, src[at:e.Range.Start.Offset]...)
		out = append(out, e.New...)
		at = e.Range.End.Offset
	}
	return append(out, src[at:]...), nil
}

// OverlapError says that two fixes change the same bytes. First and Second are
// their places in the list that was to be applied, the lower one first; they
// are equal where a fix is at odds with itself.
type OverlapError struct {
	First, Second int
	At            Position
}

func (e *OverlapError) Error() string {
	return fmt.Sprintf("two fixes change the text at %s", e.At)
}

// EditError says that an edit does not fit the file: its range is unknown,
// reversed, or not within the file.
type EditError struct {
	Fix  int // place in the list that was to be applied
	Edit Edit
	Size int // of the file, in bytes
}

func (e *EditError) Error() string {
	if !e.Edit.Range.IsValid() {
		return "a fix does not say which text it changes"
	}
	return fmt.Sprintf("a fix changes bytes %d to %d of a file of %d bytes",
		e.Edit.Range.Start.Offset, e.Edit.Range.End.Offset, e.Size)
}

// ordered is an edit that remembers its fix.
type ordered struct {
	Edit
	fix int
}

func (o ordered) empty() bool { return o.Range.Start.Offset == o.Range.End.Offset }

// inOrder lists the edits of all fixes from the start of the file on. An
// insertion comes before the replacement of what follows it.
func inOrder(fixes []Fix, size int) ([]ordered, error) {
	var edits []ordered
	for i, f := range fixes {
		for _, e := range f.Edits {
			start, end := e.Range.Start.Offset, e.Range.End.Offset
			if !e.Range.IsValid() || start < 0 || end < start || size < end {
				return nil, &EditError{Fix: i, Edit: e, Size: size}
			}
			edits = append(edits, ordered{e, i})
		}
	}
	slices.SortStableFunc(edits, func(a, b ordered) int {
		return cmp.Or(
			cmp.Compare(a.Range.Start.Offset, b.Range.Start.Offset),
			cmp.Compare(a.Range.End.Offset, b.Range.End.Offset),
		)
	})
	edits = slices.CompactFunc(edits, func(a, b ordered) bool {
		return !a.empty() && a.New == b.New &&
			a.Range.Start.Offset == b.Range.Start.Offset && a.Range.End.Offset == b.Range.End.Offset
	})
	for i := range edits[min(1, len(edits)):] {
		a, b := edits[i], edits[i+1]
		both := a.empty() && b.empty() && a.Range.Start.Offset == b.Range.Start.Offset
		if both || b.Range.Start.Offset < a.Range.End.Offset {
			return nil, &OverlapError{First: min(a.fix, b.fix), Second: max(a.fix, b.fix), At: b.Range.Start}
		}
	}
	return edits, nil
}
