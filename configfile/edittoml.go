package configfile

import "strings"

// addTOML adds the first entry of a level.
func (e *editor) addTOML(t target, en newEntry) (splice, error) {
	env, isThere := e.doc.Root.Member("env")
	switch {
	case t.env == "":
		return e.addTable(e.topEnd(env), "[["+vpcServices+"]]", en), nil
	case isThere && t.level == nil && e.inBraces(env.Value):
		return e.addMember(t, env.Value, []string{t.env, vpcServices}, en)
	case t.level == nil:
		return e.addTable(e.fileEnd(), "[[env."+tomlKeyText(t.env)+"."+vpcServices+"]]", en), nil
	case e.inBraces(t.level):
		return e.addMember(t, t.level, []string{vpcServices}, en)
	}
	name, _ := env.Value.Member(t.env)
	if path, ok := e.headerPath(name); ok {
		header := e.lead(name.KeyRange.Start.Offset) + "[[" + path + "." + vpcServices + "]]"
		return e.addTable(e.blockEnd(lastByte(t.level)), header, en), nil
	}
	return e.addDotted(t, en)
}

// addElement adds to an array of tables, behind its last element and what
// belongs to that.
func (e *editor) addElement(list *Node, en newEntry) splice {
	last := list.Items[len(list.Items)-1]
	at := last.Header.Start.Offset
	header := e.lead(at) + e.src[at:last.Header.End.Offset]
	return e.addTableLike(last, e.blockEnd(lastByte(last)), header, en)
}

// addTable adds a table in the style of any other that there is.
func (e *editor) addTable(at int, header string, en newEntry) splice {
	return e.addTableLike(e.anyTable(e.doc.Root), at, header, en)
}

// addTableLike adds a table behind the line that ends at an offset.
func (e *editor) addTableLike(n *Node, at int, header string, en newEntry) splice {
	s := e.plain(at, true)
	lead := header[:len(header)-len(strings.TrimLeft(header, blanks))]
	blank := true
	if n != nil {
		blank = e.setApart(e.lineStart(n.Header.Start.Offset))
	}
	if n != nil && len(n.Members) > 0 {
		first := n.Members[0]
		if unit, ok := strings.CutPrefix(e.lead(first.KeyRange.Start.Offset), e.lead(n.Header.Start.Offset)); ok {
			lead += unit
		}
		if eq, ok := e.eq(first); ok {
			s.eq = eq
		}
	}
	lines := []string{
		header,
		lead + s.member("", member{"binding", s.text(en.binding)}),
		lead + s.member("", member{"service_id", s.text(en.serviceID)}),
	}
	text := strings.Join(lines, s.newline)
	if at <= e.textStart() {
		return splice{at, at, text + s.newline}
	}
	if blank {
		text = s.newline + text
	}
	return splice{at, at, s.newline + text}
}

// addDotted adds to a table that exists by dotted keys alone, to which a header
// may not come: one more key after the last of them.
func (e *editor) addDotted(t target, en newEntry) (splice, error) {
	for i := len(t.level.Members) - 1; i >= 0; i-- {
		m := t.level.Members[i]
		start := m.KeyRange.Start.Offset
		if e.src[e.lineStart(start)+len(e.lead(start))] == '[' {
			continue
		}
		at := e.lineEnd(m.Value.Range.End.Offset)
		s := e.entryStyle(t, at, true)
		value := func(lead string) string {
			return s.array(lead, func(lead string) string { return s.entry(lead, en) })
		}
		text := e.newline(at) + e.src[e.lineStart(start):start] + s.member("", member{vpcServices, value})
		return splice{at, at, text}, nil
	}
	return splice{}, e.tooOdd(t.level.Range.Start.Offset)
}

// removeElement takes a table out of an array of tables, and the empty lines that
// part it from what is above.
func (e *editor) removeElement(t target, en entry) (splice, error) {
	header := en.node.Header.Start.Offset
	start, end := e.lineStart(header), e.lineEnd(lastByte(en.node))
	if t.env != "" && len(en.list.Items) == 1 && len(t.level.Members) == 1 && !t.level.Header.IsValid() {
		// The environment would go with its only table.
		env, _ := e.doc.Root.Member("env")
		name, _ := env.Value.Member(t.env)
		path, ok := e.headerPath(name)
		if !ok {
			return splice{}, e.tooOdd(header)
		}
		return e.shortest(splice{header, end, "[" + path + "]"}), nil
	}
	above, top := e.emptyAbove(start)
	below := e.emptyBelow(end)
	if top {
		if len(below) > 0 {
			end = below[len(below)-1]
		}
		return splice{start, end + len(e.src[end:]) - len(cutBreak(e.src[end:])), ""}, nil
	}
	atEnd := end == len(e.src) || len(below) > 0 && below[len(below)-1] == len(e.src)
	n := len(above)
	if !atEnd {
		n = min(n, max(len(below), 1))
	}
	start = e.lineBefore(start)
	if n > 0 {
		start = e.lineBefore(above[n-1])
	}
	return splice{start, end, ""}, nil
}

// emptyAbove are where the empty lines above a line begin, the nearest first,
// and whether there is nothing else above.
func (e *editor) emptyAbove(start int) (lines []int, top bool) {
	for start > e.textStart() {
		end := e.lineBefore(start)
		start = e.lineStart(end)
		if strings.Trim(e.src[start:end], blanks) != "" {
			return lines, false
		}
		lines = append(lines, start)
	}
	return lines, true
}

// emptyBelow are where the empty lines below a line end, the nearest first.
func (e *editor) emptyBelow(end int) []int {
	var lines []int
	for end < len(e.src) {
		start := e.lineAfter(end)
		end = e.lineEnd(start)
		if strings.Trim(e.src[start:end], blanks) != "" {
			break
		}
		lines = append(lines, end)
	}
	return lines
}

// lineBefore is the end of the line above the one that begins at an offset.
func (e *editor) lineBefore(start int) int {
	return len(strings.TrimSuffix(strings.TrimSuffix(e.src[:start], "\n"), "\r"))
}

// lineAfter is the start of the line below the one that ends at an offset.
func (e *editor) lineAfter(end int) int { return len(e.src) - len(cutBreak(e.src[end:])) }

// blockEnd is the end of the line of an offset, or of the comment below it: that
// is taken for a part of the table if nothing but an empty line follows.
func (e *editor) blockEnd(at int) int {
	end := e.lineEnd(at)
	for probe := end; ; {
		start := e.lineAfter(probe)
		probe = e.lineEnd(start)
		line := strings.Trim(e.src[start:probe], blanks)
		switch {
		case line == "":
			return e.lineBefore(start)
		case line[0] != '#':
			return end
		case probe == len(e.src):
			return probe
		}
	}
}

// fileEnd is the end of the last line that is not empty.
func (e *editor) fileEnd() int {
	at := len(strings.TrimRight(e.src, white))
	return max(e.lineEnd(at), e.textStart())
}

// topEnd is where a table of the top level goes: above those of the environments
// where these are at the end, as is usual.
func (e *editor) topEnd(env Member) int {
	if _, ok := e.headerPath(env); ok {
		if end := endBefore(e.doc.Root, e.lineStart(env.KeyRange.Start.Offset)); end > 0 {
			return e.blockEnd(end)
		}
	}
	return e.fileEnd()
}

// headerPath is a key as it is written in a header, with what leads to it. There
// is none for a key that is in no header.
func (e *editor) headerPath(m Member) (string, bool) {
	if m.Value == nil || e.inBraces(m.Value) {
		return "", false
	}
	start := e.lineStart(m.KeyRange.Start.Offset)
	path := strings.TrimLeft(e.src[start:m.KeyRange.End.Offset], blanks)
	if !strings.HasPrefix(path, "[") {
		return "", false
	}
	return strings.TrimLeft(path, blanks+"["), true
}

// setApart reports whether an empty line is above a line and the comments that
// lead to it. The first line of a file tells nothing.
func (e *editor) setApart(start int) bool {
	for start > e.textStart() {
		end := e.lineBefore(start)
		start = e.lineStart(end)
		line := strings.Trim(e.src[start:end], blanks)
		if line == "" || line[0] != '#' {
			return line == ""
		}
	}
	return true
}

// anyTable finds a table with a header and a key, nil if there is none.
func (e *editor) anyTable(n *Node) *Node {
	if n.Kind == Object && n.Header.IsValid() && len(n.Members) > 0 && e.startsLine(n.Members[0].KeyRange.Start.Offset) {
		return n
	}
	for _, item := range n.Items {
		if found := e.anyTable(item); found != nil {
			return found
		}
	}
	for _, m := range n.Members {
		if found := e.anyTable(m.Value); found != nil {
			return found
		}
	}
	return nil
}

// lastByte is where the last part of a node ends, wherever in the file it is.
func lastByte(n *Node) int {
	end := n.Range.End.Offset
	for _, item := range n.Items {
		end = max(end, lastByte(item))
	}
	for _, m := range n.Members {
		end = max(end, lastByte(m.Value))
	}
	return end
}

// endBefore is where the last value or header below a node ends that lies before
// an offset, 0 if there is none.
func endBefore(n *Node, limit int) int {
	end := 0
	of := func(child *Node) {
		end = max(end, endBefore(child, limit))
		if at := child.Range.End.Offset; at <= limit {
			end = max(end, at)
		}
	}
	for _, item := range n.Items {
		of(item)
	}
	for _, m := range n.Members {
		of(m.Value)
	}
	return end
}
