package check

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
)

// suppression is an entry of [[check.ignore]] in the project's .lariat.toml.
type suppression struct {
	settings.IgnoreSetting
	used bool
}

// suppressions takes the entries. A rule that there is not is a mistake, other
// than in [check.rules]: what is meant to be silent would speak.
func suppressions(resolved *settings.Resolved) ([]*suppression, error) {
	entries, err := resolved.Ignores()
	if invalid, ok := errors.AsType[*settings.InvalidError](err); ok {
		return nil, &app.Problem{Kind: app.KindUsage, Msg: invalid.Error(), Hint: invalid.Hint, Err: invalid}
	}
	var list []*suppression
	for _, e := range entries {
		if !slices.Contains(ruleIDs(), e.Rule) {
			hint := help
			if near, ok := suggest.Nearest(e.Rule, ruleIDs()); ok {
				hint = "did you mean " + near + "?"
			}
			return nil, app.Usage(hint, "%s: there is no rule %q", e.Origin, e.Rule)
		}
		list = append(list, &suppression{IgnoreSetting: e})
	}
	return list, nil
}

// place is the file or folder that the entry is about.
func (s *suppression) place() string {
	return filepath.Join(filepath.Dir(s.File), filepath.FromSlash(s.Path))
}

// suppressed reports whether an entry is about what a rule says of a file, and
// notes that it is of use.
func (o *options) suppressed(rule, path string) bool {
	found := false
	for _, s := range o.ignores {
		if s.Rule == rule && (s.Path == "" || within(s.place(), o.app.Path(path))) {
			s.used, found = true, true
		}
	}
	return found
}

// reportUnused adds the entries that suppress nothing, as far as that is known:
// where all of their files were looked at, and their rules had all they need.
func (o *options) reportUnused(r *report, configs []config, opts check.Options) {
	if o.env != nil {
		return
	}
	searched := o.searched(configs)
	for _, s := range o.ignores {
		holds := func(dir string) bool { return within(dir, s.place()) }
		untried := func(c config) bool { return c.doc == nil || !check.HasTried(c.doc, s.Rule, opts) }
		if s.used || !slices.ContainsFunc(searched, holds) || slices.ContainsFunc(configs, untried) {
			continue
		}
		f := s.unused(o.shown(s.File))
		if found := check.Unused(f, opts); len(found) > 0 {
			r.add(f.Path, []byte(s.Source), found)
		}
	}
}

// unused is what there is to say about an entry that suppresses nothing, in the
// file as the user would name it.
func (s *suppression) unused(file string) diag.Finding {
	f := diag.Finding{Path: file, Message: fmt.Sprintf("[[check.ignore]] of %q suppresses nothing", s.Rule),
		Hint: "remove the entry"}
	if s.Path != "" {
		f.Message += fmt.Sprintf(" in %q", s.Path)
		f.Hint += ", or mend its path"
	}
	if s.End > 0 {
		f.Range = diag.NewIndex([]byte(s.Source)).Range(s.Start, s.End)
	}
	return f
}

// searched are the folders and files that were searched.
func (o *options) searched(configs []config) []string {
	paths := o.paths
	switch named := o.app.Flags.Config; {
	case named != "":
		paths = []string{named}
	case len(paths) == 0:
		paths = []string{"."}
		if len(configs) == 1 && !filepath.IsLocal(configs[0].path) { // found above
			paths = []string{configs[0].path}
		}
	}
	var list []string
	for _, path := range paths {
		list = append(list, o.app.Path(path))
	}
	return list
}
