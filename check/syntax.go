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

// duplicateKey and wrongType pass on what configfile has found in reading.
func duplicateKey() Rule {
	return Rule{
		ID: configfile.RuleDuplicateKey, Severity: diag.Warning,
		Summary: "a key comes twice, and only the last one counts",
		check:   func(p *pass) { p.passOn(configfile.RuleDuplicateKey) },
	}
}

func wrongType() Rule {
	return Rule{
		ID: configfile.RuleWrongType, Severity: diag.Error,
		Summary: "a value has a type that Wrangler does not take, or takes without a word",
		check:   func(p *pass) { p.passOn(configfile.RuleWrongType) },
	}
}

func (p *pass) passOn(rule string) {
	for _, f := range p.Config.found {
		if f.Rule == rule {
			p.found.Add(f)
		}
	}
}
