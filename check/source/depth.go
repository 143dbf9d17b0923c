package source

// maxNesting is far more than people and tools write. Parsers go down a level
// for each bracket, operator, member and word of an expression, and a stack that
// is used up ends the program: esbuild's is at some 100,000 levels. It doubles as
// it grows, and soon takes 500 MB above this.
const maxNesting = 20_000

// nesting is an upper bound of how deep an expression goes, by its bytes alone:
// what is in texts and comments counts, too.
type nesting struct {
	open  []int // what was counted in each bracket that is open
	here  int   // and in the innermost
	total int
}

// tooDeep reports whether a file nests without end.
func tooDeep(data []byte) bool {
	var n nesting
	for i, c := range data {
		next := byte('\n')
		if i+1 < len(data) {
			next = data[i+1]
		}
		n.see(c, next)
		if n.total > maxNesting {
			return true
		}
	}
	return false
}

func (n *nesting) see(c, next byte) {
	switch c {
	case '(', '[', '{':
		n.count()
		n.open = append(n.open, n.here)
		n.here = 0
	case ')', ']', '}':
		if n.reset(); len(n.open) > 0 {
			n.here = n.open[len(n.open)-1]
			n.open = n.open[:len(n.open)-1]
		}
		if c == '}' && (next == '\n' || next == '\r') {
			n.reset() // the end of a statement
		}
	case ';', ',':
		n.reset()
	case '!', '~', '-', '+', '?', '=', '<', '&', '|', '^', '*', '%', '.', ':', '`':
		n.count()
	case ' ', '\n', '\t':
		if isWord(next) {
			n.count()
		}
	}
}

func (n *nesting) count() {
	n.here++
	n.total++
}

func (n *nesting) reset() {
	n.total -= n.here
	n.here = 0
}
