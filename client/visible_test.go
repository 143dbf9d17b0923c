package client

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/internal/safetext"
)

func TestVisible(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in    string
		limit int
		want  string
	}{
		{"plain text", 100, "plain text"},
		{"grüße 世界", 100, "grüße 世界"},
		{"\x1b[31mred\x1b[0m", 100, `\x1b[31mred\x1b[0m`},
		{"two\nlines\t\r", 100, `two\x0alines\x09\x0d`},
		{"bell\a\x00", 100, `bell\x07\x00`},
		{"c1\u009b31m", 100, `c1\x9b31m`},
		{"bidi\u202egnp", 100, `bidi\u202egnp`},
		{"bad\xff\xfeutf8", 100, "bad\ufffd\ufffdutf8"},
		{"real \ufffd rune", 100, "real \ufffd rune"},
		{"cut here", 3, "cut..."},
		{"cut世", 4, "cut..."}, // in the middle of a rune
	}
	for _, tt := range tests {
		if got := visible(tt.in, tt.limit); got != tt.want {
			t.Errorf("visible(%q, %d) = %q, want %q", tt.in, tt.limit, got, tt.want)
		}
	}
}

func FuzzVisible(f *testing.F) {
	f.Add("\x1b]0;title\a", 100)
	f.Add("世界\xff", 4)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if limit < 0 {
			t.Skip()
		}
		got := visible(s, limit)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		if strings.ContainsFunc(got, safetext.Hostile) {
			t.Errorf("%q is not safe to print", got)
		}
	})
}
