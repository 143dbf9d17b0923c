package check

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

// watchEvery is how often files are looked at. Asking the system to tell of
// changes takes another way on each, and fails on network drives.
const watchEvery = 500 * time.Millisecond

// watch checks again whenever a file has changed, until it is interrupted. What
// is wrong with the first command line ends it, what goes wrong later does not:
// the next change may mend it.
func (o *options) watch(ctx context.Context) error {
	tick := o.app.Tick
	if tick == nil {
		ticker := time.NewTicker(watchEvery)
		defer ticker.Stop()
		tick = ticker.C
	}
	before := o.stamps()
	o.seen = o.newSeenFiles()
	err := o.run(ctx)
	if p, ok := errors.AsType[*app.Problem](err); ok && p.Kind == app.KindUsage {
		return err
	}
	for {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, term.ErrClosedPipe):
			return err
		}
		o.app.Report(err)
		o.app.Note("Watching for changes; Ctrl-C ends it.")
		now, ended := o.change(ctx, tick, before)
		if ended != nil {
			return ended
		}
		err = o.reconfigure(before, now)
		before, o.seen = now, o.newSeenFiles()
		if err == nil {
			err = o.run(ctx)
		}
	}
}

// change waits until the files are no longer as they were.
func (o *options) change(ctx context.Context, tick <-chan time.Time, before stamps) (stamps, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick:
			if now := o.stamps(); !maps.Equal(now, before) || o.seen.changed() {
				return now, nil
			}
		}
	}
}

// stamps are those of all files that are known ahead of a check, taken before it
// reads them.
func (o *options) stamps() stamps {
	found, _ := o.search() // the check itself says why there is none
	taken := stamps{}
	for _, path := range slices.Concat(found.configs, found.others, o.envFiles(),
		[]string{o.directory, o.app.ProjectSettings(), o.app.UserSettings()}) {
		if path != "" {
			taken[path] = stampOf(o.app.Path(path))
		}
	}
	for _, folder := range found.closed {
		taken[folder.path] = stamp{size: -1} // until it is no longer among them
	}
	return taken
}

// envFiles are the .env files, which say who asks whom: nothing where nobody is
// asked.
func (o *options) envFiles() []string {
	if o.offline || o.directory != "" {
		return nil
	}
	return o.app.EnvFiles()
}

// reconfigure reads again lariat's own settings, and what the client is made
// from where that has changed or was at fault.
func (o *options) reconfigure(before, now stamps) error {
	o.app.ForgetSettings()
	differs := func(path string) bool { return before[path] != now[path] }
	if !o.app.HasClient() || slices.ContainsFunc(o.envFiles(), differs) {
		o.app.ForgetClient()
		o.fetched = nil
	}
	if err := o.app.CheckSettings(app.SettingsUsed); err != nil {
		return err
	}
	return o.configure()
}
