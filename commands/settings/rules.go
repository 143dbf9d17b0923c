package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rulePrefix begins the keys that hold the severities of rules:
// [check.rules] binding-name = "off". Which rules there are is check's matter.
const rulePrefix = "check.rules."

// RuleSetting is the severity that a file gives to a rule of `lariat check`.
type RuleSetting struct{ Rule, Severity, Origin string }

// Rules are those of all files. Of several for one rule the last one counts.
func (r *Resolved) Rules() []RuleSetting { return r.rules }

// ruleSettings are the rules of a file, in the order of their ids.
func (f *file) ruleSettings() []RuleSetting {
	var list []RuleSetting
	for _, key := range slices.Sorted(maps.Keys(f.values)) {
		if rule, ok := strings.CutPrefix(key, rulePrefix); ok {
			list = append(list, RuleSetting{
				Rule: rule, Severity: fmt.Sprint(f.values[key]),
				Origin: f.place(key, func(e entry) int { return e.key }),
			})
		}
	}
	return list
}

// checkTables says of a key that should be a table that it is none.
func checkTables(key string) error {
	switch key {
	case "check", strings.TrimSuffix(rulePrefix, "."):
		return fmt.Errorf("%q has to be a table: [%s]", key, key)
	}
	return nil
}
