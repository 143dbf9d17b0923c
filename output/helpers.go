package output

import (
	"bytes"
	"fmt"
	"strings"
	"text/template"
	"time"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/term"
)

// helpers are the functions of templates; the help topic lists them.
func helpers() template.FuncMap {
	return template.FuncMap{
		"json":    templateJSON,
		"join":    templateJoin,
		"upper":   strings.ToUpper,
		"trunc":   truncate,
		"timeago": timeAgo,
	}
}

func templateJSON(v any) (string, error) {
	text, err := encode(v)
	return string(safetext.JSON(text)), err
}

// templateJoin takes any value: the list may be null.
func templateJoin(sep string, v any) (string, error) {
	list, ok := v.([]any)
	if _, absent := v.(null); !ok && !absent {
		return "", fmt.Errorf("%T is not a list", v)
	}
	words := make([]string, len(list))
	for i, item := range list {
		words[i] = fmt.Sprint(item)
	}
	return strings.Join(words, sep), nil
}

// truncate cuts to n characters, the last of them an ellipsis.
func truncate(n int, v any) string {
	s := fmt.Sprint(v)
	r := []rune(s)
	if len(r) <= n || n < 1 {
		return s
	}
	return string(r[:n-1]) + "…"
}

// timeAgo reads a time of RFC 3339; null is a time that never was.
func timeAgo(v any) (string, error) {
	if _, absent := v.(null); absent {
		return "", nil
	}
	t, err := time.Parse(time.RFC3339, fmt.Sprint(v))
	if err != nil {
		return "", err
	}
	return term.RelativeTime(time.Now(), t), nil
}

// rows are what tablerow has collected since the last tablerender.
type rows struct {
	out   *term.Output
	cells [][]term.Cell
}

// helpers are the functions that keep rows; each run of a template has its own.
func (r *rows) helpers() template.FuncMap {
	return template.FuncMap{"tablerow": r.add, "tablerender": r.render}
}

func (r *rows) add(values ...any) string {
	row := make([]term.Cell, len(values))
	for i, v := range values {
		row[i] = term.Text(fmt.Sprint(v))
	}
	r.cells = append(r.cells, row)
	return ""
}

// render is the table as the output would show it: aligned on a terminal,
// tab-separated in a pipe.
func (r *rows) render() (string, error) {
	var b bytes.Buffer
	t := term.NewTable(term.NewOutput(&b, r.out.IsTerminal(), r.out.Width()))
	for _, row := range r.cells {
		t.AddRow(row...)
	}
	r.cells = nil
	err := t.Flush()
	return b.String(), err
}
