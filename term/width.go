package term

import (
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// columns is how many columns of a terminal s takes: two for a wide character,
// none for a mark that joins the one before it. s holds no control characters.
func columns(s string) int {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return displaywidth.String(s)
		}
	}
	return len(s) // nearly every cell of a table
}

// cut shortens text to width columns, in its middle: names of machines and
// services differ at their ends as often as at their beginnings.
func cut(text string, width int) string {
	if columns(text) <= width {
		return text
	}
	room := max(0, width-1) // for what stands around the ellipsis
	tail := room / 3
	return head(text, room-tail) + "…" + end(text, tail)
}

// head is as much of the beginning of text as fits.
func head(text string, width int) string {
	for i, r := range text {
		if width -= columns(string(r)); width < 0 {
			return text[:i]
		}
	}
	return text
}

// end is as much of the end of text as fits. It does not begin with a mark that
// belongs to a letter before it.
func end(text string, width int) string {
	start := len(text)
	for i := start; i > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		w := columns(string(r))
		if width -= w; width < 0 {
			break
		}
		if w > 0 {
			start = i
		}
	}
	return text[start:]
}
