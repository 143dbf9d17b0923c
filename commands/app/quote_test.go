package app_test

import (
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/internal/safetext"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"api":                   "api",
		"a/b.c:d@e%f+g=h,i-j_k": "a/b.c:d@e%f+g=h,i-j_k",
		"":                      "''",
		"a  b":                  "'a  b'",
		"it's":                  `'it'\''s'`,
		"$(id)":                 "'$(id)'",
		"東京":                    "'東京'",
		"a\nb":                  `$'a\012b'`,
		"a\x1b[2J'\\":           `$'a\033[2J\'\\'`,
		"a\u202eb":              `$'a\342\200\256b'`,
		"a\xff1":                `$'a\3771'`,
	} {
		if got := app.Quote(in); got != want {
			t.Errorf("Quote(%q) = %s, want %s", in, got, want)
		}
	}
}

// What is quoted is one line that is safe to show, and a shell reads it as the
// text it was.
func FuzzQuote(f *testing.F) {
	shell, err := exec.LookPath("bash") // of the shells that read $'...' the commonest
	for _, s := range []string{"api", "", "a b", "it's", "$(id)`id`", "a\nb", "\x1b]0;x\a", "a\x00b", "\xff1", "\u202e", `\'`, "-x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		quoted := app.Quote(s)
		if safetext.Escape(quoted) != quoted || !utf8.ValidString(quoted) {
			t.Fatalf("Quote(%q) = %q is not safe to show", s, quoted)
		}
		if err != nil || strings.Contains(s, "\x00") { // which no argument can hold
			return
		}
		out, runErr := exec.CommandContext(t.Context(), shell, "-c", "printf %s. "+quoted).Output()
		if runErr != nil || string(out) != s+"." {
			t.Errorf("bash reads %s as %q, want %q (%v)", quoted, out, s, runErr)
		}
	})
}
