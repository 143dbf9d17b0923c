package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// pagesProject finds VPC bindings of Pages projects, whose configuration does not
// take them (facts/wrangler.md 2).
func pagesProject() Rule {
	return Rule{
		ID: "pages-project", Severity: diag.Error,
		Summary: "a Pages project has VPC bindings, which only Workers can have",
		check: func(p *pass) {
			pages, ok := p.Doc.Root.Member("pages_build_output_dir")
			if !ok {
				return
			}
			for i := range p.Levels {
				for _, list := range lists() {
					p.checkPagesList(p.Levels[i].Node, list, pages.KeyRange)
				}
			}
		},
	}
}

func (p *pass) checkPagesList(level *configfile.Node, list string, pages diag.Range) {
	m, ok := level.Member(list)
	if !ok || m.Value.Kind == configfile.Array && len(m.Value.Items) == 0 {
		return
	}
	f := p.report(m.KeyRange, "a Pages project cannot have %s", list)
	f.Hint = "move the project to Workers with static assets, or call a Worker that has the binding"
	f.Related = []diag.Related{{Range: pages, Message: "this makes it a Pages project"}}
}
