package check_test

import (
	"slices"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/internal/rulepage"
)

// ruleCase is a configuration and all that one rule says about it.
type ruleCase struct {
	name, format, text string
	want               []string // as told gives it
}

// checkRule holds a rule to what it should say of each configuration, offline.
func checkRule(t *testing.T, rule string, cases []ruleCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := told(findings(t, wrangler(c.format, c.text), check.Options{}), rule)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s of\n%s\n got %q\nwant %q", rule, c.text, got, c.want)
			}
		})
	}
}

// wrangler is a configuration in one of Wrangler's formats.
func wrangler(format, text string) rulepage.Example {
	return rulepage.Example{Path: "wrangler." + format, Text: text}
}

// told is what one rule has found: place, severity and message, then the related
// places and the hint.
func told(found diag.Set, rule string) []string {
	var list []string
	for _, f := range found {
		if f.Rule != rule {
			continue
		}
		line := f.Range.Start.String() + " " + f.Severity.String() + ": " + f.Message
		for _, r := range f.Related {
			line += "; " + r.Path + r.Range.Start.String() + " " + r.Message
		}
		if f.Hint != "" {
			line += "; hint: " + f.Hint
		}
		list = append(list, line)
	}
	return list
}
