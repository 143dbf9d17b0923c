package configfile

import (
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// member reads one property of an object and adds it to n.
func (p *jsoncParser) member(n *Node) {
	key := p.tok
	switch key.kind {
	case '{', '[':
		p.faults.add(key.start, key.end, "property name expected", "")
		p.value()
		return
	case tokenWord:
		p.faults.add(key.start, key.end, "property name "+quoteShort(key.text)+" is not in quotes", "use double quotes")
	}
	p.advance()
	m := Member{Key: key.text, KeyRange: p.faults.index.Range(key.start, key.end)}
	if p.tok.kind == ':' {
		p.advance()
	} else {
		p.faults.add(p.prevEnd, p.prevEnd, "':' expected after the property name", "")
		if p.tok.kind == ',' || p.tok.kind == '}' {
			return
		}
	}
	m.Value = p.value()
	if earlier, duplicate := n.add(m); duplicate && len(p.duplicates) < maxFaults {
		p.duplicates.Add(duplicateKey(p.faults.path, earlier, m))
	}
}

// duplicateKey reports a member that a later one replaces. Wrangler takes the
// last without a word (facts/wrangler.md 1).
func duplicateKey(path string, earlier, later Member) diag.Finding {
	return diag.Finding{
		Rule: RuleDuplicateKey, Severity: diag.Warning, Path: path, Range: earlier.KeyRange,
		Message: "key " + strconv.Quote(earlier.Key) + " comes again later, which makes this value void",
		Hint:    "remove one of the two",
		Related: []diag.Related{{Range: later.KeyRange, Message: "this one counts"}},
	}
}

// wordKind says what a word is; a word that is nothing counts as a string.
func wordKind(word string) (Kind, bool) {
	switch {
	case word == "true" || word == "false":
		return Bool, true
	case word == "null":
		return Null, true
	case isJSONNumber(word):
		return Number, true
	default:
		return String, false
	}
}

func (p *jsoncParser) badWord() {
	word, hint := p.tok.text, "strings need double quotes"
	if c := word[0]; c == '-' || c == '+' || c == '.' || '0' <= c && c <= '9' {
		hint = "numbers are written as in JSON, such as -1.5e3; anything else needs double quotes"
	}
	if low := strings.ToLower(word); low == "true" || low == "false" || low == "null" {
		hint = "write it in lower case"
	}
	p.faults.add(p.tok.start, p.tok.end, quoteShort(word)+" is not a value", hint)
}

// isJSONNumber checks the grammar of RFC 8259, section 6.
func isJSONNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	s = s[whole:]
	if rest, ok := strings.CutPrefix(s, "."); ok {
		n := digits(rest)
		if n == 0 {
			return false
		}
		s = rest[n:]
	}
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = s[1:]
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	return s != "" && digits(s) == len(s)
}

func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}
