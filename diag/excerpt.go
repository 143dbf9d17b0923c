package diag

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/internal/safetext"
)

const (
	// excerptColumns is how much of a line is shown on either side of the
	// start of the range; the rest of a long line becomes an ellipsis.
	excerptColumns = 70

	// leastColumns is how much of a line is shown on the narrowest terminal.
	leastColumns = 20

	// excerptBytes bounds what is looked at on either side, since a line may
	// be megabytes long and full of characters that take no column.
	excerptBytes = 1024
)

// excerpt draws the line on which r starts and, beneath it, a caret and a
// tilde for each further column of the range on that line. The line takes no
// more than the given columns; 0 says nothing.
func excerpt(src []byte, r Range, columns int) (line, marker string, ok bool) {
	at := r.Start.Offset
	if !r.IsValid() || at < 0 || at > len(src) {
		return "", "", false
	}
	lo, hi := lineAround(src, at)
	if lo == hi {
		return "", "", false
	}
	before := cells(src[lo:at], 0)
	covered := min(max(r.End.Offset, at), hi)
	under := cells(src[at:covered], width(before))
	after := cells(src[covered:hi], width(before)+width(under))

	rest := slices.Concat(under, after)
	left, right := sides(width(before), width(rest), columns)
	before, cutLeft := tail(before, left)
	rest, cutRight := head(rest, right)
	indent := width(before)
	line = safetext.Disarm(draws(before)+draws(rest), string(utf8.RuneError))
	if cutLeft || lo > 0 && src[lo-1] != '\n' && string(src[:lo]) != utf8BOM {
		line, indent = "…"+line, indent+1
	}
	if cutRight || hi < len(src) && src[hi] != '\n' && src[hi] != '\r' {
		line += "…"
	}
	marks := max(min(width(under), width(rest)), 1)
	return strings.TrimRight(line, " "), strings.Repeat(" ", indent) + "^" + strings.Repeat("~", marks-1), true
}

// sides is how many columns there are on either side of the start of the range,
// where before and rest could be used. What one does not need is the other's.
func sides(before, rest, columns int) (left, right int) {
	if columns == 0 {
		return excerptColumns, excerptColumns
	}
	columns = max(columns-2, leastColumns) // an ellipsis at either end
	right = min(excerptColumns, rest, max(columns/2, columns-before))
	return min(excerptColumns, columns-right), right
}

// lineAround is the line that holds the offset at, without its line break and
// a byte-order mark, and no more than excerptBytes on either side.
func lineAround(src []byte, at int) (lo, hi int) {
	lo = max(at-excerptBytes, 0)
	if i := bytes.LastIndexByte(src[lo:at], '\n'); i >= 0 {
		lo += i + 1
	}
	if lo == 0 && bytes.HasPrefix(src, []byte(utf8BOM)) && at >= len(utf8BOM) {
		lo = len(utf8BOM)
	}
	for lo < at && !utf8.RuneStart(src[lo]) {
		lo++
	}
	hi = min(at+excerptBytes, len(src))
	if i := bytes.IndexByte(src[at:hi], '\n'); i >= 0 {
		hi = at + i
		if hi > at && src[hi-1] == '\r' {
			hi--
		}
	}
	for hi > at && hi < len(src) && !utf8.RuneStart(src[hi]) {
		hi--
	}
	return lo, hi
}

// tail keeps the last columns of cs, head the first.
func tail(cs []cell, columns int) (kept []cell, cut bool) {
	w := 0
	for i := len(cs) - 1; i >= 0; i-- {
		if w += cs[i].width; w > columns {
			return cs[i+1:], true
		}
	}
	return cs, false
}

func head(cs []cell, columns int) (kept []cell, cut bool) {
	w := 0
	for i, c := range cs {
		if w += c.width; w > columns {
			return cs[:i], true
		}
	}
	return cs, false
}
