package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// unsafeBinding finds VPC bindings where Wrangler passes everything on as it
// stands (facts/wrangler.md 3). No other rule looks at them there.
func unsafeBinding() Rule {
	return Rule{
		ID: "unsafe-binding", Severity: diag.Warning,
		Summary: "a VPC binding stands in unsafe.bindings, where nothing checks it",
		check: func(p *pass) {
			for i := range p.Levels {
				p.checkUnsafe(p.Levels[i].Node.At("unsafe").At("bindings"))
			}
		},
	}
}

func (p *pass) checkUnsafe(bindings *configfile.Node) {
	if bindings == nil {
		return
	}
	for _, entry := range bindings.Items {
		kind := entry.At("type")
		if kind == nil || kind.Kind != configfile.String {
			continue
		}
		list, ok := map[string]string{"vpc_service": listServices, "vpc_network": listNetworks}[kind.Text]
		if ok {
			p.report(kind.Range, "a binding of type %q in unsafe.bindings is not checked", kind.Text).Hint =
				"move it to " + list + ", where its name is called binding"
		}
	}
}
