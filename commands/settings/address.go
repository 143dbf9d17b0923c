package settings

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/internal/loopback"
)

// Address is where the backend listens: an IP address or a name, and a port.
type Address struct {
	IP   netip.Addr // the zero value where there is a name
	Name string
	Port uint16
}

// ParseAddress reads HOST:PORT. Without a host it is that of all IPv4
// addresses. What it takes can be printed for a shell to read.
func ParseAddress(text string) (Address, error) {
	host, digits, err := net.SplitHostPort(text)
	if err != nil {
		return Address{}, fmt.Errorf("%q is not an address with a port", text)
	}
	port, err := strconv.ParseUint(digits, 10, 16)
	if err != nil {
		return Address{}, fmt.Errorf("%q has no port from 0 to 65535", text)
	}
	a := Address{Port: uint16(port)}
	if host == "" {
		a.IP = netip.IPv4Unspecified()
		return a, nil
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Zone() == "" {
		a.IP = ip.Unmap()
		return a, nil
	}
	if !isName(host) {
		return Address{}, fmt.Errorf("%q has a host that is neither an IP address nor a name", text)
	}
	a.Name = host
	return a, nil
}

// isName says whether host can be the name of a machine. Digits and dots alone
// are a mistyped address.
func isName(host string) bool {
	const letters, digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", "0123456789."
	return strings.Trim(host, letters+digits) == "" && strings.ContainsAny(host, letters)
}

// String is a as it is listened on.
func (a Address) String() string { return net.JoinHostPort(a.host(), strconv.Itoa(int(a.Port))) }

// IsLoopback says that only this machine can reach a.
func (a Address) IsLoopback() bool { return loopback.Is(a.host()) }

func (a Address) host() string {
	if a.IP.IsValid() {
		return a.IP.String()
	}
	return a.Name
}
