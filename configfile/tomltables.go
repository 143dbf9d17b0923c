package configfile

import (
	"strconv"

	"github.com/lariat-cli/lariat/diag"
	"github.com/pelletier/go-toml/v2/unstable"
)

// tomlTables builds one tree of what TOML spreads over headers and dotted keys.
type tomlTables struct {
	src    []byte
	base   int // where the syntax tree's offset 0 lies in src
	done   int // where the latest expression ended
	faults *faults

	root    *Node
	current *Node // the table of the last header
	list    *Node // and the array that it is the last element of, or nil
}

func newTOMLTables(src []byte, f *faults) *tomlTables {
	root := &Node{Kind: Object, Range: f.index.Range(0, len(src))}
	return &tomlTables{src: src, faults: f, root: root, current: root}
}

func (t *tomlTables) expression(e *unstable.Node) {
	switch e.Kind {
	case unstable.KeyValue:
		t.done = t.keyValue(t.current, e, 1)
		t.extend(t.done)
	case unstable.Table:
		t.header(e, 1)
	case unstable.ArrayTable:
		t.header(e, 2)
	}
}

// extend moves the end of the current table to the end of its latest value.
func (t *tomlTables) extend(end int) {
	if t.current == t.root {
		return
	}
	t.current.Range.End = t.faults.index.Position(end)
	if t.list != nil {
		t.list.Range.End = t.current.Range.End
	}
}

// detach lets the keys after a faulty header go nowhere, since their table is
// not known.
func (t *tomlTables) detach() { t.current, t.list = &Node{Kind: Object}, nil }

// header opens the table of a [header] (1 bracket) or [[header]] (2 brackets).
func (t *tomlTables) header(e *unstable.Node, brackets int) {
	keys := t.keys(e)
	into := t.root
	for _, k := range keys[:len(keys)-1] {
		into = t.descend(into, k)
	}
	last := keys[len(keys)-1]
	start := keys[0].start
	for t.src[start] != '[' {
		start--
	}
	start -= brackets - 1
	r := t.faults.index.Range(start, t.skipBlank(last.end)+brackets)
	t.done = r.End.Offset
	t.list = nil
	if brackets == 2 {
		t.openElement(into, last, r)
	} else {
		t.openTable(into, last, r)
	}
}

func (t *tomlTables) openTable(into *Node, k tomlKey, header diag.Range) {
	m, exists := into.Member(k.name)
	table := &Node{Kind: Object, Range: header, Header: header}
	switch {
	case !exists:
		t.set(into, k, table)
	case m.Value.Kind == Object && !m.Value.Header.IsValid():
		// It was implied by a longer header before. If it was defined by its
		// keys, the strict decoder says so.
		table = m.Value
		table.Header, table.Range = header, header
	default:
		t.clash(k, m)
	}
	t.current = table
}

func (t *tomlTables) openElement(into *Node, k tomlKey, header diag.Range) {
	table := &Node{Kind: Object, Range: header, Header: header}
	m, exists := into.Member(k.name)
	switch {
	case !exists:
		t.list = &Node{Kind: Array, Range: header, Header: header}
		t.set(into, k, t.list)
	case m.Value.Kind == Array && m.Value.Header.IsValid():
		t.list = m.Value
	default:
		t.clash(k, m)
		t.list = &Node{Kind: Array}
	}
	t.list.Items = append(t.list.Items, table)
	t.list.Range.End = header.End
	t.current = table
}

// descend is the table that a part of a key names: an existing one, the last
// element of an array of tables, or a new one.
func (t *tomlTables) descend(into *Node, k tomlKey) *Node {
	m, exists := into.Member(k.name)
	switch {
	case !exists:
		n := &Node{Kind: Object, Range: t.faults.index.Range(k.start, k.end)}
		t.set(into, k, n)
		return n
	case m.Value.Kind == Object:
		return m.Value
	case m.Value.Kind == Array && m.Value.Header.IsValid():
		return m.Value.Items[len(m.Value.Items)-1]
	default:
		t.clash(k, m)
		return &Node{Kind: Object}
	}
}

func (t *tomlTables) set(into *Node, k tomlKey, value *Node) {
	m := Member{Key: k.name, KeyRange: t.faults.index.Range(k.start, k.end), Value: value}
	if earlier, duplicate := into.add(m); duplicate {
		t.clash(k, earlier)
	}
}

// clash reports a key that TOML does not allow a second time.
func (t *tomlTables) clash(k tomlKey, earlier Member) {
	t.faults.add(k.start, k.end, "key "+strconv.Quote(k.name)+" is defined already, as "+earlier.Value.Kind.String(),
		"TOML allows a key only once", diag.Related{Range: earlier.KeyRange, Message: "first defined here"})
}
