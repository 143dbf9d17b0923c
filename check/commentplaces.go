package check

import "github.com/lariat-cli/lariat/diag"

// comment is a comment of a configuration, without the marks around it.
type comment struct {
	start, end int
	lines      []int // that it is about; 0 is the file as a whole
}

// commentPlaces knows what comments are about, from where they stand in the code.
type commentPlaces struct {
	source []byte
	index  *diag.Index

	found   []comment
	waiting int          // comments before it know what they are about
	taken   map[int]bool // lines with comments
	code    int          // where the latest code ended, -1 before any
}

func placesIn(source []byte, index *diag.Index) commentPlaces {
	return commentPlaces{source: source, index: index, taken: map[int]bool{}, code: -1}
}

func (p *commentPlaces) line(offset int) int { return p.index.Position(offset).Line }

// sawComment takes a comment, which is about its own line if there is code
// before it, and about the file if there is none at all.
func (p *commentPlaces) sawComment(at, open, length int) {
	c := comment{start: at + open, end: at + length}
	if p.source[at] == '/' && p.source[at+1] == '*' {
		c.end = max(c.start, c.end-len("*/"))
	}
	first, last := p.line(at), p.line(at+length-1)
	for line := first; line <= last; line++ {
		p.taken[line] = true
	}
	if p.code < 0 {
		c.lines = append(c.lines, 0)
	} else if p.line(p.code-1) == first {
		c.lines = append(c.lines, first)
	}
	p.found = append(p.found, c)
}

// sawCode tells the comments since the latest code what they are about: the line
// of this code, if it is their own or comes next after nothing but comments.
func (p *commentPlaces) sawCode(at, length int) {
	if p.waiting < len(p.found) {
		line := p.line(at)
		for _, i := range p.above(line) {
			p.found[i].lines = append(p.found[i].lines, line)
		}
		p.waiting = len(p.found)
	}
	p.code = at + length
}

// above lists the waiting comments that a line of code follows on.
func (p *commentPlaces) above(line int) []int {
	var list []int
	for i := len(p.found) - 1; i >= p.waiting; i-- {
		last := p.line(p.found[i].end)
		if last < line-1 && !p.taken[last+1] {
			break
		}
		own := len(p.found[i].lines) > 0 && p.found[i].lines[0] > 0
		if last == line || !own {
			list = append(list, i)
		}
	}
	return list
}
