package check

import (
	"regexp"
	"slices"
	"strings"
)

// keyKind is what a key of a container of Docker or Kubernetes, or of a part of
// Helm's values, has to say on whether it is cloudflared's.
type keyKind uint8

const (
	otherKey   keyKind = iota
	imageKey           // decides, together with names and commands
	nameKey            // of the container itself
	commandKey         // or a part of it
	sourceKey          // what it is made of, where there is no image
)

func keyKindOf(name string) keyKind {
	switch name {
	case "image":
		return imageKey
	case "name", "container_name", "hostname":
		return nameKey
	case "command", "entrypoint", "args":
		return commandKey
	case "build", "extends", "<<":
		return sourceKey
	}
	return otherKey
}

// part is the text of a key of a container, the key included.
type part struct {
	kind       keyKind
	start, end int
}

// inContainer goes up from an offset to the mapping that has an image, which
// tells together with its names and commands. Where there is none, the nearest
// mapping or a key above may.
func (s *sourceText) inContainer(offset int) bool {
	if parts, header := s.flowParts(offset); parts != nil {
		return runs(header) || s.partsRun(parts, offset)
	}
	i := s.lineOf(offset)
	if s.runsBefore(s.lines[s.commandLine(i)].start, offset) {
		return true
	}
	nearest := true
	for col := s.lines[i].key; col >= 0; {
		from, to := s.bounds(i, col)
		parts := s.parts(from, to, col)
		if isContainer := hasImage(parts); isContainer || nearest && len(parts) > 0 {
			nearest = false
			if s.partsRun(parts, offset) {
				return true
			}
			if isContainer {
				return !s.isItem(from, col) && from > 0 && s.lines[from-1].mentions
			}
		}
		if s.isItem(from, col) {
			i, col = from, s.lines[from].indent
			continue
		}
		if i = from - 1; i < 0 || s.lines[i].mentions {
			return i >= 0
		}
		col = s.lines[i].key
	}
	return false
}

// isItem reports whether a mapping at col is an item of a list, whose dash
// stands on its first line.
func (s *sourceText) isItem(from, col int) bool {
	first := s.lines[from]
	return !first.blank && first.indent >= 0 && first.indent < col
}

// commandLine is where the command of line i begins: there, or at the key that
// it is a part of.
func (s *sourceText) commandLine(i int) int {
	if s.isCommand(i) {
		return i
	}
	for j := i; j >= 0 && s.lines[j].indent >= 0; j-- {
		if l := s.lines[j]; l.name != "" && (j == i || l.key <= s.lines[i].indent) {
			return j
		}
	}
	return i
}

// isCommand reports whether line i is an item with a whole command, and not an
// argument of one.
func (s *sourceText) isCommand(i int) bool {
	l := s.lines[i]
	if l.indent < 0 || l.indent == l.key {
		return false
	}
	words := strings.Fields(strings.TrimLeft(s.line(i)[l.key:], `"'`))
	return len(words) > 1 && !strings.HasPrefix(words[0], "-")
}

// parts are the keys at col that count, of the lines from one to another.
func (s *sourceText) parts(from, to, col int) []part {
	var list []part
	open := false
	for j := from; j < to; j++ {
		l := s.lines[j]
		if l.key == col && l.name != "" {
			kind := keyKindOf(l.name)
			if open = kind != otherKey; open {
				list = append(list, part{kind: kind, start: l.start})
			}
		}
		if open {
			list[len(list)-1].end = l.start + len(s.line(j))
		}
	}
	return list
}

func hasImage(parts []part) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return p.kind == imageKey })
}

// partsRun reports whether the parts of a container, one of which may be that of
// an offset, say that it is cloudflared's.
func (s *sourceText) partsRun(parts []part, offset int) bool {
	image := hasImage(parts)
	return slices.ContainsFunc(parts, func(p part) bool {
		switch {
		case p.kind == sourceKey && image:
			return false
		case p.kind == commandKey && p.start <= offset && offset < p.end:
			return s.runsBefore(p.start, offset)
		default:
			return runs(string(s.text[p.start:p.end]))
		}
	})
}

// maxFlow bounds how far a brace is looked for.
const maxFlow = 4 << 10

// flowKeys are keys in braces, with their values.
const flowKeys = `(?:^|[{,\s])["']?([\w<]+)["']?[ \t]*:\s*(?:\[[^\]]*\]|"[^"]*"|'[^']*'|\$\{[^}]*\}|[^,}\n]*)`

// flowParts are those of the braces around an offset, and what stands before
// them on their line; nil where they are no container's.
func (s *sourceText) flowParts(offset int) (parts []part, header string) {
	start := s.openingBrace(offset)
	if start < 0 {
		return nil, ""
	}
	end := min(len(s.text), offset+maxFlow)
	if i := closingBrace(s.text[offset:end]); i >= 0 {
		end = offset + i
	}
	own := false
	for _, m := range regexp.MustCompile(flowKeys).FindAllSubmatchIndex(s.text[start:end], -1) {
		p := part{kind: keyKindOf(string(s.text[start+m[2] : start+m[3]])), start: start + m[2], end: start + m[1]}
		if p.kind != otherKey {
			parts = append(parts, p)
		}
		own = own || p.kind == commandKey && p.start <= offset && offset < p.end
	}
	if !own && !hasImage(parts) {
		return nil, ""
	}
	return parts, string(s.text[s.lines[s.lineOf(start)].start:start])
}

// openingBrace is where the innermost braces around an offset open, -1 where
// there are none.
func (s *sourceText) openingBrace(offset int) int {
	depth := 0
	for i := offset - 1; i >= max(0, offset-maxFlow); i-- {
		switch s.text[i] {
		case '}':
			depth++
		case '{':
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return -1
}

// closingBrace is where the braces close in which a text begins, -1 if they do
// not.
func closingBrace(text []byte) int {
	depth := 0
	for i, c := range text {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return -1
}
