package client

import (
	"unicode/utf8"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// visible makes text from the network safe to print on one line. It keeps at
// most limit bytes of s.
func visible(s string, limit int) string {
	if len(s) <= limit {
		return safetext.Escape(s)
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return safetext.Escape(s[:limit]) + "..."
}
