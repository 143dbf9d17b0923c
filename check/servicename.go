package check

import (
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// serviceName finds the name of a service where its id belongs.
func serviceName() Rule {
	return Rule{
		ID: "service-name", Severity: diag.Error,
		Summary: "service_id holds the name of a service and not its id",
		check: func(p *pass) {
			for level, b := range p.services {
				if !b.ServiceID.Set || !level.isServiceName(b.ServiceID.V) {
					continue
				}
				s, _ := level.Directory.ServiceNamed(b.ServiceID.V)
				f := p.report(b.ServiceID.Range, "%q is the name of a service, service_id takes its id", s.Name)
				f.Hint = "put " + s.ID + " there"
				if vpc.IsUUID(s.ID) && level.Directory.isOnlyOne(s.Name) {
					f.Fix = diag.Replace(f.Hint, b.ServiceID.Range, `"`+s.ID+`"`)
				}
			}
		},
	}
}

func (l *Level) isServiceName(text string) bool {
	if l.Directory == nil || vpc.IsUUID(text) {
		return false
	}
	_, ok := l.Directory.ServiceNamed(text)
	return ok
}
