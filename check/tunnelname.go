package check

import (
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// tunnelName finds the name of a tunnel where its id belongs.
func tunnelName() Rule {
	return Rule{
		ID: "tunnel-name", Severity: diag.Error,
		Summary: "tunnel_id holds the name of a tunnel and not its id",
		check: func(p *pass) {
			for level, b := range p.networks {
				if !b.TunnelID.Set || !level.isTunnelName(b.TunnelID.V) {
					continue
				}
				named := level.Directory.tunnelsNamed(b.TunnelID.V)
				f := p.report(b.TunnelID.Range, "%q is the name of a tunnel, tunnel_id takes its id", b.TunnelID.V)
				f.Hint = "put " + named[0].ID + " there"
				if len(named) == 1 && vpc.IsUUID(named[0].ID) {
					f.Fix = diag.Replace(f.Hint, b.TunnelID.Range, `"`+named[0].ID+`"`)
				}
			}
		},
	}
}

func (l *Level) isTunnelName(text string) bool {
	return l.knowsTunnels() && !vpc.IsUUID(text) && len(l.Directory.tunnelsNamed(text)) > 0
}

// tunnelsNamed are those that are there: a deleted one keeps its name. The API
// sees to it that there is one of a name, and a saved directory need not.
func (d *Directory) tunnelsNamed(name string) (list []vpc.Tunnel) {
	for _, t := range d.Tunnels {
		if t.Name == name && t.DeletedAt == nil {
			list = append(list, t)
		}
	}
	return list
}
