package client

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible makes text from the network safe to print on one line: what is not
// printable (control, bidirectional and other format characters, broken UTF-8)
// shows as an escape. It keeps at most limit bytes of s.
func visible(s string, limit int) string {
	cut := len(s) > limit
	if cut {
		s = s[:limit]
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == utf8.RuneError && broken(s[i:]):
			if !cut || len(s)-i >= utf8.UTFMax { // else a rune that the cut went through
				b.WriteString(`\x` + strconv.FormatUint(uint64(s[i])|0x100, 16)[1:])
			}
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
	}
	if cut {
		b.WriteString("...")
	}
	return b.String()
}

func broken(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return size == 1
}
