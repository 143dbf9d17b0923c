package term

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Sanitize makes text from the network or from files safe to show: control
// characters, among them the escape that starts terminal sequences, the C1
// range, the marks that turn the writing direction and those that nobody sees
// are shown as escapes, invalid UTF-8 as the replacement character. What comes
// out is one line, and sanitising it again changes nothing.
func Sanitize(s string) string {
	if !strings.ContainsFunc(s, Hostile) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !Hostile(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

// Hostile says whether r can move the cursor, reorder text, or stand in it
// unseen, so that two names look like one. The joiners U+200C and U+200D are
// not hostile: scripts and emoji need them.
func Hostile(r rune) bool {
	switch {
	case r < 0x7f: // nearly all text ends here
		return r < 0x20 // C0
	case r < 0xa0: // DEL, C1
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c: // direction
		return true
	case r == 0x2028, r == 0x2029: // line breaks of Unicode
		return true
	case r == 0x200b, r == 0x2060, r == 0xfeff, r >= 0xe0000 && r <= 0xe007f: // spaces without width, tags
		return true
	}
	return false
}
