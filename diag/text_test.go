package diag

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/lariat-cli/lariat/internal/safetext"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func find(src, sub string) Range {
	i := strings.Index(src, sub)
	return NewIndex([]byte(src)).Range(i, i+len(sub))
}

func finding(src, sub, message string) Finding {
	return Finding{Rule: "a-rule", Severity: Error, Path: "wrangler.jsonc", Range: find(src, sub), Message: message}
}

func textCases() map[string]struct {
	src string
	set Set
} {
	type c = struct {
		src string
		set Set
	}
	out := map[string]c{}
	add := func(name, src, sub string, change func(*Finding)) {
		f := finding(src, sub, "the message")
		if change != nil {
			change(&f)
		}
		out[name] = c{src, Set{f}}
	}
	plain := "{\n  \"account_id\": 12,\n}\n"
	add("plain", plain, "12", nil)
	add("hint-and-related", plain, "12", func(f *Finding) {
		f.Hint = "quote it"
		f.Related = []Related{
			{Range: find(plain, "{"), Message: "opened here"},
			{Path: "other.toml", Message: "and there"},
		}
	})
	add("tabs", "\t\"a\":\t\"b\",\n", `"b"`, nil)
	add("tab-inside", "x = \"a\tb\"\n", "a\tb", nil)
	add("wide", "{ \"日本語\": \"e\u0301x\" }", `"e`, nil)
	add("control", "{ \"a\x1b[31m\": \"\u202ex\" }", `"`+"\u202ex", func(f *Finding) {
		f.Message = "bad \x1b]0;title\x07 name\nwith a break"
		f.Path = "dir\x1b/wrangler.json"
		f.Hint = "use\x00this"
	})
	add("several-lines", "a: [\n  1,\n]\n", "[\n  1,\n]", nil)
	add("crlf", "{\r\n  \"a\": x\r\n}\r\n", "x", nil)
	add("bom", "\xef\xbb\xbf{ x }", "x", nil)
	add("fixable", plain, "12", func(f *Finding) {
		f.Hint, f.Fix = "an id has quotes", &Fix{Message: "put it in quotes"}
	})
	add("fix-is-the-hint", plain, "12", func(f *Finding) {
		f.Hint, f.Fix = "put it in quotes", &Fix{Message: "put it in quotes"}
	})
	forged := "{\n  ::error file=x::y, ##[error]z, ###VSO[task] # ##\n}"
	add("commands", forged, "::error", func(f *Finding) {
		f.Path, f.Message, f.Hint = "\u3000::stop-commands::x/wrangler.json", "##[add-mask]a ##[b]", "##[group]"
		f.Related = []Related{{Range: find(forged, "z"), Message: "::##[x]"}}
	})
	add("line-10000", strings.Repeat("\n", 9999)+"x", "x", nil)
	long := strings.Repeat("a", 5000) + "HERE" + strings.Repeat("é", 5000)
	add("long-line", long, "HERE", nil)
	add("end-of-file", "{\n  \"a\": 1", "1", func(f *Finding) { f.Range = Range{f.Range.End, f.Range.End} })
	add("whole-file", plain, "12", func(f *Finding) { f.Range = Range{} })
	out["empty-file"] = c{"", Set{finding("", "", "the file is empty")}}
	out["two"] = c{plain, Set{finding(plain, "12", "second"), finding(plain, "{", "first")}}
	return out
}

func TestTextGolden(t *testing.T) {
	t.Parallel()
	for name, c := range textCases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Text(c.set, func(string) []byte { return []byte(c.src) })
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestTextWithoutSource(t *testing.T) {
	t.Parallel()
	got := Text(Set{finding("abc", "b", "m")}, func(string) []byte { return nil })
	if want := "wrangler.jsonc:1:2: error: m [a-rule]\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// On a terminal the roles have colours, and no line of an excerpt wraps.
func TestLook(t *testing.T) {
	t.Parallel()
	paint := func(role, text string) string { return "<" + role + ">" + text + "</>" }
	ab, many := strings.Repeat("ab", 20), strings.Repeat("x", 200)
	for _, tt := range []struct {
		name, src, sub string
		severity       Severity
		look           Look
		want           string
	}{
		{"painted", "abc", "b", Warning, Look{Paint: paint},
			"<heading>wrangler.jsonc:1:2</>: <warn>warning</>: m [a-rule]\n   1 | abc\n     | <warn> ^</>\n"},
		{"info", "abc", "b", Info, Look{Paint: paint},
			"<heading>wrangler.jsonc:1:2</>: <name>info</>: m [a-rule]\n   1 | abc\n     | <name> ^</>\n"},
		{"it fits", ab + "HERE", "HERE", Error, Look{Width: 60}, "   1 | " + ab + "HERE\n     | " + strings.Repeat(" ", 40) + "^~~~\n"},
		{"the left is cut", ab + ab + "HERE", "HERE", Error, Look{Width: 40},
			"   1 | …" + (ab + ab)[80-27:] + "HERE\n     | " + strings.Repeat(" ", 28) + "^~~~\n"},
		{"both are cut", many + "HERE" + many, "HERE", Error, Look{Width: 40},
			"   1 | …" + many[:16] + "HERE" + many[:11] + "…\n     | " + strings.Repeat(" ", 17) + "^~~~\n"},
		{"a narrow terminal", many + "HERE" + many, "HERE", Error, Look{Width: 1},
			"   1 | …" + many[:10] + "HERE" + many[:6] + "…\n     | " + strings.Repeat(" ", 11) + "^~~~\n"},
		{"a wide terminal", many + "HERE" + many, "HERE", Error, Look{Width: 1000},
			"   1 | …" + many[:70] + "HERE" + many[:66] + "…\n     | " + strings.Repeat(" ", 71) + "^~~~\n"},
	} {
		f := finding(tt.src, tt.sub, "m")
		f.Severity = tt.severity
		if got := tt.look.Text(Set{f}, func(string) []byte { return []byte(tt.src) }); !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// FuzzLook: whatever the file, the range and the terminal, no line of an excerpt
// is wider than it, and the caret stands below the line.
func FuzzLook(f *testing.F) {
	f.Add([]byte("a\tb\x1bc\n"), 2, 4, 30)
	f.Add([]byte(strings.Repeat("日", 90)), 120, 150, 41)
	f.Fuzz(func(t *testing.T, src []byte, start, end, columns int) {
		columns = max(columns, leastColumns+2)
		line, marker, ok := excerpt(src, NewIndex(src).Range(start, max(start, end)), columns)
		if !ok {
			return
		}
		for _, s := range []string{line, marker} {
			if n := width(cells([]byte(s), 0)); n > columns {
				t.Fatalf("%q takes %d columns of %d", s, n, columns)
			}
		}
	})
}

// FuzzText: whatever the file and the range, nothing that commands a terminal
// comes out, and the caret stands under the source line.
func FuzzText(f *testing.F) {
	f.Add([]byte("a\tb\x1bc\n"), 2, 4, "m")
	f.Add([]byte("\xef\xbb\xbf\xff日"), 3, 9, "\x9b1m")
	f.Add([]byte("  ::error::x ##[y]"), 2, 3, " ::debug::##[z]")
	f.Add([]byte("0"), 1, 1, ":")
	f.Fuzz(func(t *testing.T, src []byte, start, end int, message string) {
		r := NewIndex(src).Range(start, max(start, end))
		out := Text(Set{{Rule: "r", Severity: Info, Path: message, Range: r, Message: message}},
			func(string) []byte { return src })
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			if i := strings.IndexFunc(line, safetext.Hostile); i >= 0 {
				t.Fatalf("%q has a dangerous character at byte %d", line, i)
			}
			if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") {
				t.Fatalf("%q is a command to a runner", line)
			}
			// The message stands there twice, and a byte of it may become four characters.
			if n := len([]rune(line)); n > 4*excerptBytes+8*len(message)+200 {
				t.Fatalf("a line of %d characters", n)
			}
		}
		if strings.ContainsFunc(out, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
			t.Fatalf("control character in %q", out)
		}
	})
}
