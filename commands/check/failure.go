package check

import (
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/commands/app"
)

// failure is why an account's directory could not be had, or not all of it.
type failure struct {
	account string
	err     error
}

// failures are those of a check, in the order of the accounts. What they mean
// for the user is said once it is known what was found nevertheless.
type failures struct {
	list    []failure
	several bool // accounts were asked, so that each has to be named
}

func (f failures) Error() string {
	texts := make([]string, len(f.list))
	for i, one := range f.list {
		texts[i] = f.prefix(one.account) + one.err.Error()
	}
	return strings.Join(texts, "; ")
}

// Unwrap gives the errors of all accounts.
func (f failures) Unwrap() []error {
	errs := make([]error, len(f.list))
	for i, one := range f.list {
		errs[i] = one.err
	}
	return errs
}

// prefix names the account, where there is more than one.
func (f failures) prefix(account string) string {
	if !f.several {
		return ""
	}
	return fmt.Sprintf("account %q: ", account)
}

// problem is what the failures mean: each on its own, and together the gravest,
// which has the lowest exit code.
func (f failures) problem(a *app.App) *app.Problem {
	sum := &app.Problem{Msg: fmt.Sprintf("%d accounts could not be asked", len(f.list)), Err: f}
	for _, one := range f.list {
		p := a.ExplainFor(one.account, one.err)
		if p.Kind == app.KindNotFound {
			// A list that is not there says nothing of what is bound.
			p.Kind, p.Hint = app.KindUnavailable, "see the request and the reply: repeat the command with --verbose"
		}
		p.Msg = f.prefix(one.account) + p.Msg
		if sum.Kind == "" || p.Kind.ExitCode() < sum.Kind.ExitCode() {
			sum.Kind = p.Kind
		}
		sum.Each = append(sum.Each, p)
	}
	if len(sum.Each) == 1 {
		return sum.Each[0]
	}
	return sum
}
