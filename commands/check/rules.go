package check

import (
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
)

// configure lays the flags over what [check] of lariat's own settings says.
func (o *options) configure() error {
	o.severity = map[string]diag.Severity{}
	resolved, err := o.app.Settings()
	if err != nil {
		return err
	}
	if o.failOn = o.failOnFlag; o.failOn == "" {
		o.failOn = resolved.Get(settings.FailOn).Text
	}
	for _, s := range resolved.Rules() {
		if err := o.fromSettings(s); err != nil {
			return err
		}
	}
	for _, setting := range o.rules {
		if err := o.fromFlag(setting); err != nil {
			return err
		}
	}
	o.ignores, err = suppressions(resolved)
	return err
}

// fromSettings passes over a rule that there is not: it may be of another
// version, which others in the project have.
func (o *options) fromSettings(s settings.RuleSetting) error {
	if !slices.Contains(ruleIDs(), s.Rule) {
		meant := ""
		if near, ok := suggest.Nearest(s.Rule, ruleIDs()); ok {
			meant = "; did you mean " + near + "?"
		}
		o.app.Warn("%s: there is no rule %q%s", s.Origin, s.Rule, meant)
		return nil
	}
	if !slices.Contains(severities(), s.Severity) {
		return app.Usage("such as "+s.Rule+` = "warning"`,
			"%s: %q is none of %s", s.Origin, s.Severity, strings.Join(severities(), ", "))
	}
	o.severity[s.Rule] = severityOf(s.Severity)
	return nil
}

func (o *options) fromFlag(setting string) error {
	id, word, found := strings.Cut(setting, "=")
	if !found {
		return app.Usage(help, "--rule %q is no ID=SEVERITY", setting)
	}
	if !slices.Contains(ruleIDs(), id) {
		hint := help
		if near, ok := suggest.Nearest(id, ruleIDs()); ok {
			hint = "did you mean --rule " + near + "=" + word + "?"
		}
		return app.Usage(hint, "there is no rule %q", id)
	}
	if !slices.Contains(severities(), word) {
		return app.Usage(help, "--rule %s: %q is none of %s", id, word, strings.Join(severities(), ", "))
	}
	o.severity[id] = severityOf(word)
	return nil
}

func (o *options) isOff(rule string) bool {
	severity, set := o.severity[rule]
	return set && severity == check.Off
}

func ruleIDs() []string {
	var ids []string
	for _, rule := range check.Rules() {
		ids = append(ids, rule.ID)
	}
	return ids
}

func severities() []string { return []string{"off", "info", "warning", "error"} }

// severityOf is the severity of a word that is one.
func severityOf(word string) diag.Severity {
	return diag.Severity(max(slices.Index(severities(), word), int(check.Off)))
}
