package configfile

import (
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// quoted reads a string in double quotes and decodes it. The lexer stands at
// the opening quote, and afterwards behind the closing one, or at the end of
// the line where that is missing.
func (l *jsoncLexer) quoted() string {
	start := l.pos
	for i := start + 1; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == '"':
			l.pos = i + 1
			return string(l.src[start+1 : i])
		case c == '\\' || c < ' ':
			return l.quotedSlowly(start, i)
		}
	}
	return l.unclosed(start, len(l.src), nil)
}

// quotedSlowly goes on at the first character that is not simply itself.
func (l *jsoncLexer) quotedSlowly(start, i int) string {
	out := append(make([]byte, 0, 2*(i-start)), l.src[start+1:i]...)
	for i < len(l.src) {
		switch c := l.src[i]; {
		case c == '"':
			l.pos = i + 1
			return string(out)
		case c == '\n' || c == '\r':
			return l.unclosed(start, i, out)
		case c == '\\':
			var n int
			out, n = l.escape(out, i)
			i += n
		case c < ' ':
			l.faults.add(i, i+1, fmt.Sprintf("control character %U in a string", rune(c)), "write it as an escape, such as \\t")
			out = append(out, c)
			i++
		default:
			out = append(out, c)
			i++
		}
	}
	return l.unclosed(start, len(l.src), out)
}

func (l *jsoncLexer) unclosed(start, end int, out []byte) string {
	l.pos = end
	l.faults.add(start, end, "string is never closed", `end it with a double quote on the same line`)
	return string(out)
}

// escape decodes the escape sequence at i, appends it to out and returns its
// length in the file.
func (l *jsoncLexer) escape(out []byte, i int) ([]byte, int) {
	if i+1 >= len(l.src) {
		return out, 1
	}
	switch c := l.src[i+1]; c {
	case '"', '\\', '/':
		return append(out, c), 2
	case 'b':
		return append(out, '\b'), 2
	case 'f':
		return append(out, '\f'), 2
	case 'n':
		return append(out, '\n'), 2
	case 'r':
		return append(out, '\r'), 2
	case 't':
		return append(out, '\t'), 2
	case 'u':
		return l.escapeUnicode(out, i)
	case '\n', '\r':
		l.faults.add(i, i+1, "a string cannot go on in the next line", "write the line break as \\n")
		return out, 1
	default:
		_, n := utf8.DecodeRune(l.src[i+1:])
		l.faults.add(i, i+1+n, `unknown escape "`+string(l.src[i:i+1+n])+`"`, "a backslash itself is written \\\\")
		return append(out, l.src[i+1:i+1+n]...), 1 + n
	}
}

// escapeUnicode decodes \uXXXX, or two that form a surrogate pair. A lone half
// becomes U+FFFD, as encoding/json has it.
func (l *jsoncLexer) escapeUnicode(out []byte, i int) ([]byte, int) {
	r, ok := hex4(l.src[i+2:])
	if !ok {
		l.faults.add(i, i+2, `\u wants four hexadecimal digits`, "")
		return out, 2
	}
	if utf16.IsSurrogate(r) {
		if rest := l.src[i+6:]; len(rest) >= 6 && rest[0] == '\\' && rest[1] == 'u' {
			if low, ok := hex4(rest[2:]); ok && utf16.DecodeRune(r, low) != utf8.RuneError {
				return utf8.AppendRune(out, utf16.DecodeRune(r, low)), 12
			}
		}
	}
	return utf8.AppendRune(out, r), 6
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	for _, c := range b[:4] {
		if !isHex(c) {
			return 0, false
		}
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 16)
	return rune(n), err == nil
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
