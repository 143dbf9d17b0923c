package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// syntax is about files that do not parse. Its findings are configfile's: a
// configuration under check has none.
func syntax() Rule {
	return Rule{
		ID: configfile.RuleSyntax, Severity: diag.Error,
		Summary: "the file is not valid JSONC or TOML",
		check:   func(*pass) {},
	}
}

// passOn reports what configfile has found in reading.
func (p *pass) passOn(rule string) {
	for _, f := range p.Config.found {
		if f.Rule == rule {
			p.found.Add(f)
		}
	}
}
