package check

import (
	"bytes"
	"strings"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
)

// ignoreWord begins a comment that suppresses findings:
// lariat-ignore rule-id: reason.
const ignoreWord = "lariat-ignore"

// ignoreHint shows the form where it was not met.
const ignoreHint = "write " + ignoreWord + " rule-id: reason"

// ignoreWithoutReason and unusedIgnore are about comments, and find nothing
// themselves: what a comment is worth is known after all other rules.
func ignoreWithoutReason() Rule {
	return Rule{
		ID: "ignore-without-reason", Severity: diag.Warning,
		Summary: "a lariat-ignore comment gives no reason, so it does not count",
		check:   func(*pass) {},
	}
}

func unusedIgnore() Rule {
	return Rule{
		ID: "unused-ignore", Severity: diag.Warning,
		Summary: "a lariat-ignore comment suppresses nothing",
		check:   func(*pass) {},
	}
}

// ignore is one lariat-ignore in a comment.
type ignore struct {
	rule, reason string
	at           diag.Range
	lines        []int
	used         bool
}

// ignored leaves out the findings that comments in the file suppress, and adds
// what there is to say about those comments.
func (c *Config) ignored(found diag.Set, o Options) diag.Set {
	if !bytes.Contains(c.Doc.Source, []byte(ignoreWord)) {
		return found
	}
	list := ignores(c.Doc)
	type place struct {
		rule string
		line int
	}
	at := map[place][]*ignore{}
	for i := range list {
		for _, line := range list[i].lines {
			if g := &list[i]; g.reason != "" {
				at[place{g.rule, line}] = append(at[place{g.rule, line}], g)
			}
		}
	}
	var kept diag.Set
	for _, f := range found {
		hits := at[place{f.Rule, f.Range.Start.Line}]
		if len(hits) == 0 || f.Path != c.Doc.Path {
			kept.Add(f)
		}
		for _, g := range hits {
			g.used = true
		}
	}
	return append(kept, c.judge(list, o)...)
}

// judge says which comments are at fault.
func (c *Config) judge(list []ignore, o Options) diag.Set {
	rules, ids := map[string]Rule{}, []string{}
	for _, r := range Rules() {
		rules[r.ID], ids = r, append(ids, r.ID)
	}
	unused, unreasoned := &pass{Config: c}, &pass{Config: c}
	for _, g := range list {
		rule, known := rules[g.rule]
		switch {
		case g.rule == "":
			unused.report(g.at, "%s names no rule", ignoreWord).Hint = ignoreHint
		case !known:
			f := unused.report(g.at, "%s names %q, which is no rule", ignoreWord, g.rule)
			f.Hint = ignoreHint
			if near, ok := suggest.Nearest(g.rule, ids); ok {
				f.Hint = didYouMean(near)
			}
		case g.reason == "":
			unreasoned.report(g.at, "%s of %q gives no reason, so it does not count", ignoreWord, g.rule).Hint =
				"write " + ignoreWord + " " + g.rule + ": and why it is all right"
		case !g.used && c.hasTried(rule, o):
			unused.report(g.at, "%s of %q suppresses nothing", ignoreWord, g.rule).Hint =
				"remove it, or put it on the line of the finding or on the line above"
		}
	}
	return append(o.finish(unusedIgnore(), c.Doc.Path, unused.found),
		o.finish(ignoreWithoutReason(), c.Doc.Path, unreasoned.found)...)
}

// hasTried reports whether a rule would have found all that it can find in the
// file.
func (c *Config) hasTried(r Rule, o Options) bool {
	return o.Env == nil && o.severity(r) != Off && (r.known == nil || r.known(c))
}

// ignores reads the comments of a file.
func ignores(doc *configfile.Document) []ignore {
	index := diag.NewIndex(doc.Source)
	var list []ignore
	for _, c := range comments(doc) {
		at := c.start
		for line := range strings.Lines(string(doc.Source[c.start:c.end])) {
			text := strings.TrimLeft(line, " \t*/#")
			start := at + len(line) - len(text)
			at += len(line)
			text = strings.TrimRight(text, " \t\r\n*")
			if g, ok := parseIgnore(text); ok {
				g.at, g.lines = index.Range(start, start+len(text)), c.lines
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
