package diag

import (
	"bytes"
	"encoding/json"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// View is a finding as JSON has it. Fields are only ever added.
type View struct {
	Rule     string        `json:"rule"`
	Severity string        `json:"severity"`
	Path     string        `json:"path"`
	Start    *PositionView `json:"start"` // null: the file as a whole
	End      *PositionView `json:"end"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint"`
	Related  []RelatedView `json:"related"`
	Fix      *FixView      `json:"fix"` // null: it takes a person to mend it
}

// PositionView is a position as JSON has it, with the meaning of Position.
type PositionView struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// RelatedView is a related place as JSON has it. Its path is never empty.
type RelatedView struct {
	Path    string        `json:"path"`
	Start   *PositionView `json:"start"`
	End     *PositionView `json:"end"`
	Message string        `json:"message"`
}

// FixView is a fix as JSON has it.
type FixView struct {
	Message string     `json:"message"`
	Edits   []EditView `json:"edits"`
}

// EditView is an edit of the finding's file as JSON has it.
type EditView struct {
	Start *PositionView `json:"start"`
	End   *PositionView `json:"end"`
	New   string        `json:"new"`
}

// JSON renders a set for programs, as the list of its views.
func JSON(s Set) string { return encodeJSON(Views(s)) }

// Views gives the findings of a set in their order, each once. No list in them
// is nil.
func Views(s Set) []View {
	views := []View{}
	for _, f := range s.Sorted() {
		v := View{
			Rule: f.Rule, Severity: f.Severity.String(), Path: f.Path,
			Message: f.Message, Hint: f.Hint, Related: []RelatedView{},
		}
		v.Start, v.End = viewRange(f.Range)
		for _, r := range f.Related {
			related := RelatedView{Path: f.pathOf(r), Message: r.Message}
			related.Start, related.End = viewRange(r.Range)
			v.Related = append(v.Related, related)
		}
		if f.Fix != nil {
			v.Fix = &FixView{Message: f.Fix.Message, Edits: []EditView{}}
			for _, e := range f.Fix.Edits {
				edit := EditView{New: e.New}
				edit.Start, edit.End = viewRange(e.Range)
				v.Fix.Edits = append(v.Fix.Edits, edit)
			}
		}
		views = append(views, v)
	}
	return views
}

func viewRange(r Range) (start, end *PositionView) {
	if !r.IsValid() {
		return nil, nil
	}
	s, e := PositionView(r.Start), PositionView(r.End)
	return &s, &e
}

// encodeJSON writes JSON as the rest of lariat does: indented, without HTML
// escapes, obeyed by no terminal.
func encodeJSON(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic("diag: " + err.Error()) // the renderers hand over strings, numbers and lists alone
	}
	return string(safetext.JSON(b.Bytes()))
}
