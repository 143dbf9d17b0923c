package safetext

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON writes as \u escapes what a terminal or a runner might obey and what
// encoding/json lets pass: DEL, C1, the marks of the writing direction, and the
// bracket of Disarm. In JSON text they stand in strings alone, so its meaning
// stays, and a pipe, which may end in a pager, gets the same text. Line breaks
// are layout.
func JSON(text []byte) []byte {
	if bytes.Contains(text, []byte("##")) {
		text = []byte(Disarm(string(text), `\u005b`))
	}
	if plain(text) {
		return text
	}
	b := make([]byte, 0, len(text)+64)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\n' || !Hostile(r):
			b = append(b, text[:size]...)
		case r < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		}
		text = text[size:]
	}
	return b
}

// plain says whether text is printable ASCII and line breaks, as nearly all is.
func plain(text []byte) bool {
	for _, c := range text {
		if c >= 0x7f || c < 0x20 && c != '\n' {
			return false
		}
	}
	return true
}
