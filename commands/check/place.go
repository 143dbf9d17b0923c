package check

import (
	"errors"
	"path/filepath"

	"github.com/lariat-cli/lariat/configfile"
)

// place tells where a configuration lies, unless --config takes it as it is.
func (o *options) place() func(path string) *configfile.Place {
	if o.app.Flags.Config != "" {
		return nil
	}
	return func(path string) *configfile.Place {
		p, err := configfile.PlaceOf(configfile.FindOptions{Path: o.app.Path(path), Ceiling: o.app.Ceiling})
		if err != nil {
			return nil
		}
		p.Preferred = o.shown(p.Preferred)
		for i := range p.Shadowed {
			p.Shadowed[i] = o.shown(p.Shadowed[i])
		}
		if r := p.Redirect; r != nil {
			r.File, r.Target = o.shown(r.File), o.shown(r.Target)
		}
		if broken, ok := errors.AsType[*configfile.RedirectError](p.Broken); ok {
			broken.File = o.shown(broken.File)
		}
		return &p
	}
}

// shown is an absolute path as the user would name it.
func (o *options) shown(path string) string {
	if rel, err := filepath.Rel(o.app.WorkDir(), path); path != "" && err == nil {
		return rel
	}
	return path
}
