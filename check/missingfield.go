package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// missingField finds entries without what they need. What a network needs
// besides its name is network-target's.
func missingField() Rule {
	return Rule{
		ID: "missing-field", Severity: diag.Error,
		Summary: "an entry has no binding or no service_id",
		check: func(p *pass) {
			for list, entry := range p.entries {
				if entry.At("binding") == nil && !misspells(list, entry, "binding") {
					p.report(entryRange(entry), "the entry of %s has no binding", list).Hint =
						"add the name that the Worker is to see it under, env.NAME"
				}
				if list == listServices && entry.At("service_id") == nil && !misspells(list, entry, "service_id") {
					p.report(entryRange(entry), "the entry of %s has no service_id", list).Hint =
						"add the id of a service: lariat vpc service list"
				}
			}
		},
	}
}

// misspells reports whether a key of the entry was meant to be the field, which
// unknown-field tells.
func misspells(list string, entry *configfile.Node, field string) bool {
	for m := range entry.Fields() {
		if near, ok := nearField(list, entry, m.Key); ok && near == field {
			return true
		}
	}
	return false
}
