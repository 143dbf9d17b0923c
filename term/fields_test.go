package term

import "testing"

func TestFieldsGolden(t *testing.T) {
	t.Parallel()
	fields := []Field{
		{"ID", id1},
		{"Name", "\x1b[31m請求書\tdb"},
		{"Certificate verification", "verify_full"},
		{"ホスト", "orders-production.eu-west.internal.example.com is never cut, however narrow"},
		{"Empty", ""},
	}
	for _, tt := range []struct {
		golden string
		tty    bool
		color  ColorMode
	}{
		{"fields-tty", true, ColorNever},
		{"fields-tty-colour", true, ColorAlways},
		{"fields-pipe", false, ColorNever},
		{"fields-pipe", false, ColorAlways},
	} {
		s, out, _ := Buffers("", tt.tty, 40)
		if err := Fields(s.WithColor(tt.color).Out, fields); err != nil {
			t.Fatal(err)
		}
		golden(t, tt.golden, out.String())
	}
}
