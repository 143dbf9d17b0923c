package check

import (
	"errors"
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/diag"
)

// tally counts what was found.
type tally struct {
	of      [diag.Error + 1]int // by severity
	worst   diag.Severity
	fixable int
	files   map[string]bool // that something was found in
}

func tallyOf(found diag.Set) tally {
	t := tally{worst: check.Off, files: map[string]bool{}}
	for _, f := range found {
		if f.Fix != nil {
			t.fixable++
		}
		t.of[f.Severity]++
		t.worst = max(t.worst, f.Severity)
		t.files[f.Path] = true
	}
	return t
}

// String is "2 errors and 1 warning in 3 files", the worst first.
func (t tally) String() string {
	var parts []string
	for severity := diag.Error; severity > check.Off; severity-- {
		if n := t.of[severity]; n > 0 {
			noun := severity.String()
			if severity == diag.Info {
				noun = "note"
			}
			parts = append(parts, plural(n, noun))
		}
	}
	last := len(parts) - 1
	list := parts[last]
	if last > 0 {
		list = strings.Join(parts[:last], ", ") + " and " + list
	}
	return list + " in " + plural(len(t.files), "file")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// verdict is the exit code, with a summary for people. What kept the check from
// finding out all comes first: that nothing else was found is not known then.
func (o *options) verdict(r report, unknown error) error {
	t := tallyOf(r.found)
	o.app.FoundFaults = t.worst > check.Off
	mend := ""
	if t.fixable > 0 && !o.fix {
		mend = o.mend() + fmt.Sprintf(" # mends %d of them", t.fixable)
	}
	switch {
	case t.worst > check.Off && t.worst >= severityOf(o.failOn) && unknown == nil:
		return &app.Problem{Kind: app.KindFindings, Msg: "found " + t.String(), Hint: mend}
	case t.worst > check.Off:
		o.app.Note("Found %s.", t)
	case unknown == nil:
		o.app.Note("Nothing found in %s.", plural(len(r.files), "file"))
	}
	if mend != "" {
		o.app.Note("To mend: %s", o.app.Pasteable(mend))
	}
	if failed, ok := errors.AsType[failures](unknown); ok {
		return failed.problem(o.app)
	}
	return unknown
}

// mend is the command line that makes the fixes of this check.
func (o *options) mend() string {
	words := []string{"lariat check --fix"}
	if o.offline {
		words = append(words, "--offline")
	}
	if o.noSource {
		words = append(words, "--no-source")
	}
	if o.directory != "" {
		words = append(words, "--directory", app.Quote(o.directory))
	}
	for _, setting := range o.rules {
		words = append(words, "--rule", app.Quote(setting))
	}
	for i, path := range o.paths {
		if i == 0 && hasDash(o.paths) {
			words = append(words, "--")
		}
		words = append(words, app.Quote(path))
	}
	return strings.Join(words, " ")
}

// hasDash says whether a path would be taken for a flag.
func hasDash(paths []string) bool {
	for _, path := range paths {
		if strings.HasPrefix(path, "-") {
			return true
		}
	}
	return false
}
