package term

import (
	"bufio"
	"strings"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// Field is one labelled line of a details block.
type Field struct {
	Label string
	Value string
}

// Fields prints a details block: aligned on a terminal, tab-separated in a
// pipe.
func Fields(out *Output, fields []Field) error {
	widest := 0
	for _, f := range fields {
		widest = max(widest, columns(f.Label))
	}
	w := bufio.NewWriter(out)
	for _, f := range fields {
		if out.IsTerminal() {
			pad := strings.Repeat(" ", widest-columns(f.Label))
			w.WriteString(out.Style("heading", f.Label+":") + pad + gutter + safetext.Escape(f.Value) + "\n")
			continue
		}
		w.WriteString(EscapeTSV(f.Label) + "\t" + EscapeTSV(f.Value) + "\n")
	}
	return w.Flush()
}
