package safetext

import "testing"

func TestJSON(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"{\n  \"a\": 1\n}\n", "{\n  \"a\": 1\n}\n"},
		{`"東京 👩‍💻"`, `"東京 👩‍💻"`},
		{"\"\x7f\u009b\u202e\"", `"\u007f\u009b\u202e"`},
		{"\"a\U000e0041b\"\n", `"a\udb40\udc41b"` + "\n"},
		{`["##[error]x", "##vso[a]", "# #[", "##", "##é["]`, `["##\u005berror]x", "##vso\u005ba]", "# #[", "##", "##é["]`},
		{"\"\\u001b\"", `"\u001b"`}, // as encoding/json wrote it
	} {
		if got := string(JSON([]byte(tt.in))); got != tt.want {
			t.Errorf("JSON(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
