package configfile

import (
	"slices"
	"strings"
)

// brackets are an array or an object that is written in brackets: elements with
// commas between them, in JSONC as in TOML.
type brackets struct {
	open, closing int // the offsets of the two brackets
	items         []span
	object        bool
}

type span struct{ start, end int }

// bracketsOf gives the places of a node. It fails for an inline table whose
// dotted keys are mixed so that its members overlap.
func (e *editor) bracketsOf(n *Node) (brackets, error) {
	b := brackets{open: n.Range.Start.Offset, closing: n.Range.End.Offset - 1, object: n.Kind == Object}
	for _, item := range n.Items {
		b.items = append(b.items, span{item.Range.Start.Offset, item.Range.End.Offset})
	}
	for _, m := range n.Members {
		b.items = append(b.items, span{m.KeyRange.Start.Offset, m.Value.Range.End.Offset})
	}
	at := b.open + 1
	for _, s := range b.items {
		if s.start < at || s.end > b.closing {
			return b, e.tooOdd(s.start)
		}
		at = s.end
	}
	return b, nil
}

// bounds are where the gaps around an element begin and end.
func (b brackets) bounds(i int) (start, end int) {
	start, end = b.open+1, b.closing
	if i > 0 {
		start = b.items[i-1].end
	}
	if i+1 < len(b.items) {
		end = b.items[i+1].start
	}
	return start, end
}

// insert adds an element after the one of index i, or as the only one. elem
// writes it, for a line that begins with lead.
func (e *editor) insert(b brackets, i int, elem func(lead string) string) splice {
	if len(b.items) == 0 {
		return e.insertOnly(b, elem)
	}
	item := b.items[i]
	_, end := b.bounds(i)
	gap := e.pieces(item.end, end)
	own := e.startsLine(item.start)
	pre, post := e.separator(b, i)
	text := elem(e.lead(item.start))
	isComma := func(p piece) bool { return p.kind == pieceComma }
	if c := slices.IndexFunc(gap, isComma); c >= 0 {
		at := gap[c].end
		if tail := tailEnd(gap[c+1:], end == b.closing); own && tail > 0 {
			at = tail
		}
		return splice{at, at, post + text + ","}
	}
	if tail := tailEnd(gap, true); own && tail > 0 {
		return splice{item.end, tail, "," + e.src[item.end:tail] + post + text}
	}
	return splice{item.end, item.end, pre + "," + post + text}
}

// insertOnly adds the first element. Brackets in one line stay there.
func (e *editor) insertOnly(b brackets, elem func(lead string) string) splice {
	if start := e.lineStart(b.closing); start > b.open && e.startsLine(b.closing) {
		lead := e.lead(b.open) + e.unit()
		for _, p := range e.pieces(b.open+1, b.closing) {
			if p.isComment() && e.startsLine(p.start) {
				lead = e.lead(p.start)
			}
		}
		return splice{start, start, lead + elem(lead) + e.newline(b.closing)}
	}
	within := e.src[b.open+1 : b.closing]
	pad := within[len(strings.TrimRight(within, blanks)):]
	return splice{b.closing, b.closing, elem(e.lead(b.open)) + pad}
}

// separator is what stands before and after the comma in front of a new element
// that follows the one of index i: as in front of that one, if there is nothing
// but white space.
func (e *editor) separator(b brackets, i int) (pre, post string) {
	item := b.items[i]
	own := e.startsLine(item.start)
	if i > 0 && (!b.object || !own) {
		gap := e.src[b.items[i-1].end:item.start]
		if pre, post, ok := strings.Cut(gap, ","); ok && strings.Trim(pre+post, white) == "" {
			return pre, post
		}
	}
	if own {
		return "", e.newline(item.start) + e.lead(item.start)
	}
	return "", strings.TrimPrefix(e.comma(), ",")
}

// tailEnd is where the comment after an element ends that stands in its line, 0
// if there is none. A comment with another element behind it belongs to that.
func tailEnd(gap []piece, last bool) int {
	end := 0
	for _, p := range gap {
		switch {
		case p.isComment():
			end = p.end
		case p.kind == pieceBreak:
			return end
		}
	}
	if last {
		return end
	}
	return 0
}

// remove takes out the element of index i. Only an element that begins its line
// takes the comment at the end of the line with it.
func (e *editor) remove(b brackets, i int) splice {
	start, end := b.bounds(i)
	item, last := b.items[i], i == len(b.items)-1
	own := e.startsLine(item.start)
	left := e.src[start:item.start]
	right, hadComma := e.behind(item.end, end, own, last)
	rest := strings.TrimLeft(right, blanks)
	var text string
	switch {
	case len(b.items) == 1 && own && strings.Trim(left+right, white) == "":
		text = "" // what is empty needs no lines
	case !last && !own && startsWithBreak(right) && !strings.ContainsAny(left, breaks):
		text = strings.TrimRight(left, blanks) + right
	case !last:
		text = left + strings.TrimLeft(right, white)
	case i > 0 && !hadComma:
		text = e.join(e.withoutComma(start, item.start), right)
	case i > 0:
		text = e.join(left, right)
	case own && startsWithBreak(rest): // the only one, with comments
		text = strings.TrimRight(left, blanks) + cutBreak(rest)
	default:
		text = e.join(left, right)
	}
	return e.shortest(splice{start, end, text})
}

// behind is what stays of what stands behind an element that is taken out.
func (e *editor) behind(from, to int, own, last bool) (text string, hadComma bool) {
	gap := e.pieces(from, to)
	tail := 0
	if own {
		tail = tailEnd(gap, last)
	}
	for _, p := range gap {
		switch {
		case p.kind == pieceComma && !hadComma:
			hadComma = true
		case p.end > tail:
			text += e.src[p.start:p.end]
		}
	}
	return text, hadComma
}

func (e *editor) withoutComma(from, to int) string {
	text := ""
	for _, p := range e.pieces(from, to) {
		if p.kind != pieceComma {
			text += e.src[p.start:p.end]
		}
	}
	return text
}

// join closes the gap that an element leaves at the end, but does not pull the
// bracket into a line comment.
func (e *editor) join(left, right string) string {
	trimmed := strings.TrimRight(left, white)
	line := trimmed[strings.LastIndexAny(trimmed, breaks)+1:]
	mark := "//"
	if e.doc.Format == TOML {
		mark = "#"
	}
	if strings.Contains(line, mark) && !startsWithBreak(right) {
		return left + strings.TrimLeft(right, blanks)
	}
	return trimmed + right
}

// shortest leaves out of a splice what stays the same.
func (e *editor) shortest(s splice) splice {
	old := e.src[s.start:s.end]
	n := 0
	for n < len(old) && n < len(s.text) && old[n] == s.text[n] {
		n++
	}
	old, s.text, s.start = old[n:], s.text[n:], s.start+n
	for old != "" && s.text != "" && old[len(old)-1] == s.text[len(s.text)-1] {
		old, s.text, s.end = old[:len(old)-1], s.text[:len(s.text)-1], s.end-1
	}
	return s
}
