package check

import (
	"bytes"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
)

// ignoreWord begins a comment that suppresses findings:
// lariat-ignore rule-id: reason.
const ignoreWord = source.IgnoreWord

// ignoreHint shows the form where it was not met.
const ignoreHint = "write " + ignoreWord + " rule-id: reason"

// ignore is one lariat-ignore in a comment.
type ignore struct {
	path         string
	rule, reason string
	at           diag.Range
	lines        []int
	used         bool
}

// ignored leaves out the findings that comments suppress, and adds what there is
// to say about those comments. tried reports whether a rule would have found all
// that it can find.
func ignored(found diag.Set, list []ignore, tried func(Rule) bool, o Options) diag.Set {
	if len(list) == 0 {
		return found
	}
	type place struct {
		path, rule string
		line       int
	}
	at := map[place][]*ignore{}
	for i := range list {
		for _, line := range list[i].lines {
			if g := &list[i]; g.reason != "" {
				at[place{g.path, g.rule, line}] = append(at[place{g.path, g.rule, line}], g)
			}
		}
	}
	var kept diag.Set
	for _, f := range found {
		hits := at[place{f.Path, f.Rule, f.Range.Start.Line}]
		if len(hits) == 0 {
			kept.Add(f)
		}
		for _, g := range hits {
			g.used = true
		}
	}
	return append(kept, judge(list, tried, o)...)
}

// judge says which comments are at fault.
func judge(list []ignore, tried func(Rule) bool, o Options) diag.Set {
	rules, ids := map[string]Rule{}, []string{}
	for _, r := range Rules() {
		rules[r.ID], ids = r, append(ids, r.ID)
	}
	unused, unreasoned := &pass{}, &pass{}
	report := func(p *pass, g ignore, format string, args ...any) *diag.Finding {
		f := p.report(g.at, format, args...)
		f.Path, f.Hint = g.path, ignoreHint
		return f
	}
	for _, g := range list {
		rule, known := rules[g.rule]
		switch {
		case g.rule == "":
			report(unused, g, "%s names no rule", ignoreWord)
		case !known:
			f := report(unused, g, "%s names %q, which is no rule", ignoreWord, g.rule)
			if near, ok := suggest.Nearest(g.rule, ids); ok {
				f.Hint = didYouMean(near)
			}
		case g.reason == "":
			report(unreasoned, g, "%s of %q gives no reason, so it does not count", ignoreWord, g.rule).Hint =
				"write " + ignoreWord + " " + g.rule + ": and why it is all right"
		case !g.used && tried(rule):
			report(unused, g, "%s of %q suppresses nothing", ignoreWord, g.rule).Hint =
				"remove it, or put it on the line of the finding or on the line above"
		}
	}
	return append(o.finish(unusedIgnore(), "", unused.found),
		o.finish(ignoreWithoutReason(), "", unreasoned.found)...)
}

// tries reports whether a rule looks at all that is at hand.
func (o Options) tries(r Rule) bool { return o.Env == nil && o.severity(r) != Off }

// hasTried reports whether a rule would have found all that it can find in the
// file.
func (c *Config) hasTried(r Rule, o Options) bool {
	return o.tries(r) && (r.known == nil || r.known(c))
}

// HasTried reports whether a rule, by its id, would have found all that it can
// find in a configuration.
func HasTried(doc *configfile.Document, id string, o Options) bool {
	config, err := newConfig(doc, o)
	return err == nil && slices.ContainsFunc(Rules(), func(r Rule) bool { return r.ID == id && config.hasTried(r, o) })
}

// Unused is a finding on a suppression that stands elsewhere than in a comment,
// as the options have it.
func Unused(f diag.Finding, o Options) diag.Set {
	f.Rule = unusedIgnore().ID
	return withSeverity(diag.Set{f}, o)
}

// ignores reads the comments of the configuration and of the sources that were
// read.
func (c *Config) ignores() []ignore {
	list := ignoresIn(c.Doc.Path, c.Doc.Source, func() []comment { return comments(c.Doc) })
	seen := map[string]bool{}
	for _, l := range c.Levels {
		if l.Source == nil {
			continue
		}
		for path, data := range l.Source.Files {
			if !seen[path] {
				seen[path] = true
				list = append(list, ignoresIn(path, data, func() []comment { return sourceComments(data) })...)
			}
		}
	}
	c.reachCalls(list)
	return list
}

func ignoresIn(path string, data []byte, find func() []comment) []ignore {
	if !bytes.Contains(data, []byte(ignoreWord)) {
		return nil
	}
	index := diag.NewIndex(data)
	var list []ignore
	for _, c := range find() {
		at := c.start
		for line := range strings.Lines(string(data[c.start:c.end])) {
			text := strings.TrimLeft(line, " \t*/#")
			start := at + len(line) - len(text)
			at += len(line)
			text = strings.TrimRight(text, " \t\r\n*")
			if g, ok := parseIgnore(text); ok {
				g.path, g.at, g.lines = path, index.Range(start, start+len(text)), c.lines
				list = append(list, g)
			}
		}
	}
	return list
}

// parseIgnore reads a line of a comment. Without a colon there is no reason: its
// first word would be taken for one of the rule's.
func parseIgnore(text string) (ignore, bool) {
	rest, ok := strings.CutPrefix(text, ignoreWord)
	if !ok || rest != "" && strings.IndexByte(" \t:", rest[0]) < 0 {
		return ignore{}, false
	}
	rule, reason, colon := strings.Cut(rest, ":")
	if words := strings.Fields(rule); !colon && len(words) > 0 {
		rule = words[0]
	}
	return ignore{rule: strings.TrimSpace(rule), reason: strings.TrimSpace(reason)}, true
}
