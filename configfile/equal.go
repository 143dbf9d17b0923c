package configfile

import (
	"math"
	"strconv"
	"strings"
)

// Equal reports whether two documents hold the same content. Ranges, comments,
// the order of keys, the format and the path do not matter, and of a key that
// comes twice only the last counts.
func (d *Document) Equal(other *Document) bool { return equal(d.Root, other.Root) }

func equal(a, b *Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case Array:
		return equalItems(a.Items, b.Items)
	case Object:
		return within(a, b) && within(b, a)
	case Number:
		return a.Text == b.Text || equalNumbers(a.Text, b.Text)
	default:
		return a.Text == b.Text
	}
}

func equalItems(a, b []*Node) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// within reports whether each field of a is in b too. A key of b that is
// missing in a is found by asking the other way round.
func within(a, b *Node) bool {
	for m := range a.Fields() {
		if v := b.At(m.Key); v == nil || !equal(m.Value, v) {
			return false
		}
	}
	return true
}

// equalNumbers compares as JavaScript would, which has only one type of number,
// but takes large integers exactly.
func equalNumbers(a, b string) bool {
	i, iOK := integer(a)
	j, jOK := integer(b)
	if iOK && jOK {
		return i == j
	}
	x, xOK := float(a)
	y, yOK := float(b)
	return xOK && yOK && (x == y || math.IsNaN(x) && math.IsNaN(y))
}

func integer(text string) (int64, bool) {
	n, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 64)
	return n, err == nil
}

func float(text string) (float64, bool) {
	if n, ok := integer(text); ok {
		return float64(n), true
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	return f, err == nil
}
