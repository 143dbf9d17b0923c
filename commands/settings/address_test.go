package settings_test

import (
	"strconv"
	"testing"

	"github.com/lariat-cli/lariat/commands/settings"
)

func TestParseAddressRefuses(t *testing.T) {
	t.Parallel()
	const noPort, badPort, badHost = " is not an address with a port", " has no port from 0 to 65535",
		" has a host that is neither an IP address nor a name"
	for text, want := range map[string]string{
		"": noPort, "8911": noPort, "localhost": noPort, "::1": noPort, "::1:8911": noPort, "[::1]": noPort, "nope": noPort,
		"http://127.0.0.1:8911": noPort, "https://127.0.0.1:8911/": noPort, "127.0.0.1:8911:1": noPort,
		"127.0.0.1:": badPort, "127.0.0.1:99999": badPort, "[::1]:65536": badPort, "127.0.0.1:-1": badPort,
		"127.0.0.1:+1": badPort, "127.0.0.1:http": badPort, "127.0.0.1:8911/": badPort, "127.0.0.1:8911;rm -rf x": badPort,
		"127.0.0.1:80\n": badPort, "$(id):80": badHost, "a b:80": badHost, "a/b:80": badHost, "[fe80::1%eth0]:80": badHost,
		"127.1:80": badHost, "256.0.0.1:80": badHost, "\x1b[2J:80": noPort, "a@b:80": badHost, ".:80": badHost,
	} {
		if a, err := settings.ParseAddress(text); err == nil || err.Error() != strconv.Quote(text)+want {
			t.Errorf("%q: %s, %v; want %s%s", text, a, err, strconv.Quote(text), want)
		}
	}
}

func TestLoopback(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"127.0.0.1:1": true, "127.9.9.9:1": true, "[::1]:1": true, "localhost:1": true, "LocalHost:1": true,
		"[::ffff:127.0.0.1]:1": true,
		"0.0.0.0:1":            false, ":1": false, "[::]:1": false, "192.0.2.2:1": false, "box.test:1": false,
	} {
		a, err := settings.ParseAddress(text)
		if err != nil || a.IsLoopback() != want {
			t.Errorf("%s: %v, %v", text, a.IsLoopback(), err)
		}
	}
}
