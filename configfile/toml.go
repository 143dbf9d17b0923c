package configfile

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/diag"
	"github.com/pelletier/go-toml/v2/unstable"
)

// parseTOML reads src from start on. The tree is of no use if there are faults.
//
// go-toml's syntax tree gives the ranges, and lets the parse go on after a
// fault. It does not check what spans expressions; tomlTables and, at last, a
// strict decoder do that.
func parseTOML(src []byte, start int, f *faults) *Node {
	src = slices.Clip(src) // offsetIn measures by capacity
	t := newTOMLTables(src, f)
	p := unstable.Parser{}
	for base := start; base >= 0 && !f.full(); {
		rest := src[base:]
		p.Reset(rest)
		t.base = base
		for p.NextExpression() && !f.full() {
			t.expression(p.Expression())
		}
		base = t.recover(p.Error(), rest)
	}
	if len(f.set) == 0 {
		verifyTOML(src, start, f)
	}
	return t.root
}

// recover records a syntax fault and returns where to read on, or -1.
func (t *tomlTables) recover(err error, rest []byte) int {
	var fault *unstable.ParserError
	if !errors.As(err, &fault) {
		return -1
	}
	off, length := offsetIn(rest, fault.Highlight)
	at := t.base + off
	t.faults.add(at, at+length, lowerFirst(fault.Message), "", t.unclosed(at)...)
	if lineStartsTable(t.src, at) {
		t.detach()
	}
	if quotes := t.src[at:min(at+3, len(t.src))]; string(quotes) == `"""` || string(quotes) == "'''" {
		return -1 // a string over several lines without an end: all else is in it
	}
	return nextExpression(t.src, at)
}

// unclosed is the place of the expression that goes on until the end of the
// file, if that is where the fault at the offset at lies.
func (t *tomlTables) unclosed(at int) []diag.Related {
	start := t.skipTrivia(max(t.done, t.base))
	if at < len(t.src)-1 || start >= at {
		return nil
	}
	r := t.faults.index.Range(start, start+lineLen(t.src[start:]))
	return []diag.Related{{Range: r, Message: "what is not closed begins here"}}
}

// offsetIn finds where part lies in whole, which share their memory.
func offsetIn(whole, part []byte) (offset, length int) {
	offset = cap(whole) - cap(part)
	if part == nil || offset < 0 || offset+len(part) > len(whole) {
		return 0, 0
	}
	return offset, len(part)
}

// nextExpression is the start of the first line after the offset at that looks
// like a table header or a key with its value, or -1.
func nextExpression(src []byte, at int) int {
	for {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
		if startsExpression(src[at:]) {
			return at
		}
	}
}

func startsExpression(b []byte) bool {
	b = bytes.TrimLeft(b[:lineLen(b)], " \t")
	n := 0
	for n < len(b) && (isBareKey(rune(b[n])) || strings.IndexByte("[.\"' \t", b[n]) >= 0) {
		n++
	}
	if n == 0 {
		return false
	}
	rest := bytes.TrimLeft(b[n:], "]")
	if b[0] == '[' { // nothing but a comment may follow, unlike in an array of arrays
		rest = bytes.TrimLeft(rest, " \t")
		return len(bytes.Trim(b[:n], "[ \t")) > 0 && (len(rest) == 0 || rest[0] == '#')
	}
	return len(rest) > 0 && rest[0] == '='
}

func isBareKey(r rune) bool {
	return r == '_' || r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

func lineStartsTable(src []byte, at int) bool {
	line := src[bytes.LastIndexByte(src[:at], '\n')+1:]
	return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("["))
}

// lowerFirst puts the first letter of a parser's message in lower case, unless
// it begins an acronym.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}
