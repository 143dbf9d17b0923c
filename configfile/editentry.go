package configfile

import (
	"slices"
	"strings"
)

// newEntry is an entry of vpc_services to be written.
type newEntry struct{ binding, serviceID string }

// add finds the place for a new entry of vpc_services.
func (e *editor) add(t target, en newEntry) (splice, error) {
	list := t.lists[vpcServices]
	switch {
	case list != nil && list.Header.IsValid():
		return e.addElement(list, en), nil
	case list != nil:
		return e.addItem(t, list, en)
	case e.doc.Format == TOML:
		return e.addTOML(t, en)
	}
	keys, in := []string{vpcServices}, t.level
	if in == nil {
		keys, in = append([]string{t.env}, keys...), e.doc.Root.At("env")
	}
	if in == nil {
		keys, in = append([]string{"env"}, keys...), e.doc.Root
	}
	return e.addMember(t, in, keys, en)
}

// addItem adds to a list in brackets.
func (e *editor) addItem(t target, list *Node, en newEntry) (splice, error) {
	b, err := e.bracketsOf(list)
	if err != nil {
		return splice{}, err
	}
	s := e.entryStyle(t, list.Range.End.Offset, !strings.ContainsAny(e.text(list), breaks))
	return e.insert(b, len(b.items)-1, func(lead string) string { return s.entry(lead, en) }), nil
}

// entryStyle is how a new entry is written.
func (e *editor) entryStyle(t target, at int, oneLine bool) style {
	s := e.plain(at, oneLine)
	if n := e.sample(t.lists[vpcServices], t.lists[vpcNetworks]); n != nil {
		s = e.like(s, n)
	} else if e.inBraces(e.doc.Root) && len(e.doc.Root.Members) > 0 && oneLine {
		s = e.like(s, e.doc.Root)
	}
	s.oneLine = s.oneLine || oneLine || s.toml
	return s
}

// addMember adds the first of the keys to an object in braces; the others lie
// within it, and at last a list of one entry.
func (e *editor) addMember(t target, in *Node, keys []string, en newEntry) (splice, error) {
	b, err := e.bracketsOf(in)
	if err != nil {
		return splice{}, err
	}
	tall := e.tall(in)
	outer, inner := e.plain(b.closing, !tall), e.entryStyle(t, b.closing, !tall)
	if !tall {
		outer.pad = inner.pad
	}
	value := func(lead string) string {
		return outer.array(lead, func(lead string) string { return inner.entry(lead, en) })
	}
	for _, key := range slices.Backward(keys[1:]) {
		within := value
		value = func(lead string) string { return outer.object(lead, []member{{key, within}}) }
	}
	elem := func(lead string) string { return outer.member(lead, member{keys[0], value}) }
	within := e.src[b.open+1 : b.closing]
	if tall && strings.Trim(within, blanks) == "" {
		lead := e.lead(b.open)
		text := outer.newline + lead + outer.unit + elem(lead+outer.unit) + outer.newline + lead
		return splice{b.open + 1, b.closing, text}, nil
	}
	return e.insert(b, e.before(in), elem), nil
}

// before is the index of the member that a new one is put behind: the last, but
// at the top level the environments stay the last.
func (e *editor) before(in *Node) int {
	last := len(in.Members) - 1
	isEnv := func(m Member) bool { return m.Key == "env" }
	if i := slices.IndexFunc(in.Members, isEnv); in == e.doc.Root && i > 0 && i == last {
		return i - 1
	}
	return last
}

// tall reports whether a new member of an object gets a line of its own.
func (e *editor) tall(n *Node) bool {
	if e.doc.Format == TOML {
		return false
	}
	if len(n.Members) > 0 {
		return e.startsLine(n.Members[len(n.Members)-1].KeyRange.Start.Offset)
	}
	open, closing := n.Range.Start.Offset, n.Range.End.Offset-1
	if strings.Trim(e.src[open+1:closing], blanks) == "" {
		return n == e.doc.Root || strings.ContainsAny(e.text(e.doc.Root), breaks)
	}
	return e.lineStart(closing) > open && e.startsLine(closing)
}

func (e *editor) text(n *Node) string { return e.src[n.Range.Start.Offset:n.Range.End.Offset] }

// setServiceID changes the value in its place, or gives the entry one.
func (e *editor) setServiceID(n *Node, id string) (splice, error) {
	s := e.plain(n.Range.Start.Offset, true)
	if v := n.At("service_id"); v != nil {
		start, end := v.Range.Start.Offset, v.Range.End.Offset
		if v.Header.IsValid() || v.Kind == Object && !e.inBraces(v) {
			return splice{}, e.doc.obstacle(v.Range, `"service_id" should be a string, not a table`, "")
		}
		if s.toml && e.src[start] == '\'' && !strings.ContainsFunc(id, needsQuotes) {
			return splice{start, end, "'" + id + "'"}, nil
		}
		return splice{start, end, s.quote(id)}, nil
	}
	name, _ := n.Member("binding")
	if eq, ok := e.eq(name); ok {
		s.eq = eq
	}
	elem := func(lead string) string { return s.member(lead, member{"service_id", s.text(id)}) }
	if !e.inBraces(n) {
		at := e.lineEnd(name.Value.Range.End.Offset)
		lead := e.lead(name.KeyRange.Start.Offset)
		return splice{at, at, e.newline(at) + lead + elem(lead)}, nil
	}
	b, err := e.bracketsOf(n)
	if err != nil {
		return splice{}, err
	}
	return e.insert(b, slices.IndexFunc(n.Members, func(m Member) bool { return m.Key == "binding" }), elem), nil
}

// removeEntry finds what an entry takes with it.
func (e *editor) removeEntry(t target, en entry) (splice, error) {
	if en.list.Header.IsValid() {
		return e.removeElement(t, en)
	}
	b, err := e.bracketsOf(en.list)
	if err != nil {
		return splice{}, err
	}
	return e.remove(b, en.index), nil
}
