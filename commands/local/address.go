package local

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
)

// address is where the backend listens: an IP address or a name, and a port.
type address struct {
	ip   netip.Addr // the zero value where there is a name
	name string
	port uint16
}

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

// chosenAddress is the --addr of a verb, or else the setting. A project's file,
// which may come with a cloned repository, has no say over other machines.
func chosenAddress(a *app.App, verb string, flag addrFlag) (address, error) {
	v := settings.Value{Text: flag.text, Origin: "--addr", Layer: settings.LayerFlag}
	if !flag.given {
		var err error
		if v, err = a.Setting(settings.LocalAddr); err != nil {
			return address{}, err
		}
	}
	command := "lariat local " + verb + " --addr "
	chosen, err := parseAddress(v.Text)
	if err != nil {
		return address{}, app.Usage(command+"127.0.0.1:8911", "%s: %s", v.Origin, err)
	}
	if v.Layer == settings.LayerProject && !chosen.loopback() {
		return address{}, app.Usage(command+app.Quote(chosen.String())+" # if that is what you want",
			"%s: %q is not a loopback address, which only you can ask for", v.Origin, v.Text)
	}
	return chosen, nil
}

// parseAddress reads HOST:PORT. Without a host it is that of all IPv4
// addresses. What it takes can be printed for a shell to read.
func parseAddress(text string) (address, error) {
	host, digits, err := net.SplitHostPort(text)
	if err != nil {
		return address{}, fmt.Errorf("%q is not an address with a port", text)
	}
	port, err := strconv.ParseUint(digits, 10, 16)
	if err != nil {
		return address{}, fmt.Errorf("%q has no port from 0 to 65535", text)
	}
	a := address{port: uint16(port)}
	if host == "" {
		a.ip = netip.IPv4Unspecified()
		return a, nil
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Zone() == "" {
		a.ip = ip.Unmap()
		return a, nil
	}
	if !isName(host) {
		return address{}, fmt.Errorf("%q has a host that is neither an IP address nor a name", text)
	}
	a.name = host
	return a, nil
}

// isName says whether host can be the name of a machine. Digits and dots alone
// are a mistyped address.
func isName(host string) bool {
	const letters, digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", "0123456789."
	return strings.Trim(host, letters+digits) == "" && strings.ContainsAny(host, letters)
}

// String is a as it is listened on.
func (a address) String() string {
	host := a.name
	if a.ip.IsValid() {
		host = a.ip.String()
	}
	return net.JoinHostPort(host, strconv.Itoa(int(a.port)))
}

// network keeps 0.0.0.0 from meaning the IPv6 addresses, too.
func (a address) network() string {
	if a.ip.Is4() {
		return "tcp4"
	}
	return "tcp"
}

func (a address) loopback() bool {
	return strings.EqualFold(a.name, "localhost") || a.ip.IsLoopback()
}

// reachable is a as a client of this machine reaches it: all addresses are no
// address.
func (a address) reachable() address {
	switch a.ip {
	case netip.IPv4Unspecified():
		a.ip = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	case netip.IPv6Unspecified():
		a.ip = netip.IPv6Loopback()
	}
	return a
}

// url is the base URL of the API for clients of this machine.
func (a address) url() string { return "http://" + a.reachable().String() + "/client/v4" }
