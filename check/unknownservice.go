package check

import (
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/vpc"
)

// unknownService finds ids that the account does not have. Cloudflare refuses
// the upload then with code 10180 (facts/cloudflare-api.md 5.5).
func unknownService() Rule {
	return Rule{
		ID: "unknown-service", Severity: diag.Error,
		Summary: "the account has no service with this id",
		check: func(p *pass) {
			for level, b := range p.services {
				id := b.ServiceID
				if level.Directory == nil || !id.Set || isPlaceholder(id.V) || level.isServiceName(id.V) {
					continue
				}
				if _, known := level.service(b); known {
					continue
				}
				if _, _, ok := level.Directory.elsewhere(id.V); ok {
					continue // other-account knows more
				}
				p.report(id.Range, "the account has no service with the id %q", id.V).Hint =
					level.Directory.candidates(id.V, b.Binding.V)
			}
		},
	}
}

// candidates names the services that were most likely meant: those with nearly
// this id, with nearly this name, and with nearly the name of the binding.
func (d *Directory) candidates(id, binding string) string {
	ids, names := make([]string, len(d.Services)), make([]string, len(d.Services))
	for i, s := range d.Services {
		ids[i], names[i] = s.ID, s.Name
	}
	var meant []string
	add := func(s vpc.Service, found bool) {
		if text := s.ID + " (" + s.Name + ")"; found && !slices.Contains(meant, text) {
			meant = append(meant, text)
		}
	}
	if near, ok := suggest.Nearest(strings.TrimSpace(id), ids); ok {
		add(d.Service(near))
	}
	for _, word := range []string{id, binding} {
		if near, ok := suggest.Nearest(word, names); ok {
			add(d.ServiceNamed(near))
		}
	}
	if len(meant) == 0 {
		return "see what there is: lariat vpc service list"
	}
	return "did you mean " + strings.Join(meant, " or ") + "?"
}
