package diag

import (
	"fmt"
	"strings"
)

// Text renders a set for people: for each finding its place, severity, message
// and rule, the source line with a caret under the range, the related places,
// the hint and what --fix would do. source gives the bytes of a file, or nil
// where they are not at hand; the excerpt is then left out. Control characters
// never get through, and no line is a command to the runner that logs it.
func Text(s Set, source func(path string) []byte) string {
	var b strings.Builder
	for _, f := range s.Sorted() {
		b.WriteString(f.String() + "\n")
		writeExcerpt(&b, source(f.Path), f.Range)
		for _, r := range f.Related {
			b.WriteString("  " + place(f.pathOf(r), r.Range) + ": note: " + clean(r.Message) + "\n")
		}
		if f.Hint != "" && (f.Fix == nil || f.Fix.Message != f.Hint) {
			b.WriteString("  hint: " + clean(f.Hint) + "\n")
		}
		if f.Fix != nil {
			b.WriteString("  fix: " + clean(f.Fix.Message) + "\n")
		}
	}
	return b.String()
}

// writeExcerpt numbers the line, so that nothing in the file begins a line of
// the report.
func writeExcerpt(b *strings.Builder, src []byte, r Range) {
	if line, marker, ok := excerpt(src, r); ok {
		number := fmt.Sprintf("%4d", r.Start.Line)
		fmt.Fprintf(b, "%s | %s\n%*s | %s\n", number, line, len(number), "", marker)
	}
}
