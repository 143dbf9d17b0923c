package configfile

import "bytes"

// tokenKind is the character itself for punctuation, and one of these else.
type tokenKind byte

const (
	tokenEnd    tokenKind = 0
	tokenString tokenKind = '"'
	tokenWord   tokenKind = 'w' // a literal, a number, or something unknown
)

type token struct {
	kind       tokenKind
	start, end int
	text       string // strings: decoded; words: as in the file
}

// jsoncLexer cuts JSONC into tokens. It recovers from every fault, so that one
// run finds them all.
type jsoncLexer struct {
	src    []byte
	pos    int
	faults *faults
}

func (l *jsoncLexer) next() token {
	l.skipTrivia()
	if l.pos >= len(l.src) || l.faults.full() {
		l.pos = len(l.src)
		return token{kind: tokenEnd, start: l.pos, end: l.pos}
	}
	start := l.pos
	switch c := l.src[start]; c {
	case '{', '}', '[', ']', ':', ',':
		l.pos++
		return token{kind: tokenKind(c), start: start, end: l.pos}
	case '"':
		text := l.quoted()
		return token{kind: tokenString, start: start, end: l.pos, text: text}
	case '\'':
		return l.singleQuoted()
	default:
		l.pos += wordLen(l.src[start:])
		return token{kind: tokenWord, start: start, end: l.pos, text: string(l.src[start:l.pos])}
	}
}

// skipTrivia skips white space and comments.
func (l *jsoncLexer) skipTrivia() {
	for l.pos < len(l.src) {
		rest := l.src[l.pos:]
		switch {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\r':
			l.pos++
		case bytes.HasPrefix(rest, []byte("//")):
			l.pos += lineLen(rest)
		case bytes.HasPrefix(rest, []byte("/*")):
			l.skipBlockComment(rest)
		default:
			return
		}
	}
}

func (l *jsoncLexer) skipBlockComment(rest []byte) {
	if i := bytes.Index(rest[2:], []byte("*/")); i >= 0 {
		l.pos += i + 4
		return
	}
	l.faults.add(l.pos, l.pos+2, "comment is never closed", "end it with */")
	l.pos = len(l.src)
}

// singleQuoted reads a string in single quotes, which JSON does not know, as
// the string that was meant.
func (l *jsoncLexer) singleQuoted() token {
	start := l.pos
	line := l.src[start : start+lineLen(l.src[start:])]
	n := bytes.IndexByte(line[1:], '\'')
	if n < 0 {
		n = len(line) - 2
	}
	l.pos = start + n + 2
	l.faults.add(start, l.pos, "single quotes do not make a string", "use double quotes")
	return token{kind: tokenString, start: start, end: l.pos, text: string(l.src[start+1 : max(l.pos-1, start+1)])}
}

// lineLen is the length of the first line of b without its line break. As in
// Wrangler's parser a carriage return alone ends a line too.
func lineLen(b []byte) int {
	if i := bytes.IndexAny(b, "\r\n"); i >= 0 {
		return i
	}
	return len(b)
}

// wordLen is the length of the run of characters that has no meaning of its
// own in JSON; at least 1.
func wordLen(b []byte) int {
	for i, c := range b {
		switch c {
		case ' ', '\t', '\r', '\n', '{', '}', '[', ']', ':', ',', '"', '\'':
			return max(i, 1)
		case '/':
			if i > 0 && i+1 < len(b) && (b[i+1] == '/' || b[i+1] == '*') {
				return i
			}
		}
	}
	return len(b)
}
