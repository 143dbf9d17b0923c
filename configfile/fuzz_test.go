package configfile

import (
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/diag"
	"github.com/tailscale/hujson"
)

// checkFault holds an error against what is promised of it.
func checkFault(t *testing.T, err error, src []byte) {
	t.Helper()
	fault, ok := errors.AsType[*SyntaxError](err)
	if !ok {
		t.Fatalf("%T: %v", err, err)
	}
	if len(fault.Findings) == 0 || len(fault.Findings) > maxFaults {
		t.Fatalf("%d findings", len(fault.Findings))
	}
	for _, f := range fault.Findings {
		if f.Message == "" {
			t.Fatalf("no message: %+v", f)
		}
		checkRange(t, f.Range, len(src))
	}
	diag.Text(fault.Findings, func(string) []byte { return src })
}

func checkRange(t *testing.T, r diag.Range, size int) {
	t.Helper()
	if r.Start.Offset < 0 || r.End.Offset < r.Start.Offset || r.End.Offset > size {
		t.Fatalf("range %+v in a file of %d bytes", r, size)
	}
}

// checkRanges walks a tree. With scalars the text at the range of each scalar
// must parse to that scalar again.
func checkRanges(t *testing.T, d *Document, n *Node, scalars bool) {
	t.Helper()
	checkRange(t, n.Range, len(d.Source))
	switch n.Kind {
	case Array:
		for _, item := range n.Items {
			checkRanges(t, d, item, scalars)
		}
	case Object:
		for _, m := range n.Members {
			checkRange(t, m.KeyRange, len(d.Source))
			checkRanges(t, d, m.Value, scalars)
		}
	default:
		if !scalars {
			return
		}
		text := textAt(d, n.Range)
		again, err := Parse("x.json", []byte(text))
		if err != nil || !equal(again.Root, n) || again.Root.Range.Start.Offset != 0 || again.Root.Range.End.Offset != len(text) {
			t.Fatalf("%q at %v: %v, want %s %q", text, n.Range.Start, err, n.Kind, n.Text)
		}
	}
}

// equalHuJSON compares a tree with what hujson made of the same file, places
// included.
func equalHuJSON(n *Node, v hujson.Value) bool {
	if n.Range.Start.Offset != v.StartOffset || n.Range.End.Offset != v.EndOffset {
		return false
	}
	switch v := v.Value.(type) {
	case *hujson.Object:
		if n.Kind != Object || len(n.Members) != len(v.Members) {
			return false
		}
		for i, m := range v.Members {
			name := m.Name.Value.(hujson.Literal).String()
			if n.Members[i].Key != name || !equalHuJSON(n.Members[i].Value, m.Value) {
				return false
			}
		}
		return true
	case *hujson.Array:
		if n.Kind != Array || len(n.Items) != len(v.Elements) {
			return false
		}
		for i, e := range v.Elements {
			if !equalHuJSON(n.Items[i], e) {
				return false
			}
		}
		return true
	case hujson.Literal:
		if n.Kind == String {
			return v.Kind() == '"' && v.String() == n.Text && utf8.ValidString(n.Text)
		}
		return string(v) == n.Text
	default:
		return false
	}
}

// equalDecoded compares a tree with what the strict TOML decoder made of the
// same file. Numbers and dates only by kind: their text is the file's.
func equalDecoded(n *Node, v any) bool {
	switch v := v.(type) {
	case map[string]any:
		if n.Kind != Object || len(n.Members) != len(v) {
			return false
		}
		for _, m := range n.Members {
			if other, ok := v[m.Key]; !ok || !equalDecoded(m.Value, other) {
				return false
			}
		}
		return true
	case []map[string]any:
		return n.Kind == Array && equalElements(n.Items, v)
	case []any:
		return n.Kind == Array && equalElements(n.Items, v)
	case string:
		return n.Kind == String && n.Text == v
	case bool:
		return n.Kind == Bool && (n.Text == "true") == v
	case int64, float64:
		return n.Kind == Number
	case time.Time:
		return n.Kind == Datetime
	default:
		return false
	}
}

func equalElements[T any](items []*Node, elements []T) bool {
	if len(items) != len(elements) {
		return false
	}
	for i, item := range items {
		if !equalDecoded(item, elements[i]) {
			return false
		}
	}
	return true
}
