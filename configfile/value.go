package configfile

import "github.com/lariat-cli/lariat/diag"

// Value is a value of the typed view of a document.
//
// An absent value is the zero Value. A value of the wrong type is not Set, but
// has its Node and Range, and the document has a finding about it.
type Value[T any] struct {
	V     T
	Range diag.Range // of the value, in the document's file
	Set   bool       // present and of the right type
	Node  *Node      // as in the file; nil if absent
}

// Present reports whether the file has the key at all.
func (v Value[T]) Present() bool { return v.Node != nil }

// or is v, or else what is inherited.
func (v Value[T]) or(inherited Value[T]) Value[T] {
	if v.Present() {
		return v
	}
	return inherited
}
