package check

import "github.com/lariat-cli/lariat/diag"

// ignoreWithoutReason is about comments, and finds nothing itself: judge knows,
// after all other rules.
func ignoreWithoutReason() Rule {
	return Rule{
		ID: "ignore-without-reason", Severity: diag.Warning,
		Summary: "a lariat-ignore comment gives no reason, so it does not count",
		check:   func(*pass) {},
	}
}
