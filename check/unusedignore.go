package check

import "github.com/lariat-cli/lariat/diag"

// unusedIgnore is about what suppresses, and finds nothing itself: what that is
// worth is known after all other rules.
func unusedIgnore() Rule {
	return Rule{
		ID: "unused-ignore", Severity: diag.Warning,
		Summary: "a lariat-ignore comment, or an entry of [[check.ignore]], suppresses nothing",
		check:   func(*pass) {},
	}
}
