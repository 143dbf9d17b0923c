package diag

import "strings"

// Text renders a set for people: for each finding its place, severity, message
// and rule, the source line with a caret under the range, the related places
// and the hint. source gives the bytes of a file, or nil where they are not at
// hand; the excerpt is then left out. Control characters never get through.
func Text(s Set, source func(path string) []byte) string {
	var b strings.Builder
	for _, f := range s.Sorted() {
		b.WriteString(f.String() + "\n")
		writeExcerpt(&b, source(f.Path), f.Range)
		for _, r := range f.Related {
			b.WriteString("  " + place(f.pathOf(r), r.Range) + ": note: " + clean(r.Message) + "\n")
		}
		if f.Hint != "" {
			b.WriteString("  hint: " + clean(f.Hint) + "\n")
		}
	}
	return b.String()
}

func writeExcerpt(b *strings.Builder, src []byte, r Range) {
	if line, marker, ok := excerpt(src, r); ok {
		b.WriteString("    " + line + "\n    " + marker + "\n")
	}
}
