package configfile

import "github.com/pelletier/go-toml/v2/unstable"

// value turns a value of the syntax tree into a node. start is its first byte
// in the file; the tree knows the place of scalars only, so brackets are
// followed by hand. It returns where the value ends.
func (t *tomlTables) value(v *unstable.Node, start, depth int) (*Node, int) {
	if depth > maxDepth {
		t.faults.add(start, start+1, "values are nested too deep", "")
		return &Node{Kind: Null}, start
	}
	switch v.Kind {
	case unstable.Array:
		return t.array(v, start, depth)
	case unstable.InlineTable:
		return t.inlineTable(v, start, depth)
	}
	start = t.base + int(v.Raw.Offset)
	end := start + int(v.Raw.Length)
	n := &Node{Kind: tomlKind(v.Kind), Text: string(v.Data), Range: t.faults.index.Range(start, end)}
	return n, end
}

func (t *tomlTables) array(v *unstable.Node, start, depth int) (*Node, int) {
	n := &Node{Kind: Array}
	at := t.skipTrivia(start + 1)
	for it := v.Children(); it.Next(); {
		var item *Node
		item, at = t.value(it.Node(), at, depth+1)
		n.Items = append(n.Items, item)
		at = t.skipTrivia(at)
	}
	n.Range = t.faults.index.Range(start, at+1)
	return n, at + 1
}

func (t *tomlTables) inlineTable(v *unstable.Node, start, depth int) (*Node, int) {
	n := &Node{Kind: Object}
	at := t.skipTrivia(start + 1)
	for it := v.Children(); it.Next(); {
		at = t.skipTrivia(t.keyValue(n, it.Node(), depth+1))
	}
	n.Range = t.faults.index.Range(start, at+1)
	return n, at + 1
}

// keyValue adds a key, perhaps a dotted one, and its value to the table into.
// It returns where the value ends.
func (t *tomlTables) keyValue(into *Node, kv *unstable.Node, depth int) int {
	keys := t.keys(kv)
	last := keys[len(keys)-1]
	start := t.skipBlank(t.skipBlank(last.end) + 1)
	value, end := t.value(kv.Value(), start, depth)
	for _, k := range keys[:len(keys)-1] {
		if into = t.descend(into, k); !into.Header.IsValid() {
			into.Range.End = value.Range.End
		}
	}
	t.set(into, last, value)
	return end
}

// maxKeyParts bounds dotted keys, for which the strict decoder takes time in the
// square of their length. Real ones have up to five parts.
const maxKeyParts = 32

// tomlKey is one part of a dotted key.
type tomlKey struct {
	name       string
	start, end int
}

func (t *tomlTables) keys(n *unstable.Node) []tomlKey {
	var keys []tomlKey
	for it := n.Key(); it.Next(); {
		k := it.Node()
		start := t.base + int(k.Raw.Offset)
		keys = append(keys, tomlKey{name: string(k.Data), start: start, end: start + int(k.Raw.Length)})
	}
	if len(keys) > maxKeyParts {
		t.faults.add(keys[0].start, keys[0].end, "key has too many parts", "")
		keys = keys[:1]
	}
	return keys
}

// skipBlank skips spaces and tabs, skipTrivia also line breaks, comments and
// the commas between elements.
func (t *tomlTables) skipBlank(at int) int {
	for at < len(t.src) && (t.src[at] == ' ' || t.src[at] == '\t') {
		at++
	}
	return at
}

func (t *tomlTables) skipTrivia(at int) int {
	for at < len(t.src) {
		switch t.src[at] {
		case ' ', '\t', '\r', '\n', ',':
			at++
		case '#':
			at += lineLen(t.src[at:])
		default:
			return at
		}
	}
	return at
}

func tomlKind(k unstable.Kind) Kind {
	switch k {
	case unstable.String:
		return String
	case unstable.Bool:
		return Bool
	case unstable.Integer, unstable.Float:
		return Number
	default:
		return Datetime
	}
}
