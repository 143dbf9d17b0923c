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
		{"orders", 5, "ord…s"},
		{"svc-payments-eu-west-1", 12, "svc-paym…t-1"},
		{"orders", 3, "or…"},
		{"orders", 1, "…"},
		{"東京都", 6, "東京都"},
		{"東京都", 5, "東…"},
		{"東京都庁", 7, "東京…庁"},
		{"東京都", 4, "東…"}, // half a letter is none
		{"orders-cafe\u0301s", 8, "order…e\u0301s"},
		{"orders-cafe\u0301s", 5, "ord…s"}, // no accent without its letter
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
		whole := got == text
		for i := range got { // the text may have an ellipsis of its own
			end, found := strings.CutPrefix(got[i:], "…")
			whole = whole || found && strings.HasPrefix(text, got[:i]) && strings.HasSuffix(text, end)
		}
		if !whole {
			t.Errorf("cut(%q, %d) = %q is not its start and its end", text, width, got)
		}
	})
}
