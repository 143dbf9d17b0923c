package check

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// hostUse is the host of a bound service.
type hostUse struct {
	at      diag.Range // of the service's id in the configuration
	level   *Level
	service vpc.Service
	name    string       // without its final dot, in lower case; "" where there are addresses
	ips     []netip.Addr // those that are valid
}

// hosts yields the hosts of all bound services that are known.
func (p *pass) hosts(yield func(hostUse) bool) {
	for level, b := range p.services {
		s, ok := level.service(b)
		if !ok {
			continue
		}
		u := hostUse{at: b.ServiceID.Range, level: level, service: s}
		u.name = strings.TrimSuffix(strings.ToLower(s.Host.Hostname), ".")
		for _, text := range []string{s.Host.IPv4, s.Host.IPv6, u.name} {
			if ip, err := netip.ParseAddr(text); err == nil {
				u.ips = append(u.ips, ip.Unmap())
			}
		}
		if len(u.ips) > 0 {
			u.name = ""
		}
		if !yield(u) {
			return
		}
	}
}

// String names the service, and the tunnel where its name is known.
func (u hostUse) String() string {
	if t, ok := u.level.Directory.Tunnel(u.service.Host.TunnelID); ok && t.Name != "" {
		return fmt.Sprintf("service %q behind tunnel %q", u.service.Name, t.Name)
	}
	return fmt.Sprintf("service %q", u.service.Name)
}

// update is the command that gives the service another host, or what else the
// flags say.
func (u hostUse) update(flags string) string {
	return "lariat vpc service update " + word(u.service.Name, u.service.ID) + " " + flags
}

// first is the first address of a kind.
func (u hostUse) first(is func(netip.Addr) bool) (netip.Addr, bool) {
	for _, ip := range u.ips {
		if is(ip) {
			return ip, true
		}
	}
	return netip.Addr{}, false
}

// addressFlag is the flag for an address of that family.
func addressFlag(ip netip.Addr) string {
	if ip.Is4() {
		return "--ipv4 ADDRESS"
	}
	return "--ipv6 ADDRESS"
}
