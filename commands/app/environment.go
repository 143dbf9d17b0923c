package app

import (
	"github.com/lariat-cli/lariat/configfile"
)

// Lookup finds a variable in the process environment, else in the project's
// .env files, as Wrangler does (facts/wrangler.md 1).
func (a *App) Lookup(name string) configfile.EnvVar {
	if v := a.Env(name); v != "" {
		return configfile.EnvVar{Value: v}
	}
	return a.env[name]
}

// LoadEnv reads the .env files once; Lookup sees them afterwards.
func (a *App) LoadEnv() error {
	if a.env != nil {
		return nil
	}
	files := make([]string, len(a.Flags.EnvFiles))
	for i, f := range a.Flags.EnvFiles {
		files[i] = a.Path(f)
	}
	env, err := configfile.LoadEnv(configfile.EnvOptions{
		Dir:         a.WorkDir(),
		Environment: a.Environment(),
		Files:       files,
		Lookup: func(name string) (string, bool) {
			v := a.Env(name)
			return v, v != ""
		},
	})
	if err != nil {
		return &Problem{Kind: KindUsage, Msg: err.Error(), Err: err,
			Hint: "mend the file, or name another one with --env-file"}
	}
	a.env = env
	return nil
}

// Environment is the chosen environment of the configuration: --env, else
// CLOUDFLARE_ENV, else the top level.
func (a *App) Environment() string {
	if f := a.FlagSet.Lookup("env"); f != nil && f.Changed {
		return a.Flags.Environment
	}
	return a.Env("CLOUDFLARE_ENV")
}
