package check

import (
	"fmt"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// tunnelUse is a tunnel that a binding goes through: that of its service, or
// its own in vpc_networks.
type tunnelUse struct {
	at      diag.Range   // of the id in the configuration
	service *vpc.Service // nil for a network
	id      string
	tunnel  vpc.Tunnel
	known   bool // false: the account has no tunnel with the id

	directory *Directory

	connectors []vpc.Connector // nil where they were not fetched
}

// tunnels yields what is used of accounts whose tunnels are known.
func (p *pass) tunnels(yield func(tunnelUse) bool) {
	for level, b := range p.services {
		if s, ok := level.service(b); ok && level.knowsTunnels() && s.Host.TunnelID != "" {
			if !yield(level.Directory.use(s.Host.TunnelID, b.ServiceID.Range, &s)) {
				return
			}
		}
	}
	for level, b := range p.networks {
		id := b.TunnelID
		if !id.Set || !level.knowsTunnels() || isPlaceholder(id.V) || level.isTunnelName(id.V) {
			continue // placeholder-id and tunnel-name know more
		}
		if !yield(level.Directory.use(id.V, id.Range, nil)) {
			return
		}
	}
}

func (l *Level) knowsTunnels() bool { return l.Directory != nil && l.Directory.Tunnels != nil }

func (d *Directory) use(id string, at diag.Range, s *vpc.Service) tunnelUse {
	u := tunnelUse{at: at, service: s, id: id, directory: d}
	if u.tunnel, u.known = d.Tunnel(id); u.known {
		u.connectors = d.Connectors[u.tunnel.ID]
	}
	return u
}

// live yields the tunnels that are there.
func (p *pass) live(yield func(tunnelUse) bool) {
	for u := range p.tunnels {
		if u.known && u.tunnel.DeletedAt == nil && !yield(u) {
			return
		}
	}
}

// String names the tunnel, and the service that is reached through it.
func (u tunnelUse) String() string {
	name := u.tunnel.Name
	if name == "" {
		name = u.id
	}
	if u.service == nil {
		return fmt.Sprintf("tunnel %q", name)
	}
	return fmt.Sprintf("tunnel %q of service %q", name, u.service.Name)
}

// resolves reports whether the connectors have to look up a name for the
// service. What a Worker asks a network for is not known.
func (u tunnelUse) resolves() bool { return u.service != nil && u.service.Host.Hostname != "" }

// show is the command that shows the tunnel.
func (u tunnelUse) show() string { return "lariat tunnel get " + word(u.tunnel.Name, u.tunnel.ID) }
