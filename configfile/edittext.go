package configfile

import (
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

const (
	blanks = " \t"
	breaks = "\r\n"
	white  = blanks + breaks
)

// editor finds the one place of a file where an edit changes it. It only reads;
// apply holds what comes of it against the tree that was meant.
type editor struct {
	doc *Document
	src string
}

func newEditor(d *Document) *editor { return &editor{doc: d, src: string(d.Source)} }

// splice is a change of a text: what comes in the place of the bytes from start
// to end.
type splice struct {
	start, end int
	text       string
}

// apply makes the new document. An edit that leads to anything else than what
// was meant is refused, whatever the reason.
func (e *editor) apply(s splice, want *Node) (*Document, error) {
	after, err := Parse(e.doc.Path, []byte(e.src[:s.start]+s.text+e.src[s.end:]))
	if err != nil || !equal(after.Root, want) {
		return nil, e.tooOdd(s.start)
	}
	return after, nil
}

// tooOdd is the error for a file that is written in a way which is not foreseen.
func (e *editor) tooOdd(at int) error {
	r := diag.NewIndex(e.doc.Source).Range(at, at)
	return e.doc.obstacle(r, "the file is written in a way that cannot be changed safely here", "change it by hand")
}

// textStart is where the text begins, after a byte-order mark.
func (e *editor) textStart() int {
	if strings.HasPrefix(e.src, utf8BOM) {
		return len(utf8BOM)
	}
	return 0
}

func (e *editor) lineStart(at int) int {
	return max(strings.LastIndexAny(e.src[:at], breaks)+1, min(e.textStart(), at))
}

// lineEnd is where the line of an offset ends, before its break.
func (e *editor) lineEnd(at int) int {
	if i := strings.IndexAny(e.src[at:], breaks); i >= 0 {
		return at + i
	}
	return len(e.src)
}

// lead is the white space that the line of an offset begins with.
func (e *editor) lead(at int) string {
	start := e.lineStart(at)
	line := e.src[start:e.lineEnd(at)]
	return line[:len(line)-len(strings.TrimLeft(line, blanks))]
}

// startsLine reports whether nothing but white space stands before an offset.
func (e *editor) startsLine(at int) bool {
	return strings.Trim(e.src[e.lineStart(at):at], blanks) == ""
}

// newline is the line break that is in use around an offset.
func (e *editor) newline(at int) string {
	i := strings.LastIndexAny(e.src[:at], breaks)
	if i < 0 {
		if i = strings.IndexAny(e.src, breaks); i < 0 {
			return "\n"
		}
		if strings.HasPrefix(e.src[i:], "\r\n") {
			i++
		}
	}
	if e.src[i] == '\n' && i > 0 && e.src[i-1] == '\r' {
		return "\r\n"
	}
	return e.src[i : i+1]
}

// startsWithBreak reports whether a text goes on in the next line.
func startsWithBreak(text string) bool {
	text = strings.TrimLeft(text, blanks)
	return text != "" && strings.Contains(breaks, text[:1])
}

// cutBreak cuts the line break that a text begins with.
func cutBreak(text string) string {
	if rest, ok := strings.CutPrefix(text, "\r\n"); ok {
		return rest
	}
	return strings.TrimPrefix(strings.TrimPrefix(text, "\n"), "\r")
}

type pieceKind byte

const (
	pieceBlank pieceKind = iota + 1
	pieceBreak
	pieceLineComment
	pieceBlockComment
	pieceComma
	pieceOther
)

// piece is a part of what stands between two elements.
type piece struct {
	kind       pieceKind
	start, end int
}

func (p piece) isComment() bool { return p.kind == pieceLineComment || p.kind == pieceBlockComment }

// pieces cuts what stands between two elements of a list or an object.
func (e *editor) pieces(from, to int) []piece {
	var all []piece
	for from < to {
		kind, n := e.piece(e.src[from:to])
		all = append(all, piece{kind, from, from + n})
		from += n
	}
	return all
}

func (e *editor) piece(rest string) (kind pieceKind, length int) {
	toml := e.doc.Format == TOML
	switch {
	case strings.Contains(blanks, rest[:1]):
		return pieceBlank, len(rest) - len(strings.TrimLeft(rest, blanks))
	case strings.Contains(breaks, rest[:1]):
		return pieceBreak, len(rest) - len(cutBreak(rest))
	case rest[0] == ',':
		return pieceComma, 1
	case toml && rest[0] == '#', !toml && strings.HasPrefix(rest, "//"):
		return pieceLineComment, lineLen([]byte(rest))
	case !toml && strings.HasPrefix(rest, "/*"):
		return pieceBlockComment, min(strings.Index(rest[2:], "*/")+4, len(rest))
	default:
		return pieceOther, 1
	}
}
