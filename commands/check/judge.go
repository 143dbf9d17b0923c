package check

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/internal/bounded"
	"github.com/lariat-cli/lariat/term"
)

// judge checks all that can be checked, also where the directory could not be
// had: that error comes last.
func (o *options) judge(ctx context.Context, configs []config, others []string) (err error) {
	workers := o.workers(ctx)
	opts := check.Options{Env: o.env, Place: o.place(), Source: workers.read, Severity: o.severity,
		Suppressed: o.suppressed, Main: o.main}
	var unknown error
	opts.Directory, unknown = o.directories(ctx, configs)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case unknown != nil && o.directory != "" && opts.Directory == nil:
		return unknown // a mistake of the command line
	}
	// A binding that is fixed may be the first of all, for which to ask.
	for again := o.fix; again; {
		if again, err = o.repair(ctx, configs, opts); err != nil {
			return err
		}
		if again = again && unknown == nil; again {
			opts.Directory, unknown = o.directories(ctx, configs)
		}
	}
	r, err := o.check(configs, others, opts)
	if err == nil && o.askOthers(ctx, r.found) {
		r, err = o.check(configs, others, opts)
	}
	if err := errors.Join(err, ctx.Err()); err != nil {
		return err
	}
	workers.show(r.sources)
	if err := o.spare(slices.Collect(maps.Keys(r.sources))); err != nil {
		return err
	}
	if unknown == nil {
		unknown = o.save()
	}
	return o.tell(r, unknown)
}

// tell prints the report and returns the verdict, which holds although nobody
// has read the report to its end: a pipeline goes by it.
func (o *options) tell(r report, unknown error) error {
	gone := o.print(r)
	if gone != nil && !errors.Is(gone, term.ErrClosedPipe) {
		return gone
	}
	err := o.verdict(r, unknown)
	switch {
	case err == nil:
		return gone
	case gone == nil || unknown != nil:
		return err
	}
	return errors.Join(app.ExitStatus{Code: o.app.Explain(err).Kind.ExitCode()}, gone)
}

// check runs the rules over what was read, and over the files that tell how
// cloudflared is run.
func (o *options) check(configs []config, others []string, opts check.Options) (report, error) {
	r := report{sources: map[string][]byte{}}
	for _, s := range o.ignores {
		s.used = false
	}
	for _, c := range configs {
		found, err := c.check(opts)
		if err != nil {
			return r, err
		}
		r.add(c.path, c.source(), found)
	}
	for _, path := range others {
		if o.leadsOut(path) {
			continue
		}
		data, err := bounded.ReadRegular(o.app.Path(path), check.MaxCloudflaredFile)
		if err != nil {
			continue // it is none of Wrangler's, and need not be readable
		}
		if found := check.CloudflaredFile(path, data, opts); len(found) > 0 {
			r.add(path, data, found)
		}
	}
	o.reportUnused(&r, configs, opts)
	r.found = r.found.Sorted()
	return r, nil
}

func (r *report) add(path string, source []byte, found diag.Set) {
	r.files, r.sources[path] = append(r.files, path), source
	r.found.Add(found...)
}
