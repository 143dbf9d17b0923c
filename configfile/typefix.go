package configfile

import (
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// typeFix makes the change that typeHint describes, where nothing has to be
// guessed for it.
func (r reader) typeFix(n *Node, want Kind, field string) *diag.Fix {
	hint := r.typeHint(n, want)
	switch {
	case want == Bool && isQuotedBool(n):
		return diag.Replace(hint, n.Range, n.Text)
	case want == String && strings.Contains(field, "]."):
		return nil // a name or an id in an entry, which no number makes
	case want == String && (n.Kind == Number || n.Kind == Bool || n.Kind == Datetime):
		return diag.Replace(hint, n.Range, `"`+n.Text+`"`)
	case want == Array && n.Kind == Object && n.Header.IsValid():
		return bracket(hint, n.Header)
	case want == Array && n.Kind == Object && len(n.Members) == 0:
		return diag.Replace(hint, n.Range, "[]")
	case want == Array && n.Kind == Object && r.doc.Source[n.Range.Start.Offset] == '{':
		return bracket(hint, n.Range) // a table of dotted keys has no braces
	}
	return nil
}

// bracket puts one more pair of brackets around a range.
func bracket(message string, r diag.Range) *diag.Fix {
	return &diag.Fix{Message: message, Edits: []diag.Edit{
		{Range: diag.Range{Start: r.Start, End: r.Start}, New: "["},
		{Range: diag.Range{Start: r.End, End: r.End}, New: "]"},
	}}
}

func isQuotedBool(n *Node) bool { return n.Kind == String && (n.Text == "true" || n.Text == "false") }
