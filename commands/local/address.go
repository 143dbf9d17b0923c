package local

import (
	"net/netip"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
)

// addrFlag is --addr, which given empty is a fault and not the setting.
type addrFlag struct {
	text  string
	given bool
}

func (f *addrFlag) String() string { return f.text }
func (*addrFlag) Type() string     { return "string" }

// Set keeps the text, to be parsed with the rest of what was given.
func (f *addrFlag) Set(text string) error {
	f.text, f.given = text, true
	return nil
}

// chosenAddress is the --addr of a verb, or else the setting.
func chosenAddress(a *app.App, verb string, flag addrFlag) (settings.Address, error) {
	v := settings.Value{Text: flag.text, Origin: "--addr"}
	if !flag.given {
		var err error
		if v, err = a.Setting(settings.LocalAddr); err != nil {
			return settings.Address{}, err
		}
	}
	chosen, err := settings.ParseAddress(v.Text)
	if err != nil {
		return chosen, app.Usage("lariat local "+verb+" --addr 127.0.0.1:8911", "%s: %s", v.Origin, err)
	}
	return chosen, nil
}

// network keeps 0.0.0.0 from meaning the IPv6 addresses, too.
func network(a settings.Address) string {
	if a.IP.Is4() {
		return "tcp4"
	}
	return "tcp"
}

// reachable is a as a client of this machine reaches it: all addresses are no
// address.
func reachable(a settings.Address) settings.Address {
	switch a.IP {
	case netip.IPv4Unspecified():
		a.IP = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	case netip.IPv6Unspecified():
		a.IP = netip.IPv6Loopback()
	}
	return a
}

// baseURL is that of the API for clients of this machine.
func baseURL(a settings.Address) string { return "http://" + reachable(a).String() + "/client/v4" }
