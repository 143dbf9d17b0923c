package check

import (
	"context"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
)

// repair makes the fixes in the files. One that cannot be written keeps its
// findings, and the others are gone on with.
func (o *options) repair(ctx context.Context, configs []config, opts check.Options) error {
	for i := range configs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if configs[i].doc == nil {
			continue
		}
		// It may have changed while the directory was fetched, or as what another
		// path leads to.
		now, err := o.read(configs[i].path)
		if err != nil {
			return err
		}
		configs[i] = now
		if err := o.repairOne(&configs[i], opts); err != nil {
			return err
		}
	}
	return nil
}

func (o *options) repairOne(c *config, opts check.Options) error {
	if c.doc == nil {
		return nil
	}
	fixed, done, err := check.Fix(c.doc, opts)
	if err != nil || len(done) == 0 {
		return usage(err)
	}
	if err := configfile.WriteFile(o.app.Path(c.path), c.doc.Source, fixed.Source); err != nil {
		o.app.Warn("could not fix %q: %s", c.path, cause(err))
		return nil
	}
	for _, f := range done {
		o.app.Note("Fixed: %s", f)
	}
	c.doc = fixed
	return nil
}
