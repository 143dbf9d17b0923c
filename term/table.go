package term

import (
	"bufio"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// gutter separates the columns of a table on a terminal.
const gutter = "  "

// minColumn is the width that no text column is shrunk below, and legible the
// one below which a column of less importance is left out instead.
const (
	minColumn = 8
	legible   = 20
)

// Cell is one cell of a table.
type Cell struct {
	text  string
	fixed bool
}

// Text is a cell that may be cut to fit a terminal.
func Text(s string) Cell { return Cell{text: s} }

// Fixed is a cell that is never cut, such as an id. Nor are the others of its
// column.
func Fixed(s string) Cell { return Cell{text: s, fixed: true} }

// Table prints rows: aligned and fitted on a terminal, tab-separated in a pipe.
type Table struct {
	out     *Output
	headers []string
	rows    [][]Cell
	spare   []string
	whole   []string
	hidden  []string
}

// NewTable starts a table. The headers are shown on terminals only; a table
// without headers has none there either.
func NewTable(out *Output, headers ...string) *Table {
	return &Table{out: out, headers: headers}
}

// Spare names the columns that a terminal may leave out where all together
// would be cut beyond recognition, the least important first. A pipe gets them
// all.
func (t *Table) Spare(headers ...string) { t.spare = headers }

// Whole names the columns that are cut only after all others are as narrow as
// they get: what people tell the rows apart by.
func (t *Table) Whole(headers ...string) { t.whole = headers }

// Hidden are the columns that Flush left out, from left to right.
func (t *Table) Hidden() []string { return t.hidden }

// AddRow adds a row, one cell a header.
func (t *Table) AddRow(cells ...Cell) { t.rows = append(t.rows, cells) }

// Flush prints the table; one without rows is nothing, not a header. It fails
// as the output does, with ErrClosedPipe where the reader has gone.
func (t *Table) Flush() error {
	if len(t.rows) == 0 {
		return nil
	}
	w := bufio.NewWriterSize(t.out, 64<<10)
	if t.out.IsTerminal() {
		t.aligned(w)
	} else {
		t.tabbed(w)
	}
	return w.Flush()
}

func (t *Table) tabbed(w *bufio.Writer) {
	for _, row := range t.rows {
		for i, c := range row {
			if i > 0 {
				w.WriteByte('\t')
			}
			w.WriteString(EscapeTSV(c.text))
		}
		w.WriteByte('\n')
	}
}

func (t *Table) aligned(w *bufio.Writer) {
	headers, rows := t.headers, t.sanitized()
	widths, shrinkable := natural(headers, rows)
	first := slices.Clone(shrinkable)
	for _, header := range t.whole {
		if i := slices.Index(headers, header); i >= 0 {
			first[i] = false
		}
	}
	keep := leaveOut(headers, t.spare, widths, first, t.out.Width())
	widths, shrinkable, first = kept(widths, keep), kept(shrinkable, keep), kept(first, keep)
	shrink(widths, first, t.out.Width())
	shrink(widths, shrinkable, t.out.Width())
	if len(headers) > 0 {
		header := make([]Cell, len(headers))
		for i, h := range headers {
			header[i] = Text(h)
			if !keep[i] {
				t.hidden = append(t.hidden, h)
			}
		}
		writeRow(w, kept(header, keep), widths, func(text string) string { return t.out.Style("heading", text) })
	}
	for _, row := range rows {
		writeRow(w, kept(row, keep), widths, nil)
	}
}

// sanitized are the rows as a terminal may see them; the table keeps its own,
// which may share memory with the caller's.
func (t *Table) sanitized() [][]Cell {
	rows := make([][]Cell, len(t.rows))
	for i, row := range t.rows {
		rows[i] = make([]Cell, len(row))
		for j, c := range row {
			rows[i][j] = Cell{text: safetext.Escape(c.text), fixed: c.fixed}
		}
	}
	return rows
}

// writeRow writes the cells, cut and padded. Nothing follows the last one that
// holds text. A style is put around the text alone, so that it does not count.
func writeRow(w *bufio.Writer, row []Cell, widths []int, style func(string) string) {
	last := len(row) - 1
	for last > 0 && row[last].text == "" {
		last--
	}
	for i, c := range row[:last+1] {
		text := cut(c.text, widths[i])
		pad := widths[i] - columns(text)
		if style != nil {
			text = style(text)
		}
		w.WriteString(text)
		if i < last {
			w.WriteString(strings.Repeat(" ", max(0, pad)))
			w.WriteString(gutter)
		}
	}
	w.WriteByte('\n')
}
