package check

import (
	"errors"
	"path/filepath"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// config is a configuration that was read, or what kept it from being.
type config struct {
	path   string // as the user would name it
	doc    *configfile.Document
	syntax *configfile.SyntaxError
}

// load reads the configurations that the paths name or hold.
func (o *options) load() ([]config, error) {
	paths, err := o.search()
	if err != nil {
		return nil, err
	}
	configs := make([]config, len(paths))
	for i, path := range paths {
		if configs[i], err = o.read(path); err != nil {
			return nil, err
		}
	}
	return configs, nil
}

// read keeps a file that does not parse: what is wrong with it are findings.
func (o *options) read(path string) (config, error) {
	doc, err := configfile.Load(o.app.Path(path))
	if syntax, ok := errors.AsType[*configfile.SyntaxError](err); ok {
		syntax.Path = path
		rename(syntax.Findings, path)
		return config{path: path, syntax: syntax}, nil
	}
	if file, ok := errors.AsType[*configfile.FileError](err); ok {
		return config{}, &app.Problem{Kind: app.KindUsage, Msg: file.Error(), Hint: file.Hint, Err: err}
	}
	if err != nil {
		return config{}, err
	}
	doc.Path = path
	rename(doc.Findings, path)
	return config{path: path, doc: doc}, nil
}

// rename makes findings name a file as the user would.
func rename(found diag.Set, path string) {
	for i := range found {
		found[i].Path = path
	}
}

func (c config) check(o check.Options) (diag.Set, error) {
	if c.syntax != nil {
		return check.Syntax(c.syntax, o), nil
	}
	found, err := check.Document(c.doc, o)
	if unknown, ok := errors.AsType[*configfile.UnknownEnvironmentError](err); ok {
		return nil, app.Usage(help, "%s", unknown)
	}
	return found, err
}

// source is the text of the file, for excerpts.
func (c config) source() []byte {
	if c.syntax != nil {
		return c.syntax.Source
	}
	return c.doc.Source
}

// search lists the configurations of the paths, each once.
func (o *options) search() ([]string, error) {
	if o.app.Flags.Config != "" {
		return []string{o.app.Flags.Config}, nil
	}
	if len(o.paths) == 0 {
		return o.searchHere()
	}
	var found []string
	seen := map[string]bool{}
	for _, path := range o.paths {
		list, err := searchPath(o.app.Path(path))
		if err != nil {
			return nil, app.Usage(help, "could not search %q: %s", path, err)
		}
		if len(list) == 0 {
			return nil, app.Usage(help, "%q holds no Wrangler configuration", path)
		}
		for _, rel := range list {
			if name := filepath.Join(path, rel); !seen[name] {
				seen[name] = true
				found = append(found, name)
			}
		}
	}
	return found, nil
}

// searchHere looks below the working folder, and else above it, as Wrangler
// does.
func (o *options) searchHere() ([]string, error) {
	found, err := searchPath(o.app.WorkDir())
	if err != nil || len(found) > 0 {
		return found, err
	}
	above, err := configfile.Find(configfile.FindOptions{Dir: o.app.WorkDir()})
	switch {
	case err != nil:
		return nil, err
	case above == "":
		return nil, app.Usage(help, "there is no Wrangler configuration in %q", o.app.WorkDir())
	}
	if rel, err := filepath.Rel(o.app.WorkDir(), above); err == nil {
		above = rel
	}
	return []string{above}, nil
}
