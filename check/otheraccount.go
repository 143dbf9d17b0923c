package check

import "github.com/lariat-cli/lariat/diag"

// otherAccount finds ids of services that belong to another account. To the one
// that is deployed to they are as unknown as any (facts/cloudflare-api.md 5.5).
func otherAccount() Rule {
	return Rule{
		ID: "other-account", Severity: diag.Error,
		Summary: "the service belongs to another account than the one that is deployed to",
		check: func(p *pass) {
			for level, b := range p.services {
				if level.Directory == nil || !b.ServiceID.Set {
					continue
				}
				if _, known := level.service(b); known {
					continue
				}
				other, s, ok := level.Directory.elsewhere(b.ServiceID.V)
				if !ok {
					continue
				}
				p.report(b.ServiceID.Range, "service %q is in the account %q, not in %s",
					s.Name, other.Account, level.Directory.title()).Hint = level.Directory.ownInstead(s.Name)
			}
		},
	}
}

// ownInstead says what to bind in place of another account's service.
func (d *Directory) ownInstead(name string) string {
	if own, ok := d.ServiceNamed(name); ok {
		return "put " + own.ID + " there, which has the same name, or set account_id to the other account"
	}
	return "set account_id to the other account, or bind a service of this one: lariat vpc service list"
}

// title names the account for messages.
func (d *Directory) title() string {
	if d.Account == "" {
		return "this one"
	}
	return `"` + d.Account + `"`
}
