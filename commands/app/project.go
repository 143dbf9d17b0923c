package app

import (
	"cmp"
	"errors"
	"path/filepath"

	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/configfile"
)

// Project is the Wrangler configuration that a command works with.
type Project struct {
	Path string               // the configuration file; empty when there is none
	Dir  string               // its folder, else the working folder
	Doc  *configfile.Document // nil when there is none, or it is broken
	Err  error                // why the file could not be read
}

// Project finds and reads the Wrangler configuration once. A broken file is
// kept as Err: only the commands that need something from it fail.
func (a *App) Project() (*Project, error) {
	if a.project != nil {
		return a.project, nil
	}
	opts := configfile.FindOptions{Dir: a.WorkDir()}
	if a.Flags.Config != "" {
		opts.Path = a.Path(a.Flags.Config)
	}
	path, err := configfile.Find(opts)
	if err != nil {
		return nil, &Problem{Kind: KindUsage, Msg: err.Error(), Err: err,
			Hint: "check the path given with --config"}
	}
	p := &Project{Path: path, Dir: a.WorkDir()}
	if path != "" {
		p.Dir = filepath.Dir(path)
		p.Doc, p.Err = configfile.Load(path)
	}
	// A file that was asked for by name has to be there; what is in it may be
	// broken, where nothing in it is needed.
	if file, ok := errors.AsType[*configfile.FileError](p.Err); ok && a.Flags.Config != "" {
		return nil, &Problem{Kind: KindUsage, Msg: file.Error(), Hint: cmp.Or(file.Hint, "check --config"), Err: file}
	}
	a.project = p
	return p, nil
}

// Setting resolves one of lariat's own settings.
func (a *App) Setting(key string) (settings.Value, error) {
	r, err := a.Settings()
	if err != nil {
		return settings.Value{}, err
	}
	return r.Get(key), nil
}

// Settings resolves all of lariat's own settings once.
func (a *App) Settings() (*settings.Resolved, error) {
	if a.settings != nil {
		return a.settings, nil
	}
	r, err := settings.Resolve(settings.Sources{
		Flags: func(name string) (string, bool) {
			f := a.FlagSet.Lookup(name)
			if f == nil || !f.Changed {
				return "", false
			}
			return f.Value.String(), true
		},
		Env:         a.Env,
		ProjectFile: a.ProjectSettings(),
		UserFile:    a.UserSettings(),
	})
	if err != nil {
		return nil, &Problem{Kind: KindUsage, Msg: err.Error(), Err: err,
			Hint: "lariat config list --help"}
	}
	a.settings = r
	return r, nil
}
