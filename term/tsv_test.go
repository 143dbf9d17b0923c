package term

import (
	"github.com/lariat-cli/lariat/internal/safetext"
	"strconv"
	"strings"
	"testing"
)

func TestEscapeTSV(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"orders-db", "orders-db"},
		{"東京 👩‍💻", "東京 👩‍💻"},
		{"a\tb\nc\rd\\e", `a\tb\nc\rd\\e`},
		{`\t`, `\\t`},
		{"\x1b[31m\x7f", `\x1b[31m\x7f`},
		{"\u009b\u202e\U000e0041", `\u009b\u202e\U000e0041`},
		{"\x9b", `\x9b`}, // a byte, which U+009B is not
		{"\ufffd", "\ufffd"},
	} {
		if got := EscapeTSV(tt.in); got != tt.want {
			t.Errorf("EscapeTSV(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// FuzzEscapeTSV reads the escapes back with the rules of Go's own strings, which
// know each of them.
func FuzzEscapeTSV(f *testing.F) {
	for _, s := range []string{"orders", "a\tb\\", "\x1b[2J", "\u202e\u009b", "\xff\x9b\xc2", "\\x1b", `"`, "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := EscapeTSV(s)
		if strings.ContainsFunc(got, safetext.Hostile) {
			t.Errorf("EscapeTSV(%q) = %q is not safe", s, got)
		}
		back, err := strconv.Unquote(`"` + strings.ReplaceAll(got, `"`, `\"`) + `"`)
		if err != nil || back != s {
			t.Errorf("EscapeTSV(%q) = %q reads back as %q, %v", s, got, back, err)
		}
	})
}
