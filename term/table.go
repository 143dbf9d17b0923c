package term

import (
	"bufio"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// gutter separates the columns of a table on a terminal.
const gutter = "  "

// minColumn is the width that no text column is shrunk below.
const minColumn = 8

// Cell is one cell of a table.
type Cell struct {
	text  string
	fixed bool
}

// Text is a cell that may be cut to fit a terminal.
func Text(s string) Cell { return Cell{text: s} }

// Fixed is a cell that is never cut, such as an id.
func Fixed(s string) Cell { return Cell{text: s, fixed: true} }

// Table prints rows: aligned and fitted on a terminal, tab-separated in a pipe.
type Table struct {
	out     *Output
	headers []string
	rows    [][]Cell
}

// NewTable starts a table. The headers are shown on terminals only.
func NewTable(out *Output, headers ...string) *Table {
	return &Table{out: out, headers: headers}
}

// AddRow adds a row, one cell a header.
func (t *Table) AddRow(cells ...Cell) { t.rows = append(t.rows, cells) }

// Flush prints the table.
func (t *Table) Flush() error {
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
	for _, row := range t.rows {
		for i := range row {
			row[i].text = Sanitize(row[i].text)
		}
	}
	widths := t.fit()
	for i, h := range t.headers {
		t.cell(w, cut(h, widths[i]), widths[i], i, true)
	}
	w.WriteByte('\n')
	for _, row := range t.rows {
		for i, c := range row {
			t.cell(w, cut(c.text, widths[i]), widths[i], i, false)
		}
		w.WriteByte('\n')
	}
}

// cell writes one padded cell; the last of a row is not padded.
func (t *Table) cell(w *bufio.Writer, text string, width, column int, header bool) {
	pad := width - lipgloss.Width(text)
	if header {
		text = t.out.Style("heading", text)
	}
	if column > 0 {
		w.WriteString(gutter)
	}
	w.WriteString(text)
	if column < len(t.headers)-1 {
		w.WriteString(strings.Repeat(" ", max(0, pad)))
	}
}

// fit returns the columns' widths. Where the table is wider than the terminal,
// the widest text column is shrunk first; a table that cannot fit overflows
// rather than cutting an id.
func (t *Table) fit() []int {
	widths, shrinkable := t.natural()
	total := len(gutter) * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	for total > t.out.Width() {
		widest := -1
		for i, w := range widths {
			if shrinkable[i] && w > minColumn && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
		total--
	}
	return widths
}

func (t *Table) natural() (widths []int, shrinkable []bool) {
	widths, shrinkable = make([]int, len(t.headers)), make([]bool, len(t.headers))
	for i, h := range t.headers {
		widths[i], shrinkable[i] = lipgloss.Width(h), true
	}
	for _, row := range t.rows {
		for i, c := range row {
			widths[i] = max(widths[i], lipgloss.Width(c.text))
			if c.fixed {
				shrinkable[i] = false
			}
		}
	}
	return widths, shrinkable
}

// cut shortens text to width columns and marks that it did.
func cut(text string, width int) string {
	if lipgloss.Width(text) <= width {
		return text
	}
	var b strings.Builder
	used := 1 // the ellipsis
	for _, r := range text {
		w := lipgloss.Width(string(r))
		if used+w > width {
			break
		}
		used += w
		b.WriteRune(r)
	}
	return b.String() + "…"
}

// EscapeTSV escapes what would break a line of tab-separated values.
func EscapeTSV(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\\") {
		return s
	}
	return strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`).Replace(s)
}
