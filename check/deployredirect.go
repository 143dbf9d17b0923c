package check

import (
	"errors"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// deployRedirect finds what makes Wrangler deploy another configuration. Build
// tools write such redirects, so they are nothing bad.
func deployRedirect() Rule {
	return Rule{
		ID: "deploy-redirect", Severity: diag.Info,
		Summary: "a redirect makes Wrangler deploy another configuration than this one",
		check: func(p *pass) {
			if p.Place == nil {
				return
			}
			if r := p.Place.Redirect; r != nil {
				f := p.report(diag.Range{}, "Wrangler deploys %q and not this file", r.Target)
				f.Hint = "check that file as well, after each build"
				f.Related = []diag.Related{{Path: r.File, Message: "the redirect"}}
			}
			if p.Place.Broken != nil {
				p.reportBroken(p.Place.Broken)
			}
		},
	}
}

// reportBroken tells of a redirect that Wrangler fails on.
func (p *pass) reportBroken(err error) {
	f := p.report(diag.Range{}, "%v", err)
	f.Severity = diag.Error
	if broken, ok := errors.AsType[*configfile.RedirectError](err); ok {
		f.Hint = broken.Hint
		f.Related = []diag.Related{{Path: broken.File, Message: "the redirect"}}
	}
}
