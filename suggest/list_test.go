package suggest_test

import (
	"slices"
	"testing"

	"github.com/lariat-cli/lariat/suggest"
)

func TestInList(t *testing.T) {
	t.Parallel()
	words := []string{"http-port", "ipv4", "ip"}
	for typed, want := range map[string][]string{
		"":                   {"http-port", "ipv4", "ip"},
		"ip":                 {"http-port", "ipv4", "ip"}, // the shell picks
		"ip,":                {"ip,http-port", "ip,ipv4"},
		"ip,h":               {"ip,http-port", "ip,ipv4"},
		"strange,ipv4,":      {"strange,ipv4,http-port", "strange,ipv4,ip"},
		",":                  {",http-port", ",ipv4", ",ip"},
		"http-port,ipv4,ip,": nil,
	} {
		if got := suggest.InList(typed, words); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
