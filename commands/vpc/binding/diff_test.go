package binding

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/term"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before, after, want string }{
		{"nothing", "a\n", "a\n", ""},
		{"in between", "1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nx\ny\n6\n7\n8\n",
			"@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+x\n+y\n 6\n 7\n 8\n"},
		{"at the end", "a\n", "a\nb\n", "@@ -1,1 +1,2 @@\n a\n+b\n"},
		{"at the start", "b\n", "a\nb\n", "@@ -1,1 +1,2 @@\n+a\n b\n"},
		{"into nothing", "", "a\n", "@@ -0,0 +1,1 @@\n+a\n"},
		{"to nothing", "a\n", "", "@@ -1,1 +0,0 @@\n-a\n"},
		{"one more of the same", "a\na\n", "a\na\na\n", "@@ -1,2 +1,3 @@\n a\n a\n+a\n"},
		{"the last line has no end", "{}", "{ }", "@@ -1,1 +1,1 @@\n-{}\n\\ No newline at end of file\n+{ }\n\\ No newline at end of file\n"},
		{"line ends are text", "a\r\n", "a\n", "@@ -1,1 +1,1 @@\n-a\r\n+a\n"},
	} {
		got := diff("f", tt.before, tt.after)
		if want := "--- f\n+++ f\n" + tt.want; got != want && got+tt.want != "" {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, want)
		}
	}
}

// What a terminal might obey is shown as what it is; a pipe gets the bytes.
func TestPrintDiff(t *testing.T) {
	t.Parallel()
	const text = "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-\tx\x1b[2J\r\n+\ty\u202e\r\n"
	for terminal, want := range map[bool]string{
		false: text,
		true:  "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-\tx\\x1b[2J\n+\ty\\u202e\n",
	} {
		streams, out, _ := term.Buffers("", terminal, 80)
		if err := printDiff(streams.Out, text); err != nil || out.String() != want {
			t.Errorf("terminal %v: %q, %v, want %q", terminal, out, err, want)
		}
	}
}

// A diff turns the one text into the other.
func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nx\nc\n")
	f.Add("", "a")
	f.Add("a\na\n", "a\n")
	f.Fuzz(func(t *testing.T, before, after string) {
		text := diff("f", before, after)
		if (text == "") != (before == after) {
			t.Fatalf("diff of %q and %q is %q", before, after, text)
		}
		if got := patch(t, before, text); got != after {
			t.Errorf("patched %q is %q, want %q, by\n%s", before, got, after, text)
		}
	})
}

// patch applies a diff of one hunk, by the line numbers that it has.
func patch(t *testing.T, before, text string) string {
	t.Helper()
	if text == "" {
		return before
	}
	var from, were, to, are int
	_, hunk, _ := strings.Cut(text, "+++ f\n")
	head, body, _ := strings.Cut(hunk, "\n")
	if _, err := fmt.Sscanf(head, "@@ -%d,%d +%d,%d @@", &from, &were, &to, &are); err != nil {
		t.Fatal(err)
	}
	var was, is []string
	var last byte
	for line := range strings.Lines(body) {
		sign := line[0]
		if sign == '\\' {
			was, is = unended(was, last != '+'), unended(is, last != '-')
			continue
		}
		if last = sign; sign != '+' {
			was = append(was, line[1:])
		}
		if sign != '-' {
			is = append(is, line[1:])
		}
	}
	if were > 0 {
		from--
	}
	lines := splitLines(before)
	if len(was) != were || len(is) != are || !slices.Equal(lines[from:from+were], was) {
		t.Fatalf("%q does not have the lines of\n%s", before, text)
	}
	return strings.Join(slices.Concat(lines[:from], is, lines[from+were:]), "")
}

func unended(lines []string, really bool) []string {
	if last := len(lines) - 1; really {
		lines[last] = strings.TrimSuffix(lines[last], "\n")
	}
	return lines
}
