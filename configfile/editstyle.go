package configfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// style is how a file writes what is new in it.
type style struct {
	toml    bool
	newline string
	unit    string // of indentation
	eq      string // between key and value
	oneLine bool
	pad     string // inside of the braces of an object in one line
	comma   string // with the white space behind it, in one line
	last    string // behind the last member of an object over several lines
}

// member is a key and what writes its value, for a line that begins with lead.
type member struct {
	key   string
	value func(lead string) string
}

// entry writes an entry of vpc_services.
func (s style) entry(lead string, en newEntry) string {
	return s.object(lead, []member{{"binding", s.text(en.binding)}, {"service_id", s.text(en.serviceID)}})
}

func (s style) text(v string) func(string) string {
	return func(string) string { return s.quote(v) }
}

func (s style) member(lead string, m member) string { return s.key(m.key) + s.eq + m.value(lead) }

func (s style) object(lead string, members []member) string {
	parts := make([]string, len(members))
	if s.oneLine {
		for i, m := range members {
			parts[i] = s.member(lead, m)
		}
		return "{" + s.pad + strings.Join(parts, s.comma) + s.pad + "}"
	}
	for i, m := range members {
		parts[i] = s.newline + lead + s.unit + s.member(lead+s.unit, m)
	}
	return "{" + strings.Join(parts, ",") + s.last + s.newline + lead + "}"
}

// array writes an array of one element.
func (s style) array(lead string, elem func(lead string) string) string {
	if s.oneLine {
		return "[" + elem(lead) + "]"
	}
	return "[" + s.newline + lead + s.unit + elem(lead+s.unit) + s.newline + lead + "]"
}

func (s style) key(name string) string {
	if s.toml {
		return tomlKeyText(name)
	}
	return s.quote(name)
}

func (s style) quote(text string) string {
	if s.toml {
		return tomlQuote(text)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string always has a JSON form
	return strings.TrimSuffix(b.String(), "\n")
}

// tomlKeyText writes a key, in quotes if need be.
func tomlKeyText(name string) string {
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !isBareKey(r) }) {
		return tomlQuote(name)
	}
	return name
}

// needsQuotes are the characters that cannot stand between single quotes.
func needsQuotes(r rune) bool { return r == '\'' || r < ' ' || r == 0x7f }

func tomlQuote(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}

// plain is the style of the containers that are made on the way to an entry.
func (e *editor) plain(at int, oneLine bool) style {
	s := style{
		toml: e.doc.Format == TOML, newline: e.newline(at), unit: e.unit(),
		eq: ": ", comma: e.comma(), oneLine: oneLine,
	}
	if s.toml {
		s.eq = " = "
	}
	if s.toml || s.comma != "," {
		s.pad = " "
	}
	for _, m := range e.doc.Root.Members {
		if eq, ok := e.eq(m); ok {
			s.eq = eq
			break
		}
	}
	return s
}

// like is the style s with what can be learnt from an object that is there.
func (e *editor) like(s style, n *Node) style {
	first := n.Members[0]
	open := n.Range.Start.Offset
	if eq, ok := e.eq(first); ok {
		s.eq = eq
	}
	head := e.src[open+1 : first.KeyRange.Start.Offset]
	if s.oneLine = !strings.ContainsAny(head, breaks); s.oneLine {
		if s.pad = ""; strings.Trim(head, blanks) == "" {
			s.pad = head
		}
		if len(n.Members) > 1 {
			from, to := first.Value.Range.End.Offset, n.Members[1].KeyRange.Start.Offset
			if from < to && strings.Trim(e.src[from:to], blanks+",") == "" {
				s.comma = e.src[from:to]
			}
		}
		return s
	}
	if unit, ok := strings.CutPrefix(e.lead(first.KeyRange.Start.Offset), e.lead(open)); ok {
		s.unit = unit
	}
	behind := e.src[n.Members[len(n.Members)-1].Value.Range.End.Offset : n.Range.End.Offset-1]
	if strings.HasPrefix(behind, ",") {
		s.last = ","
	}
	return s
}

// eq is what stands between a key and its value, if that is simple.
func (e *editor) eq(m Member) (string, bool) {
	from, to := m.KeyRange.End.Offset, m.Value.Range.Start.Offset
	if from >= to {
		return "", false
	}
	text, mark := e.src[from:to], ":"
	if e.doc.Format == TOML {
		mark = "="
	}
	return text, strings.Trim(text, blanks) == mark
}

// comma is what parts elements in one line.
func (e *editor) comma() string {
	for _, m := range e.doc.Root.Members {
		if eq, ok := e.eq(m); ok {
			if strings.TrimRight(eq, blanks) == eq {
				return ","
			}
			break
		}
	}
	return ", "
}

// unit is what the file indents by.
func (e *editor) unit() string {
	if e.doc.Format == JSONC {
		for _, m := range e.doc.Root.Members {
			if at := m.KeyRange.Start.Offset; e.startsLine(at) {
				if unit, ok := strings.CutPrefix(e.lead(at), e.lead(e.doc.Root.Range.Start.Offset)); ok && unit != "" {
					return unit
				}
			}
		}
	}
	return "  "
}

// sample finds an object in braces that shows how the file writes those of a
// list: of the same list, of the other one beside it, or of any.
func (e *editor) sample(lists ...*Node) *Node {
	for _, list := range lists {
		if list == nil {
			continue
		}
		for i := len(list.Items) - 1; i >= 0; i-- {
			if n := list.Items[i]; e.inBraces(n) && len(n.Members) > 0 {
				return n
			}
		}
	}
	return e.anySample(e.doc.Root)
}

func (e *editor) anySample(n *Node) *Node {
	if n.Kind == Array {
		for _, item := range n.Items {
			if e.inBraces(item) && len(item.Members) > 0 {
				return item
			}
		}
	}
	for _, item := range n.Items {
		if found := e.anySample(item); found != nil {
			return found
		}
	}
	for _, m := range n.Members {
		if found := e.anySample(m.Value); found != nil {
			return found
		}
	}
	return nil
}

// inBraces reports whether a node is an object that is written in braces, which
// in TOML is one of several ways.
func (e *editor) inBraces(n *Node) bool {
	at := n.Range.Start.Offset
	return n.Kind == Object && n.Range.IsValid() && at < len(e.src) && e.src[at] == '{'
}
