package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Set is a number of findings. A set that is not empty is an error.
type Set []Finding

var _ error = Set(nil)

// Add puts findings into the set.
func (s *Set) Add(findings ...Finding) { *s = append(*s, findings...) }

// Sorted returns the findings by path, place, rule and message, each once. The
// set itself stays as it is.
func (s Set) Sorted() Set {
	sorted := slices.Clone(s)
	slices.SortStableFunc(sorted, compare)
	return slices.CompactFunc(sorted, func(a, b Finding) bool { return compare(a, b) == 0 })
}

// Err is the set as an error, nil if the set is empty.
func (s Set) Err() error {
	if len(s) == 0 {
		return nil
	}
	return s.Sorted()
}

// Error is one line: the first finding, and how many more there are.
func (s Set) Error() string {
	switch len(s) {
	case 0:
		return "no findings"
	case 1:
		return s[0].String()
	default:
		return fmt.Sprintf("%s (and %d more)", s[0], len(s)-1)
	}
}

func compare(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.Path, b.Path),
		cmp.Compare(a.Range.Start.Offset, b.Range.Start.Offset),
		cmp.Compare(a.Range.End.Offset, b.Range.End.Offset),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Message, b.Message),
	)
}
