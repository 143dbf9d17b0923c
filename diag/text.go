package diag

import (
	"fmt"
	"strings"
)

// Look is how Text looks to a person at a terminal. The zero value is for pipes,
// files and logs.
type Look struct {
	// Width is how many columns a line of an excerpt may take; 0 says nothing.
	Width int

	// Paint colours a text by the name of its role: heading, fail, warn or name.
	// nil leaves it as it is.
	Paint func(role, text string) string
}

// Text renders a set for people: for each finding its place, severity, message
// and rule, the source line with a caret under the range, the related places,
// the hint and what --fix would do. source gives the bytes of a file, or nil
// where they are not at hand; the excerpt is then left out. Control characters
// never get through, and no line is a command to the runner that logs it.
func Text(s Set, source func(path string) []byte) string { return Look{}.Text(s, source) }

// Text is the function Text with a look.
func (l Look) Text(s Set, source func(path string) []byte) string {
	if l.Paint == nil {
		l.Paint = func(_, text string) string { return text }
	}
	var b strings.Builder
	for _, f := range s.Sorted() {
		b.WriteString(f.line(l.Paint) + "\n")
		l.writeExcerpt(&b, f, source(f.Path))
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

// line is the first line of a finding.
func (f Finding) line(paint func(role, text string) string) string {
	return fmt.Sprintf("%s: %s: %s [%s]", paint("heading", place(f.Path, f.Range)),
		paint(f.Severity.role(), f.Severity.String()), clean(f.Message), clean(f.Rule))
}

// role is what Paint knows a severity by.
func (s Severity) role() string {
	switch s {
	case Error:
		return "fail"
	case Warning:
		return "warn"
	default:
		return "name"
	}
}

// writeExcerpt numbers the line, so that nothing in the file begins a line of
// the report.
func (l Look) writeExcerpt(b *strings.Builder, f Finding, src []byte) {
	number := fmt.Sprintf("%4d", f.Range.Start.Line)
	columns := 0
	if l.Width > 0 {
		columns = max(l.Width-len(number)-len(" | "), 1)
	}
	if line, marker, ok := excerpt(src, f.Range, columns); ok {
		fmt.Fprintf(b, "%s | %s\n%*s | %s\n", number, line, len(number), "", l.Paint(f.Severity.role(), marker))
	}
}
