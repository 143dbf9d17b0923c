package check

import (
	"errors"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// config is a configuration that was read, or what kept it from being.
type config struct {
	path       string // as the user would name it
	named      bool   // on the command line, and not found by a search
	doc        *configfile.Document
	syntax     *configfile.SyntaxError
	unreadable *configfile.FileError
}

// load reads the configurations. One that was named has to be a file that can
// be read; where one that was found is not, the others are checked.
func (o *options) load(found files) (configs []config, err error) {
	for _, path := range found.configs {
		if !found.named[path] && o.leadsOut(path) {
			configs = append(configs, config{path: path, unreadable: &configfile.FileError{Path: path,
				Reason: source.ErrOutside.Error(), Hint: "name it to check it all the same: lariat check " + app.Quote(path)}})
			continue
		}
		c, err := o.read(path)
		if err != nil {
			return nil, err
		}
		c.named = found.named[path]
		if file := c.unreadable; file != nil && c.named {
			return nil, &app.Problem{Kind: app.KindUsage, Msg: file.Error(), Hint: file.Hint, Err: file}
		}
		configs = append(configs, c)
	}
	for _, folder := range found.closed {
		configs = append(configs, config{path: folder.path, unreadable: &configfile.FileError{
			Path: folder.path, Reason: "could not be searched", Err: cause(folder.err),
			Hint: "make it readable, or have git ignore it if it holds no configuration",
		}})
	}
	return configs, nil
}

// inEnvironment leaves out what a search has found that has other environments
// than the one asked for, as long as something has that one.
func (o *options) inEnvironment(configs []config) []config {
	has := func(c config) bool { return c.doc != nil && slices.Contains(c.doc.Environments(), *o.env) }
	if o.env == nil || !slices.ContainsFunc(configs, has) {
		return configs
	}
	var kept []config
	var out []string
	for _, c := range configs {
		if c.named || c.doc == nil || len(c.doc.Environments()) == 0 || has(c) {
			kept = append(kept, c)
		} else {
			out = append(out, c.path)
		}
	}
	if len(out) > 0 {
		o.app.Note("Left out, having no environment %q: %s", *o.env, strings.Join(out, ", "))
	}
	return kept
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
		file.Path = path
		return config{path: path, unreadable: file}, nil
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
	switch {
	case c.unreadable != nil:
		return check.Unreadable(c.unreadable, o), nil
	case c.syntax != nil:
		return check.Syntax(c.syntax, o), nil
	}
	found, err := check.Document(c.doc, o)
	return found, usage(err)
}

// usage makes an environment that there is not an error of usage.
func usage(err error) error {
	if unknown, ok := errors.AsType[*configfile.UnknownEnvironmentError](err); ok {
		return app.UnknownEnvironment("--env", unknown)
	}
	return err
}

// source is the text of the file, for excerpts; nil where there is none.
func (c config) source() []byte {
	switch {
	case c.syntax != nil:
		return c.syntax.Source
	case c.doc != nil:
		return c.doc.Source
	}
	return nil
}
