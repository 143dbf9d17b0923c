package local

import (
	"testing"

	"github.com/lariat-cli/lariat/commands/settings"
)

func TestAddress(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, listen, network, url string }{
		{"127.0.0.1:8911", "127.0.0.1:8911", "tcp4", "http://127.0.0.1:8911/client/v4"},
		{"localhost:1", "localhost:1", "tcp", "http://localhost:1/client/v4"},
		{"Box-1.test:80", "Box-1.test:80", "tcp", "http://Box-1.test:80/client/v4"},
		{"[::1]:65535", "[::1]:65535", "tcp", "http://[::1]:65535/client/v4"},
		{"[2001:DB8::0:1]:80", "[2001:db8::1]:80", "tcp", "http://[2001:db8::1]:80/client/v4"},
		{"[::ffff:192.0.2.2]:80", "192.0.2.2:80", "tcp4", "http://192.0.2.2:80/client/v4"},
		// To listen on; to be reached, an address has to be one.
		{"127.0.0.1:0", "127.0.0.1:0", "tcp4", "http://127.0.0.1:0/client/v4"},
		{"0.0.0.0:8911", "0.0.0.0:8911", "tcp4", "http://127.0.0.1:8911/client/v4"},
		{":8911", "0.0.0.0:8911", "tcp4", "http://127.0.0.1:8911/client/v4"},
		{"[::]:8911", "[::]:8911", "tcp", "http://[::1]:8911/client/v4"},
	} {
		a, err := settings.ParseAddress(tt.text)
		if err != nil || a.String() != tt.listen || network(a) != tt.network || baseURL(a) != tt.url {
			t.Errorf("%s: %s %s %s, %v; want %s %s %s", tt.text, a, network(a), baseURL(a), err, tt.listen, tt.network, tt.url)
		}
	}
}
