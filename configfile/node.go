package configfile

import (
	"iter"

	"github.com/lariat-cli/lariat/diag"
)

// Kind says what a node is.
type Kind uint8

// The kinds of nodes. Datetime exists in TOML alone, Null in JSON alone.
const (
	Null Kind = iota + 1
	Bool
	Number
	String
	Datetime
	Array
	Object
)

// String is the kind with its article, for messages: "a string".
func (k Kind) String() string {
	switch k {
	case Null:
		return "null"
	case Bool:
		return "a boolean"
	case Number:
		return "a number"
	case String:
		return "a string"
	case Datetime:
		return "a date"
	case Array:
		return "an array"
	case Object:
		return "an object"
	default:
		return "unknown"
	}
}

// Node is one value of a configuration file.
type Node struct {
	Kind Kind

	// Range is the text of the value. A TOML table under a [header] ranges from
	// the header to the last value directly beneath it; one that only exists
	// because a longer key names it, from that part of the key on.
	Range diag.Range

	// Header is the [header] or [[header]] of a TOML table, from bracket to
	// bracket. It is the zero Range in JSON, and for inline and implied tables.
	Header diag.Range

	Text    string   // strings: the decoded value; other scalars: as in the file
	Items   []*Node  // of an array
	Members []Member // of an object, in file order, duplicates included

	index map[string]int // key to the last member; only for objects of many members
}

// Member is one key of an object with its value.
type Member struct {
	Key      string
	KeyRange diag.Range // of the key as written, quotes included
	Value    *Node
}

// indexFrom is the number of members from which a map beats looking at each.
const indexFrom = 12

// Member is the member of that key: the last, if there are several, as in
// JavaScript. A nil node has none, nor has one that is no object.
func (n *Node) Member(key string) (Member, bool) {
	if i := n.find(key); i >= 0 {
		return n.Members[i], true
	}
	return Member{}, false
}

// At is the value of that key, nil if there is none.
func (n *Node) At(key string) *Node {
	m, _ := n.Member(key)
	return m.Value
}

// Fields yields the members that count, which leaves out those whose key comes
// again later.
func (n *Node) Fields() iter.Seq[Member] {
	return func(yield func(Member) bool) {
		if n == nil {
			return
		}
		for i, m := range n.Members {
			if n.find(m.Key) == i && !yield(m) {
				return
			}
		}
	}
}

func (n *Node) find(key string) int {
	switch {
	case n == nil:
		return -1
	case n.index != nil:
		if i, ok := n.index[key]; ok {
			return i
		}
		return -1
	}
	for i := len(n.Members) - 1; i >= 0; i-- {
		if n.Members[i].Key == key {
			return i
		}
	}
	return -1
}

// add appends a member and returns the earlier one of the same key.
func (n *Node) add(m Member) (earlier Member, duplicate bool) {
	earlier, duplicate = n.Member(m.Key)
	n.Members = append(n.Members, m)
	if n.index == nil && len(n.Members) < indexFrom {
		return earlier, duplicate
	}
	if n.index == nil {
		n.index = make(map[string]int, 2*indexFrom)
		for i, m := range n.Members {
			n.index[m.Key] = i
		}
	}
	n.index[m.Key] = len(n.Members) - 1
	return earlier, duplicate
}
