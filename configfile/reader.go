package configfile

import (
	"fmt"

	"github.com/lariat-cli/lariat/diag"
)

// reader reads typed values out of the tree and reports those of another type.
type reader struct {
	doc   *Document
	found *diag.Set
}

// is reports whether n is of the kind want, and records a finding if not.
func (r reader) is(n *Node, want Kind, field string) bool {
	if n.Kind == want {
		return true
	}
	r.found.Add(diag.Finding{
		Rule: RuleWrongType, Severity: diag.Error, Path: r.doc.Path, Range: n.Range,
		Message: fmt.Sprintf("%q should be %s, not %s", field, want, n.Kind),
		Hint:    r.typeHint(n, want),
		Fix:     r.typeFix(n, want, field),
	})
	return false
}

// typeHint says how to write the value where that is plain.
func (r reader) typeHint(n *Node, want Kind) string {
	switch {
	case want == Array && n.Kind == Object && n.Header.IsValid():
		return "write its header with two brackets: [" +
			string(r.doc.Source[n.Header.Start.Offset:n.Header.End.Offset]) + "]"
	case want == Array && n.Kind == Object && len(n.Members) == 0:
		return "write []"
	case want == Array && n.Kind == Object:
		return "put the object in brackets: [{ ... }]"
	case want == Bool && isQuotedBool(n):
		return "write " + n.Text + " without quotes"
	case want == Bool:
		return "write true or false"
	case want == String && (n.Kind == Number || n.Kind == Bool || n.Kind == Datetime):
		return "put it in quotes: \"" + n.Text + "\""
	case n.Kind == Null:
		return "remove the field if it has no value"
	default:
		return ""
	}
}

// value starts a Value from the field of that key; ok says that V can be filled.
func value[T any](r reader, obj *Node, key, prefix string, want Kind) (v Value[T], ok bool) {
	n := obj.At(key)
	if n == nil {
		return v, false
	}
	v.Node, v.Range = n, n.Range
	v.Set = r.is(n, want, prefix+key)
	return v, v.Set
}

func (r reader) text(obj *Node, key, prefix string) Value[string] {
	v, ok := value[string](r, obj, key, prefix, String)
	if ok {
		v.V = v.Node.Text
	}
	return v
}

func (r reader) flag(obj *Node, key, prefix string) Value[bool] {
	v, ok := value[bool](r, obj, key, prefix, Bool)
	if ok {
		v.V = v.Node.Text == "true"
	}
	return v
}

// list reads an array of objects. Elements that are no objects keep their
// place, so that indices are those of the file.
func list[T any](r reader, obj *Node, key, prefix string, item func(*Node, string) T) Value[[]T] {
	v, ok := value[[]T](r, obj, key, prefix, Array)
	if !ok {
		return v
	}
	v.V = make([]T, 0, len(v.Node.Items))
	for i, n := range v.Node.Items {
		where := fmt.Sprintf("%s%s[%d]", prefix, key, i)
		r.is(n, Object, where)
		v.V = append(v.V, item(n, where+"."))
	}
	return v
}
