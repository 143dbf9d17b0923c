package term

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// EscapeTSV escapes what would break a line of tab-separated values, and what
// safetext hides: a pipe often ends in a pager, and so on a terminal.
// Nothing is lost, since a backslash is escaped too: `\\`, `\t`, `\n`, `\r`;
// `\xNN` is a byte, `\uNNNN` and `\UNNNNNNNN` are code points.
func EscapeTSV(s string) string {
	if !strings.ContainsFunc(s, breaksTSV) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"), r < utf8.RuneSelf && safetext.Hostile(r):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !safetext.Hostile(r):
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

func breaksTSV(r rune) bool { return r == '\\' || safetext.Hostile(r) }
