package check

import (
	"context"
	"errors"
	"maps"
	"os"
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
	seen := o.stamps()
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
		if seen, err = o.change(ctx, tick, seen); err != nil {
			return err
		}
		if err = o.reconfigure(); err == nil {
			err = o.run(ctx)
		}
	}
}

// change waits until the files are no longer as they were seen.
func (o *options) change(ctx context.Context, tick <-chan time.Time, seen map[string]stamp) (map[string]stamp, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick:
			if now := o.stamps(); !maps.Equal(now, seen) {
				return now, nil
			}
		}
	}
}

// stamp tells one state of a file from the next.
type stamp struct{ modified, size int64 }

// stamps are those of all files that a check depends on, taken before it reads
// them. A file that is gone has none.
func (o *options) stamps() map[string]stamp {
	found, _ := o.search() // the check itself says why there is none
	stamps := map[string]stamp{}
	for _, path := range slices.Concat(found.configs, found.others,
		[]string{o.directory, o.app.ProjectSettings(), o.app.UserSettings()}) {
		if info, err := os.Stat(o.app.Path(path)); path != "" && err == nil {
			stamps[path] = stamp{info.ModTime().UnixNano(), info.Size()}
		}
	}
	return stamps
}

// reconfigure reads lariat's own settings again.
func (o *options) reconfigure() error {
	o.app.ForgetSettings()
	if err := o.app.CheckSettings(app.SettingsUsed); err != nil {
		return err
	}
	return o.configure()
}
