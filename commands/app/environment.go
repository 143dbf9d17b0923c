package app

import (
	"errors"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/suggest"
)

// Lookup finds a variable in the process environment, else in the project's
// .env files, as Wrangler does (facts/wrangler.md 1).
func (a *App) Lookup(name string) configfile.EnvVar {
	if v := a.Env(name); v != "" {
		return configfile.EnvVar{Value: v}
	}
	return a.env[name]
}

// InFile finds a variable in the project's .env files, whatever the process
// environment holds.
func (a *App) InFile(name string) configfile.EnvVar { return a.env[name] }

// LoadEnv reads the .env files once; Lookup sees them afterwards.
func (a *App) LoadEnv() error {
	if a.env != nil {
		return nil
	}
	env, err := configfile.LoadEnv(a.envOptions())
	if err != nil {
		return &Problem{Kind: KindUsage, Msg: err.Error(), Err: err,
			Hint: "mend the file, or name another one with --env-file"}
	}
	a.env = env
	return nil
}

func (a *App) envOptions() configfile.EnvOptions {
	files := make([]string, len(a.Flags.EnvFiles))
	for i, f := range a.Flags.EnvFiles {
		files[i] = a.Path(f)
	}
	return configfile.EnvOptions{
		Dir:         a.WorkDir(),
		Environment: a.Environment(),
		Files:       files,
		Lookup: func(name string) (string, bool) {
			v := a.Env(name)
			return v, v != ""
		},
	}
}

// EnvFiles are the paths of the project's .env files, be they there or not.
func (a *App) EnvFiles() []string { return a.envOptions().Paths() }

const envEnvironment = "CLOUDFLARE_ENV"

// Environment is the chosen environment of the configuration: --env, else
// CLOUDFLARE_ENV, else the top level.
func (a *App) Environment() string {
	name, _ := a.environment()
	return name
}

func (a *App) environment() (name, origin string) {
	if a.isGiven("env") {
		return a.Flags.Environment, "--env"
	}
	return a.Env(envEnvironment), envEnvironment
}

// checkEnvironment refuses an environment that is not among those of the
// configuration: with a mistyped one the command would work in the account of
// the top level. Where there are none at all, the name is no mistake in typing,
// and Wrangler goes on, too (facts/wrangler.md 2).
func (a *App) checkEnvironment() error {
	name, origin := a.environment()
	if name == "" {
		return nil
	}
	p, err := a.Project()
	if err != nil || p.Err != nil {
		return err
	}
	if p.Doc == nil {
		a.Warn("%s %q picks nothing: there is no configuration file", origin, name)
		return nil
	}
	e, err := p.Doc.Environment(name)
	if unknown, ok := errors.AsType[*configfile.UnknownEnvironmentError](err); ok {
		return a.unknownEnvironment(unknown)
	}
	for _, w := range e.Warnings {
		if !a.AddsEnvironment {
			a.Warn("%s: %s", w.Path, w.Message)
		}
	}
	return err
}

func (a *App) unknownEnvironment(e *configfile.UnknownEnvironmentError) *Problem {
	_, origin := a.environment()
	return UnknownEnvironment(origin, e)
}

// UnknownEnvironment is the problem of an environment that a configuration does
// not have, and that origin asked for.
func UnknownEnvironment(origin string, e *configfile.UnknownEnvironmentError) *Problem {
	hint := "choose one of these, or the top level: --env ''"
	if known, ok := suggest.Nearest(e.Name, e.Known); ok {
		hint = "did you mean --env " + Quote(known) + "?"
	}
	return Usage(hint, "%s: %s", origin, e)
}
