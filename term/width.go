package term

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// columns is how many columns of a terminal s takes: two for a wide character,
// none for a mark that joins the one before it. s holds no control characters.
func columns(s string) int {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return lipgloss.Width(s)
		}
	}
	return len(s) // nearly every cell of a table
}

// cut shortens text to width columns and marks that it did.
func cut(text string, width int) string {
	if columns(text) <= width {
		return text
	}
	var b strings.Builder
	used := 1 // the ellipsis
	for _, r := range text {
		w := columns(string(r))
		if used+w > width {
			break
		}
		used += w
		b.WriteRune(r)
	}
	return b.String() + "…"
}
