package term

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Sanitize makes text from the network or from files safe to show: control
// characters, among them the escape that starts terminal sequences, the C1
// range and the marks that turn the writing direction are shown as escapes,
// invalid UTF-8 as the replacement character.
func Sanitize(s string) string {
	if !strings.ContainsFunc(s, hostile) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !hostile(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// hostile says whether r can move the cursor, hide text or reorder it.
func hostile(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0: // C0, DEL, C1
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c: // direction
		return true
	case r == 0x2028, r == 0x2029, r == 0xfeff: // line breaks of Unicode, byte-order mark
		return true
	}
	return false
}
