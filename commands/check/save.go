package check

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
)

// save writes what was fetched to the file of --save-directory. It names what
// is in a private network, so that it is nobody else's to read.
func (o *options) save() error {
	if o.saveTo == "" {
		return nil
	}
	if o.fetched == nil {
		return &app.Problem{Kind: app.KindFailed, Msg: "there is nothing to save: no configuration could be read"}
	}
	accounts := slices.Sorted(maps.Keys(o.fetched.known))
	if len(accounts) != 1 {
		return app.Usage("choose an environment, or name the configurations of one account",
			"bindings lead to %d accounts, and a saved directory is of one", len(accounts))
	}
	data, err := check.FormatSnapshot(o.fetched.known[accounts[0]], o.fetched.bound[accounts[0]].services)
	if err == nil {
		err = os.WriteFile(o.app.Path(o.saveTo), data, 0o600)
	}
	if err != nil {
		return fmt.Errorf("could not write %q: %w", o.saveTo, cause(err))
	}
	o.app.Note("Saved the directory of account %s.", app.Quote(accounts[0]))
	return nil
}

// spare refuses to write over a file that is read, be it by another name.
func (o *options) spare(read []string) error {
	for _, out := range []struct{ flag, path string }{{"--output", o.output}, {"--save-directory", o.saveTo}} {
		if out.path == "" || out.path == stdout {
			continue
		}
		target, err := os.Stat(o.app.Path(out.path))
		if err != nil {
			continue // it is new
		}
		for _, path := range read {
			if path == "" {
				continue
			}
			if info, err := os.Stat(o.app.Path(path)); err == nil && os.SameFile(info, target) {
				return app.Usage("name another file", "%s %q would overwrite %q, which is read", out.flag, out.path, path)
			}
		}
	}
	return nil
}

// oneFileEach refuses flags that would write into one another.
func (o *options) oneFileEach() error {
	if o.saveTo == stdout {
		return app.Usage(help, "--save-directory takes a file, not standard output, where findings go")
	}
	if o.saveTo != "" && filepath.Clean(o.app.Path(o.saveTo)) == filepath.Clean(o.app.Path(o.output)) {
		return app.Usage(help, "--output and --save-directory name the same file")
	}
	return nil
}
