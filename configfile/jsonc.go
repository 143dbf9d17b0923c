package configfile

import "github.com/lariat-cli/lariat/diag"

// jsoncParser reads JSON with comments and trailing commas, the dialect that
// Wrangler allows in .json and .jsonc alike (facts/wrangler.md 1).
//
// hujson could read the same, but stops at the first fault, has no bound on
// depth, and gives no lines; the tests hold this parser against it.
type jsoncParser struct {
	lexer      jsoncLexer
	tok        token
	prevEnd    int // where the token before tok ended
	faults     *faults
	open       []token  // brackets not closed yet, outermost first
	duplicates diag.Set // keys that come again later, the first maxFaults
}

// parseJSONC reads src from start on. The tree is of no use if there are faults.
func parseJSONC(src []byte, start int, f *faults) (root *Node, duplicates diag.Set) {
	p := &jsoncParser{lexer: jsoncLexer{src: src, pos: start, faults: f}, faults: f}
	p.advance()
	if p.tok.kind == tokenEnd && len(f.set) == 0 {
		f.add(start, start, "the file is empty", "an empty configuration is written {}")
		return nil, nil
	}
	root = p.value()
	if p.tok.kind != tokenEnd {
		p.faults.add(p.tok.start, p.tok.end, "nothing may follow the end of the configuration", "")
	}
	return root, p.duplicates
}

func (p *jsoncParser) advance() {
	p.prevEnd = p.tok.end
	p.tok = p.lexer.next()
}

// value reads one value. Where there is none it records that and takes nothing.
func (p *jsoncParser) value() *Node {
	switch p.tok.kind {
	case '{', '[':
		return p.nested()
	case tokenString:
		return p.scalar(String)
	case tokenWord:
		kind, ok := wordKind(p.tok.text)
		if !ok {
			p.badWord()
		}
		return p.scalar(kind)
	default:
		p.faults.add(p.tok.start, p.tok.end, "value expected", "")
		return &Node{Kind: Null, Range: p.faults.index.Range(p.tok.start, p.tok.start)}
	}
}

func (p *jsoncParser) scalar(kind Kind) *Node {
	n := &Node{Kind: kind, Text: p.tok.text, Range: p.faults.index.Range(p.tok.start, p.tok.end)}
	p.advance()
	return n
}

// nested reads an object or an array, unless it is nested too deep: then it
// ends the parse.
func (p *jsoncParser) nested() *Node {
	opening := p.tok
	n := &Node{Kind: Object, Range: p.faults.index.Range(opening.start, opening.end)}
	if opening.kind == '[' {
		n.Kind = Array
	}
	if len(p.open) >= maxDepth {
		p.faults.add(opening.start, opening.end, "values are nested too deep", "")
		p.lexer.pos = len(p.lexer.src)
		p.open = p.open[:0]
		p.advance()
		return n
	}
	p.open = append(p.open, opening)
	depth := len(p.open)
	p.advance()
	for len(p.open) == depth && p.inside(opening) {
		if opening.kind == '[' {
			n.Items = append(n.Items, p.value())
		} else {
			p.member(n)
		}
		p.separator()
	}
	n.Range.End = p.faults.index.Position(p.prevEnd)
	return n
}

// inside takes what may stand before the next element, and reports whether
// there is one. It closes the innermost bracket where that ends.
func (p *jsoncParser) inside(opening token) bool {
	for {
		switch p.tok.kind {
		case '}', ']':
			if !p.closes(opening) {
				continue
			}
			return false
		case tokenEnd:
			p.endWithin(opening)
			return false
		case ',', ':':
			p.faults.add(p.tok.start, p.tok.end, expected(opening)+" expected before '"+string(rune(p.tok.kind))+"'", "")
			p.advance()
		default:
			return true
		}
	}
}

func expected(opening token) string {
	if opening.kind == '{' {
		return "property name"
	}
	return "value"
}

// closes handles a closing bracket and reports whether it ends the innermost
// value. One that fits an outer bracket ends the inner ones as well; one that
// fits none is skipped.
func (p *jsoncParser) closes(opening token) bool {
	want := closer(opening)
	if p.tok.kind == want {
		p.open = p.open[:len(p.open)-1]
		p.advance()
		return true
	}
	p.faults.add(p.tok.start, p.tok.end,
		"'"+string(rune(want))+"' expected, not '"+string(rune(p.tok.kind))+"'", "", p.openedAt(opening))
	for _, outer := range p.open {
		if closer(outer) == p.tok.kind {
			p.open = p.open[:len(p.open)-1]
			return true
		}
	}
	p.advance()
	if p.tok.kind == ',' {
		p.advance() // it parts the elements around the stray bracket
	}
	return false
}

// endWithin reports the innermost unclosed bracket, once for all of them.
func (p *jsoncParser) endWithin(opening token) {
	if len(p.open) > 0 && !p.faults.full() {
		p.faults.add(p.tok.start, p.tok.end,
			"'"+string(rune(closer(opening)))+"' expected before the end of the file", "", p.openedAt(opening))
	}
	p.open = p.open[:0]
}

func (p *jsoncParser) openedAt(opening token) diag.Related {
	return diag.Related{
		Range:   p.faults.index.Range(opening.start, opening.end),
		Message: "'" + string(rune(opening.kind)) + "' opened here",
	}
}

func closer(opening token) tokenKind {
	if opening.kind == '{' {
		return '}'
	}
	return ']'
}

// separator takes the comma after an element, or records that it is missing.
func (p *jsoncParser) separator() {
	switch p.tok.kind {
	case ',':
		p.advance()
	case '}', ']', ':', tokenEnd:
	default:
		p.faults.add(p.prevEnd, p.prevEnd, "',' expected", "")
	}
}
