package check

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/term"
)

// Gate is a check of what is about to be deployed: one environment of one
// configuration, with all rules.
type Gate struct {
	Path   string       // the configuration
	Script string       // the Worker that wins over main; "" is main
	Dir    string       // the project's folder, where files that run cloudflared are looked for
	Env    string       // the environment; "" is the top level
	Out    *term.Output // where findings go
}

// Check prints what it finds, and fails as the check command does where
// something must not be deployed, or that could not be found out. It returns
// the environment that may be.
func (g Gate) Check(ctx context.Context, a *app.App) (configfile.Environment, error) {
	o := &options{app: a, env: &g.Env, format: "text", to: g.Out}
	if err := o.configure(); err != nil {
		return configfile.Environment{}, err
	}
	if g.Script != "" {
		o.main = beside(a.Path(g.Path), a.Path(g.Script))
	}
	c, err := o.read(o.shown(a.Path(g.Path)))
	if err != nil {
		return configfile.Environment{}, err
	}
	found, err := searchPath(a.Path(g.Dir))
	if err != nil {
		return configfile.Environment{}, err
	}
	err = o.judge(ctx, []config{c}, below(o.shown(a.Path(g.Dir)), found.others))
	if _, failed := errors.AsType[app.ExitStatus](err); failed || err != nil && !errors.Is(err, term.ErrClosedPipe) {
		return configfile.Environment{}, err
	}
	if c.syntax != nil { // whatever the severity of that
		return configfile.Environment{}, c.syntax
	}
	return c.doc.Environment(g.Env)
}

// beside is a path as it would be written in a configuration.
func beside(config, path string) string {
	if rel, err := filepath.Rel(filepath.Dir(config), path); err == nil {
		return filepath.ToSlash(rel)
	}
	return path
}
