package check

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// commentScanner finds comments. Texts and keys, which may hold what looks like
// one, are known from the tree.
type commentScanner struct {
	commentPlaces
	doc    *configfile.Document
	opaque []diag.Range
}

func comments(doc *configfile.Document) []comment {
	s := &commentScanner{doc: doc, commentPlaces: placesIn(doc.Source, diag.NewIndex(doc.Source))}
	s.collect(doc.Root)
	slices.SortFunc(s.opaque, func(a, b diag.Range) int { return cmp.Compare(a.Start.Offset, b.Start.Offset) })
	s.scan()
	return s.found
}

// collect remembers the ranges in which no comment can be.
func (s *commentScanner) collect(n *configfile.Node) {
	if n.Header.IsValid() {
		s.opaque = append(s.opaque, n.Header)
	}
	if n.Kind == configfile.String {
		s.opaque = append(s.opaque, n.Range)
	}
	for _, m := range n.Members {
		s.opaque = append(s.opaque, m.KeyRange)
		s.collect(m.Value)
	}
	for _, item := range n.Items {
		s.collect(item)
	}
}

func (s *commentScanner) scan() {
	src := s.doc.Source
	at := 0
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	for at < len(src) {
		open, length := s.commentAt(at)
		switch {
		case s.opaqueAt(at) > 0:
			length = s.opaqueAt(at)
			s.sawCode(at, length)
		case length > 0:
			s.sawComment(at, open, length)
		case bytes.IndexByte([]byte(" \t\r\n"), src[at]) >= 0:
			length = 1
		default:
			length = s.codeLen(at)
			s.sawCode(at, length)
		}
		at += length
	}
}

// opaqueAt is the length of what lies at an offset and holds no comment.
func (s *commentScanner) opaqueAt(at int) int {
	for len(s.opaque) > 0 && s.opaque[0].End.Offset <= at {
		s.opaque = s.opaque[1:]
	}
	if len(s.opaque) == 0 || s.opaque[0].Start.Offset > at {
		return 0
	}
	return s.opaque[0].End.Offset - at
}

// codeLen is 1 but for a quoted key of TOML, which the tree has only where it
// stands first.
func (s *commentScanner) codeLen(at int) int {
	rest := s.doc.Source[at:]
	if s.doc.Format != configfile.TOML || rest[0] != '"' && rest[0] != '\'' {
		return 1
	}
	for i := 1; i < len(rest) && rest[i] != '\n'; i++ {
		switch {
		case rest[i] == rest[0]:
			return i + 1
		case rest[i] == '\\' && rest[0] == '"':
			i++
		}
	}
	return 1
}

// commentAt is the length of the comment at an offset, 0 if there is none, and
// that of the mark that opens it.
func (s *commentScanner) commentAt(at int) (open, length int) {
	rest := s.doc.Source[at:]
	switch {
	case s.doc.Format == configfile.TOML && rest[0] == '#':
		return 1, lineLen(rest)
	case s.doc.Format == configfile.TOML:
		return 0, 0
	case bytes.HasPrefix(rest, []byte("//")):
		return 2, lineLen(rest)
	case bytes.HasPrefix(rest, []byte("/*")):
		if i := bytes.Index(rest[2:], []byte("*/")); i >= 0 {
			return 2, i + 4
		}
		return 2, len(rest)
	default:
		return 0, 0
	}
}

func lineLen(b []byte) int {
	if i := bytes.IndexAny(b, "\r\n"); i >= 0 {
		return i
	}
	return len(b)
}
