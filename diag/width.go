package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// tabStop is the distance of tab stops in an excerpt. Tabs are drawn as spaces,
// so that the caret stands right whatever the terminal thinks of tabs.
const tabStop = 4

// wide lists the code points that terminals draw two columns wide: East Asian
// scripts, full-width forms and emoji. It is the coarse part of Unicode's
// EastAsianWidth.txt; a rare miss moves a caret by one column.
var wide = &unicode.RangeTable{ //nolint:gochecknoglobals // a table, never changed
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1},
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1},
		{Lo: 0x3041, Hi: 0xa4cf, Stride: 1},
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1},
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1},
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff00, Hi: 0xff60, Stride: 1},
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1},
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1},
		{Lo: 0x1f900, Hi: 0x1faff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1},
	},
}

// cell is what one code point looks like in an excerpt.
type cell struct {
	text  string
	width int // terminal columns
}

// cells draws b, which starts at the given column (from 0) of its line.
func cells(b []byte, column int) []cell {
	out := make([]cell, 0, len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		c := draw(r, column)
		column += c.width
		out = append(out, c)
	}
	return out
}

func draw(r rune, column int) cell {
	switch {
	case r == '\t':
		n := tabStop - column%tabStop
		return cell{strings.Repeat(" ", n), n}
	case safetext.Hostile(r):
		return cell{string(utf8.RuneError), 1}
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return cell{string(r), 0}
	case unicode.Is(wide, r):
		return cell{string(r), 2}
	default:
		return cell{string(r), 1}
	}
}

// clean makes a text fit for one line of a terminal or of a log.
func clean(s string) string {
	return safetext.Disarm(safetext.Escape(strings.NewReplacer("\n", " ", "\t", " ").Replace(s)), `\x5b`)
}

func width(cs []cell) int {
	n := 0
	for _, c := range cs {
		n += c.width
	}
	return n
}

func draws(cs []cell) string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteString(c.text)
	}
	return b.String()
}
