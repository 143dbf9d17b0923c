package app

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// Project is the Wrangler configuration that a command works with.
type Project struct {
	Path string               // the configuration file; empty when there is none
	Dir  string               // its folder, else where it was looked for
	Doc  *configfile.Document // nil when there is none, or it is broken
	Err  error                // why the file could not be read
}

// Project finds and reads the Wrangler configuration once. A broken file is
// kept as Err: only the commands that need something from it fail.
func (a *App) Project() (*Project, error) {
	if a.project != nil {
		return a.project, nil
	}
	opts := configfile.FindOptions{Dir: cmp.Or(a.SearchDir, a.WorkDir()), Ceiling: a.Ceiling}
	if a.Flags.Config != "" {
		opts.Path = a.Path(a.Flags.Config)
	}
	path, err := configfile.Find(opts)
	if err != nil {
		return nil, &Problem{Kind: KindUsage, Msg: err.Error(), Err: err,
			Hint: "check the path given with --config"}
	}
	p := &Project{Path: path, Dir: cmp.Or(a.SearchDir, a.WorkDir())}
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

// Document is the configuration for a command that changes it: it has to be
// there, and to be sound.
func (a *App) Document() (*configfile.Document, error) {
	p, err := a.Project()
	if err != nil {
		return nil, err
	}
	if p.Path == "" {
		return nil, Usage("name the file: --config FILE\nor make a project: npm create cloudflare@latest",
			"there is no Wrangler configuration in %q or above it", a.WorkDir())
	}
	const hint = "mend the file, or name another one: --config FILE"
	if file, ok := errors.AsType[*configfile.FileError](p.Err); ok {
		return nil, &Problem{Kind: KindUsage, Msg: file.Error(), Hint: cmp.Or(file.Hint, hint), Err: file}
	}
	if p.Err != nil {
		return nil, a.faulty(p, p.Err, fmt.Sprintf("could not read %q", p.Path), hint)
	}
	return p.Doc, nil
}

// unreadable is the problem of a configuration that has to say which account is
// meant and cannot be gone by.
func (a *App) unreadable(p *Project, err error) error {
	return a.faulty(p, err, fmt.Sprintf("could not read the account from %q", p.Path),
		"mend the file, or name the account: lariat --account-id ID ...")
}

// faulty is the problem of a configuration that is needed and broken. People get
// the faults with their source lines ahead of it, programs the place of the
// first one in its text.
func (a *App) faulty(p *Project, err error, msg, hint string) error {
	faults, ok := errors.AsType[diag.Set](err)
	if !ok || a.JSONErrors {
		return &Problem{Kind: KindUsage, Msg: msg + ": " + firstFault(err), Hint: hint, Err: err}
	}
	source := func(string) []byte {
		if broken, ok := errors.AsType[*configfile.SyntaxError](err); ok {
			return broken.Source
		}
		return p.Doc.Source
	}
	_, _ = fmt.Fprint(a.Streams.Err, diag.Text(faults, source)) // as printLine
	return &Problem{Kind: KindUsage, Msg: msg, Hint: hint, Err: err}
}

// firstFault is the first fault of a configuration with its place, in a line.
func firstFault(err error) string {
	faults, ok := errors.AsType[diag.Set](err)
	if !ok || len(faults) == 0 {
		return err.Error()
	}
	f := faults[0]
	if !f.Range.IsValid() {
		return f.Path + ": " + f.Message
	}
	return f.Path + ":" + f.Range.Start.String() + ": " + f.Message
}
