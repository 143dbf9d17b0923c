package binding

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/term"
)

// context is the number of lines that a diff shows around what changes.
const context = 3

// diff is a unified diff, which patch takes, or "" where nothing changes. An edit
// changes one piece of the text, so there is one hunk.
func diff(path, before, after string) string {
	if before == after {
		return ""
	}
	a, b := splitLines(before), splitLines(after)
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	from, rest := max(head-context, 0), max(tail-context, 0)
	var text strings.Builder
	fmt.Fprintf(&text, "--- %s\n+++ %[1]s\n@@ -%s +%s @@\n", path, span(from, len(a)-rest), span(from, len(b)-rest))
	write := func(sign string, lines []string) {
		for _, line := range lines {
			text.WriteString(sign + line)
			if !strings.HasSuffix(line, "\n") {
				text.WriteString("\n\\ No newline at end of file\n")
			}
		}
	}
	write(" ", a[from:head])
	write("-", a[head:len(a)-tail])
	write("+", b[head:len(b)-tail])
	write(" ", a[len(a)-tail:len(a)-rest])
	return text.String()
}

// span is the place of some lines, as the head of a hunk has it: no lines are
// after the one that is named.
func span(from, to int) string {
	if from == to {
		return fmt.Sprintf("%d,0", from)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

func splitLines(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// printDiff prints a diff as it is into a pipe, and as people can read it on a
// terminal.
func printDiff(out *term.Output, text string) error {
	w := bufio.NewWriter(out)
	if !out.IsTerminal() {
		w.WriteString(text)
		return w.Flush()
	}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		for i := range cells {
			cells[i] = safetext.Escape(cells[i])
		}
		shown := strings.Join(cells, "\t")
		switch line[0] {
		case '+':
			shown = out.Style("ok", shown)
		case '-':
			shown = out.Style("fail", shown)
		}
		w.WriteString(shown + "\n")
	}
	return w.Flush()
}
