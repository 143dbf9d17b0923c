// Package safetext knows what must not reach a terminal as it is. It is the
// one definition for tables, messages, findings and JSON.
package safetext

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Hostile says whether r can move the cursor, reorder text, or stand in it
// unseen, so that two names look like one. The joiners U+200C and U+200D are
// not hostile, since scripts and emoji need them, nor is the wide space of
// Chinese and Japanese.
func Hostile(r rune) bool {
	switch {
	case r < 0x7f: // nearly all text ends here
		return r < 0x20
	case r == 0x200c, r == 0x200d, r == 0x3000:
		return false
	case r == 0x115f, r == 0x1160, r == 0x2800, r == 0x3164, r == 0xffa0: // letters and signs that are blank
		return true
	}
	return !unicode.IsPrint(r)
}

// Escape shows every hostile character as an escape, and invalid UTF-8 as the
// replacement character. What comes out is one line, and escaping it again
// changes nothing.
func Escape(s string) string {
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
