package suggest_test

import (
	"testing"

	"github.com/lariat-cli/lariat/suggest"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	verbs := []string{"create", "list", "get", "update", "delete"}
	for _, tt := range []struct {
		input, want string
		candidates  []string
	}{
		{"lsit", "list", verbs},
		{"crate", "create", verbs},
		{"DELET", "delete", verbs},
		{"got", "get", verbs},
		{"frobnicate", "", verbs},
		{"", "", verbs},
		{"x", "", nil},
		{"postgres", "postgresql", []string{"postgresql", "mysql"}},
		{"verifyfull", "verify_full", []string{"verify_full", "verify_ca", "disabled"}},
		{"über", "uber", []string{"uber"}},
	} {
		got, ok := suggest.Nearest(tt.input, tt.candidates)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Nearest(%q) = %q, %v; want %q", tt.input, got, ok, tt.want)
		}
	}
}
