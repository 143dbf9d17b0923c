package safetext

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"orders-db", "orders-db"},
		{"東京 café 👩‍💻", "東京 café 👩‍💻"}, // joiners stay
		{"می\u200cخواهم", "می\u200cخواهم"},
		{"\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		{"\x1b]0;title\a", `\x1b]0;title\x07`},
		{"a\tb\r\nc\x00", `a\x09b\x0d\x0ac\x00`},
		{"\u009b2J\u007f", `\x9b2J\x7f`},
		{"evil\u202egpj.exe\u202c", `evil\u202egpj.exe\u202c`},
		{"\u2066x\u2069\u200e\u200f\u061c", `\u2066x\u2069\u200e\u200f\u061c`},
		{"or\u200bders\u2060\ufeff\u2028", `or\u200bders\u2060\ufeff\u2028`},
		{"orders\U000e0041", `orders\U000e0041`},
		{"api\u00ad\u3164\u2062\u00a0", `api\xad\u3164\u2062\xa0`},
		{"東京\u3000一", "東京\u3000一"},
		{"\xff\x9b", "\ufffd\ufffd"},
		{`C:\x1b`, `C:\x1b`}, // shown as it is: for eyes, not for parsers
	} {
		if got := Escape(tt.in); got != tt.want {
			t.Errorf("Escape(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"orders", "\x1b[2J", "\u202e", "\xff", "\u009b", "a\nb", "\U000e0001", "\xc2\x1b\x9b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Escape(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, Hostile) {
			t.Errorf("Escape(%q) = %q is not safe", s, got)
		}
		if Escape(got) != got {
			t.Errorf("Escape(%q) changes %q", s, got)
		}
		if clean := utf8.ValidString(s) && !strings.ContainsFunc(s, Hostile); clean && got != s {
			t.Errorf("Escape(%q) = %q, though nothing is wrong with it", s, got)
		}
	})
}
