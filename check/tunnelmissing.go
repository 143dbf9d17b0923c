package check

import (
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
)

// tunnelMissing finds tunnels that are gone. The API lets a tunnel be deleted
// that services are reached through, and goes on showing them
// (facts/cloudflare-api.md 0.9).
func tunnelMissing() Rule {
	return Rule{
		ID: "tunnel-missing", Severity: diag.Error,
		Summary: "the tunnel of the service does not exist, or was deleted",
		check: func(p *pass) {
			for u := range p.tunnels {
				switch {
				case !u.known:
					p.report(u.at, "%s does not exist", u).Hint = u.otherTunnel(u.directory.likeTunnel(u.id))
				case u.tunnel.DeletedAt != nil:
					p.report(u.at, "%s was deleted", u).Hint = u.otherTunnel("")
				}
			}
		},
	}
}

// likeTunnel names the tunnel that was probably meant, by its id or its name.
func (d *Directory) likeTunnel(id string) string {
	var words []string
	for _, t := range d.Tunnels {
		if t.DeletedAt == nil {
			words = append(words, t.ID, t.Name)
		}
	}
	near, ok := suggest.Nearest(strings.TrimSpace(id), words)
	for _, t := range d.Tunnels {
		if ok && t.DeletedAt == nil && (t.ID == near || t.Name == near) {
			return t.ID + " (" + t.Name + ")"
		}
	}
	return ""
}

// otherTunnel says how to leave the tunnel, perhaps for the one that was meant.
func (u tunnelUse) otherTunnel(meant string) string {
	switch {
	case u.service == nil && meant != "":
		return didYouMean(meant)
	case u.service == nil:
		return "put the id of another tunnel there: lariat tunnel list"
	}
	return "give the service another tunnel: lariat vpc service update " +
		word(u.service.Name, u.service.ID) + " --tunnel-id TUNNEL"
}
