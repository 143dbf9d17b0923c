package deploy

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/check"
	"github.com/lariat-cli/lariat/configfile"
)

// project is what Wrangler is about to deploy.
type project struct {
	root   string // its folder
	config string // the configuration; "" if there is none
	script string // the Worker, where the command line names it: it wins over main
	env    string // the environment to look at in it
}

// project finds the configuration as Wrangler does (facts/wrangler.md 1): beside
// the script, where one is given, and through a deploy redirect, where one is in
// force.
func (o *options) project() (project, error) {
	start := o.app.WorkDir()
	script := o.script()
	if script != "" {
		start = filepath.Dir(o.app.Path(script))
		o.app.SearchDir = start
	}
	found, err := o.app.Project()
	if err != nil {
		return project{}, err
	}
	p := project{root: found.Dir, config: found.Path, script: script, env: o.app.Environment()}
	if o.app.Flags.Config != "" {
		return p, nil
	}
	r, err := configfile.FindRedirect(start, found.Path)
	if err != nil {
		return project{}, redirectProblem(err)
	}
	if r == nil {
		return p, nil
	}
	if found.Path == "" {
		p.root = filepath.Dir(filepath.Dir(filepath.Dir(r.File)))
	}
	// A generated configuration is for the one environment that it was built for.
	doc, err := configfile.Load(r.Target)
	if err == nil {
		err = r.Check(doc, p.env)
	}
	if _, ok := errors.AsType[*configfile.RedirectError](err); ok {
		return project{}, redirectProblem(err)
	}
	p.config, p.env = r.Target, "" // what else is wrong with it is for the check to tell
	return p, nil
}

// script is the Worker's script on the command line. A folder is one of assets.
func (o *options) script() string {
	if path := o.argv.path; path != "" {
		if info, err := os.Stat(o.app.Path(path)); err != nil || !info.IsDir() {
			return path
		}
	}
	return o.argv.said["script"]
}

func redirectProblem(err error) error {
	p := &app.Problem{Kind: app.KindFindings, Msg: err.Error(), Err: err}
	if e, ok := errors.AsType[*configfile.RedirectError](err); ok {
		p.Hint = e.Hint
	}
	return p
}

// check checks what is about to be deployed.
func (o *options) check(ctx context.Context, p project) (configfile.Environment, error) {
	switch {
	case o.noCheck:
		return o.unchecked(p)
	case o.isCode():
		return configfile.Environment{}, app.Usage("leave it to Wrangler alone: --no-check",
			"cloudflare.config.ts is a program, which lariat does not run to check it")
	case p.config == "":
		o.app.Note("There is no configuration, and so no VPC binding to check.")
		return configfile.Environment{}, nil
	}
	out := o.app.Streams.Err // standard output is Wrangler's
	if o.checkOnly {
		out = o.app.Streams.Out
	}
	g := check.Gate{Path: p.config, Script: p.script, Dir: p.root, Env: p.env, Out: out}
	return g.Check(ctx, o.app)
}

// isCode says that Wrangler is to take its configuration from a program
// (facts/wrangler.md 1, config as code).
func (o *options) isCode() bool {
	return o.argv.said["experimental-new-config"] == "true" || o.argv.said["x-new-config"] == "true"
}

// unchecked reads the environment, as far as it can be.
func (o *options) unchecked(p project) (configfile.Environment, error) {
	if p.config == "" || o.isCode() {
		return configfile.Environment{}, nil
	}
	doc, err := configfile.Load(p.config)
	if err != nil {
		return configfile.Environment{}, nil //nolint:nilerr // Wrangler tells
	}
	up, _ := doc.Environment(p.env) // likewise
	return up, nil
}
