package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/term"
)

// encode writes compact JSON without HTML escapes. A nil slice is [].
func encode(data any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(filled(data)); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// Line prints data as one line of JSON that no terminal obeys.
func Line(out *term.Output, data any) error {
	text, err := encode(data)
	if err == nil {
		_, err = out.Write(append(escapeHostile(text), '\n'))
	}
	return err
}

// indent prints JSON for eyes and machines alike: one form, in a terminal and
// in a pipe.
func indent(out *term.Output, text []byte) error {
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := out.Write(escapeHostile(b.Bytes()))
	return err
}

// escapeHostile writes as \u escapes what a terminal might obey and what
// encoding/json lets pass: DEL, C1, the marks of the writing direction. In JSON
// text they stand in strings alone, so its meaning stays, and a pipe, which may
// end in a pager, gets the same text. Line breaks are layout.
func escapeHostile(text []byte) []byte {
	if plain(text) {
		return text
	}
	b := make([]byte, 0, len(text)+64)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case !hostile(r):
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

func hostile(r rune) bool { return r != '\n' && safetext.Hostile(r) }
