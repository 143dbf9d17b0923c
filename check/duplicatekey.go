package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// duplicateKey finds keys that come twice in JSONC. In TOML that is an error of
// syntax.
func duplicateKey() Rule {
	return Rule{
		ID: configfile.RuleDuplicateKey, Severity: diag.Warning,
		Summary: "a key comes twice, and only the last one counts",
		check:   func(p *pass) { p.passOn(configfile.RuleDuplicateKey) },
	}
}
