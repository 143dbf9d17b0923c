package check

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"

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

// leadsOut tells a link that leads out of the project: a cloned one could make
// --fix change a file anywhere else.
func (o *options) leadsOut(path string) bool {
	path = o.app.Path(path)
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	target, err := filepath.EvalSymlinks(path)
	dir, dirErr := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil || dirErr != nil {
		return true
	}
	root, _ := repository(dir)
	rel, err := filepath.Rel(root, target)
	return err != nil || !filepath.IsLocal(rel)
}

// repairOne reads the file again: it may have changed while the directory was
// fetched, or as what another path leads to. One that cannot be written keeps
// its findings, and the others are gone on with.
func (o *options) repairOne(c *config, opts check.Options) (fixed bool, err error) {
	named := c.named
	if *c, err = o.read(c.path); err != nil || c.doc == nil {
		return false, err
	}
	doc, done, err := check.Fix(c.doc, opts)
	if err != nil || len(done) == 0 {
		return false, usage(err)
	}
	if !named && o.leadsOut(c.path) {
		o.app.Warn("%q is a link that leads out of the project, and is fixed only where it is named", c.path)
		return false, nil
	}
	if err := configfile.WriteFile(o.app.Path(c.path), c.doc.Source, doc.Source); err != nil {
		o.app.Warn("could not fix %q: %s", c.path, cause(err))
		return false, nil
	}
	for _, f := range done {
		o.app.Note("Fixed: %s", f)
	}
	c.doc = doc
	return true, nil
}
