package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// wrongType finds values of another type than the field has (facts/wrangler.md
// 3).
func wrongType() Rule {
	return Rule{
		ID: configfile.RuleWrongType, Severity: diag.Error,
		Summary: "a value has a type that Wrangler does not take, or takes without a word",
		check:   func(p *pass) { p.passOn(configfile.RuleWrongType) },
	}
}
