package app

import (
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// Quote makes s safe to paste into a POSIX shell and to show on a terminal,
// and leaves it as it is where nothing needs quoting. The result is one line:
// what is no plain text takes the form $'...' of POSIX.1-2024.
func Quote(s string) string {
	switch {
	case s != "" && strings.TrimFunc(s, plain) == "":
		return s
	case safetext.Escape(s) == s:
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\'', c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\%03o`, c) // what follows \x could be taken for a part of it
		default:
			b.WriteByte(c)
		}
	}
	return "$'" + b.String() + "'"
}

func plain(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		strings.ContainsRune("-_./:@%+=,", r)
}
