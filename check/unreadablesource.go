package check

import (
	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/diag"
)

// unreadableSource says why the rules about the source have nothing to say.
// What a build makes, by Wrangler or before it, need not be there yet.
func unreadableSource() Rule {
	return Rule{
		ID: "unreadable-source", Severity: diag.Error,
		Summary: "the Worker's source is not there, does not parse or is too large",
		check: func(p *pass) {
			for i := range p.Levels {
				if l := &p.Levels[i]; l.Source != nil {
					for _, fault := range l.Source.Faults {
						p.reportFault(l, fault)
					}
				}
			}
		},
	}
}

func (p *pass) reportFault(l *Level, fault source.Fault) {
	if fault.Kind == source.Foreign {
		return
	}
	f := p.report(mainRange(l), "%s", fault.Message)
	if fault.Place.Path != "" {
		f.Path, f.Range = fault.Place.Path, fault.Place.Range
	}
	built := l.setting(p.Doc.Root, "build") != nil
	switch fault.Kind {
	case source.Missing:
		f.Severity, f.Hint = diag.Warning, "build the Worker first, so that its source is checked as well"
	case source.Unreadable:
		f.Severity, f.Hint = diag.Warning, "give main a readable file, so that the source is checked as well"
	case source.Unresolved:
		f.Severity = diag.Warning
	case source.TooLarge, source.Unknown, source.Outside:
		f.Severity = diag.Info
	}
	if built && (fault.Kind == source.Missing || fault.Kind == source.Unresolved) {
		f.Severity = diag.Info
	}
}
