package check

import (
	"bytes"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// sourceText is a file by its lines and their indentation. No YAML parser would
// give exact places within values, nor read templates of YAML.
type sourceText struct {
	language language
	text     []byte // with blanks for comments, so that offsets stay
	lines    []sourceLine
	index    *diag.Index
	comments []comment
}

type sourceLine struct {
	start    int    // offset
	blank    bool   // or a comment
	indent   int    // column of what comes first; -1 where a document ends
	key      int    // column of what follows the dashes of lists
	name     string // of the key, "" where there is none
	mentions bool   // the word cloudflared
}

func newSourceText(l language, data []byte) *sourceText {
	s := &sourceText{language: l, text: slices.Clone(data), index: diag.NewIndex(data)}
	places := placesIn(data, s.index)
	start := 0
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		start = len("\ufeff")
		copy(s.text, "   ")
	}
	for start < len(s.text) {
		end := len(s.text)
		if i := bytes.IndexByte(s.text[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		line := s.text[start:end]
		at := s.comment(line)
		if code := bytes.TrimSpace(line[:at]); len(code) > 0 {
			places.sawCode(start+bytes.Index(line, code), len(code))
		}
		if length := len(bytes.TrimRight(line[at:], " \t\r\n")); length > 0 {
			places.sawComment(start+at, 1, length)
		}
		for i := at; i < len(line); i++ {
			if line[i] != '\n' && line[i] != '\r' {
				line[i] = ' '
			}
		}
		s.lines = append(s.lines, readLine(start, line))
		start = end
	}
	s.comments = places.found
	return s
}

// comment is where the comment of a line starts.
func (s *sourceText) comment(line []byte) int {
	first := len(line) - len(bytes.TrimLeft(line, " \t"))
	if first == len(line) {
		return first
	}
	if s.language == unitText { // a comment stands alone there
		if line[first] == '#' || line[first] == ';' {
			return first
		}
		return len(line)
	}
	for i := first; i < len(line); i++ {
		opens := i == first || bytes.IndexByte([]byte(" \t[{(,=:"), line[i-1]) >= 0
		switch {
		case line[i] == '#' && (i == first || line[i-1] == ' ' || line[i-1] == '\t'):
			return i
		case opens && (line[i] == '"' || line[i] == '\''):
			i = closingQuote(line, i)
		}
	}
	return len(line)
}

// closingQuote is where the text that opens at i closes; i if it does not on
// this line.
func closingQuote(line []byte, i int) int {
	for j := i + 1; j < len(line); j++ {
		switch {
		case line[j] == '\\' && line[i] == '"', bytes.HasPrefix(line[j:], []byte("''")) && line[i] == '\'':
			j++ // what is escaped, or doubled
		case line[j] == line[i]:
			return j
		}
	}
	return i
}

func readLine(start int, line []byte) sourceLine {
	l := sourceLine{start: start}
	text := strings.TrimRight(string(line), " \t\r\n")
	rest := strings.TrimLeft(text, " \t")
	l.indent = len(text) - len(rest)
	l.blank = rest == ""
	l.mentions = strings.Contains(strings.ToLower(rest), "cloudflared")
	if l.indent == 0 && strings.HasPrefix(rest, "---") {
		l.indent, l.key = -1, -1
		return l
	}
	for strings.HasPrefix(rest, "- ") {
		rest = strings.TrimLeft(rest[1:], " \t")
	}
	l.key = len(text) - len(rest)
	name, value, found := strings.Cut(rest, ":")
	if found && (value == "" || value[0] == ' ' || value[0] == '\t') {
		l.name = strings.Trim(strings.TrimRight(name, " \t"), `"'`)
	}
	return l
}

// lineOf is the number of the line with an offset, from 0.
func (s *sourceText) lineOf(offset int) int {
	i, exact := slices.BinarySearchFunc(s.lines, offset, func(l sourceLine, at int) int { return l.start - at })
	if !exact {
		i--
	}
	return i
}

// block is the lines around i that are below no other key than those at col:
// a mapping, or a list if dashes stand at col.
func (s *sourceText) block(i, col int) []sourceLine {
	from, to := s.bounds(i, col)
	return s.lines[from:to]
}

func (s *sourceText) bounds(i, col int) (from, to int) {
	within := func(l sourceLine) bool { return l.blank || l.indent >= col }
	for from = i; from > 0 && within(s.lines[from]) && within(s.lines[from-1]); {
		from--
	}
	if from > 0 && within(s.lines[from]) && s.lines[from-1].key == col {
		from-- // the first line of an item, whose dash stands further left
	}
	for to = i + 1; to < len(s.lines) && within(s.lines[to]); {
		to++
	}
	return from, to
}

// tagsCloudflared reports whether the tag at an offset is that of cloudflared's
// image, which a key beside it names.
func (s *sourceText) tagsCloudflared(offset int) bool {
	i := s.lineOf(offset)
	col := s.lines[i].key
	for _, l := range s.block(i, col) {
		switch l.name {
		case "repository", "image", "name", "newName":
			if l.key == col && l.mentions {
				return true
			}
		}
	}
	return false
}
