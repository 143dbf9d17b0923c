package check

import (
	"errors"

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

// load reads the configurations.
func (o *options) load(paths []string) (configs []config, err error) {
	configs = make([]config, len(paths))
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
