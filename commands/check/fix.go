package check

import (
	"context"
	"errors"
	"io/fs"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
)

// repair makes the fixes in the files, and says whether there were any.
func (o *options) repair(ctx context.Context, configs []config, opts check.Options) (fixed bool, err error) {
	for i := range configs {
		if err := ctx.Err(); err != nil {
			return fixed, err
		}
		if configs[i].doc == nil {
			continue
		}
		done, err := o.repairOne(&configs[i], opts)
		if err != nil {
			return fixed, err
		}
		fixed = fixed || done
	}
	return fixed, nil
}

// repairOne reads the file again: it may have changed while the directory was
// fetched, or as what another path leads to. One that cannot be written keeps
// its findings, and the others are gone on with.
func (o *options) repairOne(c *config, opts check.Options) (fixed bool, err error) {
	if *c, err = o.read(c.path); err != nil || c.doc == nil {
		return false, err
	}
	doc, done, err := check.Fix(c.doc, opts)
	if err != nil || len(done) == 0 {
		return false, usage(err)
	}
	if err := configfile.WriteFile(o.app.Path(c.path), c.doc.Source, doc.Source); err != nil {
		o.warnUnfixed(c.path, err)
		return false, nil
	}
	for _, f := range done {
		o.app.Note("Fixed: %s", f)
	}
	c.doc = doc
	return true, nil
}

// warnUnfixed says why a file keeps its faults, and what its owner can do.
func (o *options) warnUnfixed(path string, err error) {
	p := o.app.Explain(err)
	if file, ok := errors.AsType[*fs.PathError](err); ok && file.Path == o.app.Path(path) {
		p.Msg = file.Err.Error() // the path is named already
	}
	o.app.Warn("could not fix %q: %s", path, p.Msg)
	if p.Hint != "" {
		o.app.Note("%s", o.app.Pasteable(p.Hint))
	}
}
