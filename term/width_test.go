package term

import (
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/internal/safetext"
)

func TestCut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		width int
		want  string
	}{
		{"orders", 6, "orders"},
		{"orders", 5, "orde…"},
		{"orders", 1, "…"},
		{"東京都", 6, "東京都"},
		{"東京都", 5, "東京…"},
		{"東京都", 4, "東…"}, // half a letter is none
		{"", 0, ""},
		{"café", 4, "café"},
		{"cafe\u0301s", 5, "cafe\u0301s"}, // the accent takes no column
	} {
		if got := cut(tt.text, tt.width); got != tt.want {
			t.Errorf("cut(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("orders", 3)
	f.Add("請求書データベース", 7)
	f.Add("👩‍💻👩‍💻", 4)
	f.Fuzz(func(t *testing.T, text string, width int) {
		text, width = safetext.Escape(text), max(1, width%1000)
		got := cut(text, width)
		if columns(got) > max(width, 1) {
			t.Errorf("cut(%q, %d) = %q takes %d columns", text, width, got, columns(got))
		}
		if head, short := strings.CutSuffix(got, "…"); got != text && (!short || !strings.HasPrefix(text, head)) {
			t.Errorf("cut(%q, %d) = %q is not its start", text, width, got)
		}
	})
}
