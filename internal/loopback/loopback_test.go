package loopback_test

import (
	"testing"

	"github.com/lariat-cli/lariat/internal/loopback"
)

func TestIs(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST": true, "127.0.0.1": true, "127.9.9.9": true, "::1": true,
		"0:0:0:0:0:0:0:1": true, "::ffff:127.0.0.1": true,
		"": false, "localhost.example": false, "localhost.": false, "x.localhost": false, "127.1": false,
		"0.0.0.0": false, "::": false, "192.0.2.1": false, "::1%lo": false, "[::1]": false, "localhost:80": false,
	} {
		if got := loopback.Is(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}
