package app

import (
	"fmt"
	"time"
)

// Kind sorts problems by what the caller can do about them. Each kind has one
// exit code; ExitCodes is the table.
type Kind string

// The kinds of problems.
const (
	KindFailed      Kind = "failed"
	KindUsage       Kind = "usage"
	KindFindings    Kind = "findings"
	KindAuth        Kind = "auth"
	KindNotFound    Kind = "not_found"
	KindUnavailable Kind = "unavailable"
	KindConflict    Kind = "conflict"
	KindInterrupted Kind = "interrupted"
)

// Exit is a line of the exit code table.
type Exit struct {
	Code    int
	Kind    Kind // empty for success
	Meaning string
}

// ExitCodes is the one table from which the exit code, the help topic and the
// tests are made.
func ExitCodes() []Exit {
	return []Exit{
		{0, "", "done"},
		{1, KindFailed, "the operation failed"},
		{2, KindUsage, "usage: bad flag, argument or setting of lariat itself"},
		{3, KindFindings, "check found something, and deploy ran nothing"},
		{4, KindAuth, "not logged in, or not allowed"},
		{5, KindNotFound, "not found"},
		{6, KindUnavailable, "unreachable: network, timeout, rate limit or server error after the retries"},
		{7, KindConflict, "conflict: the name exists already"},
		{130, KindInterrupted, "interrupted"},
	}
}

// ExitCode returns the process's exit code for a kind.
func (k Kind) ExitCode() int {
	for _, e := range ExitCodes() {
		if e.Kind == k {
			return e.Code
		}
	}
	return 1
}

// Problem is the one error type that reaches the user: what went wrong, and a
// next step that can be pasted.
type Problem struct {
	Kind      Kind
	Msg       string
	Hint      string
	Code      int    // the API's own code, if it gave one; Msg has it, too
	RequestID string // the API's cf-ray, likewise
	Err       error  // the cause, for errors.Is; not printed

	RetryAfter time.Duration // what the server asked for; 0 if it did not

	// AtFault is the global flag whose value is wrong, so that no hint repeats it.
	AtFault string

	// Each are the problems of a command that goes on after a failure. People
	// are told those alone; Msg is their sum, for programs.
	Each []*Problem
}

func (p *Problem) Error() string { return p.Msg }

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// ExitStatus is the end of a program that ran in the place of a command: the
// user has been told why, and its exit code becomes lariat's.
type ExitStatus struct{ Code int }

func (e ExitStatus) Error() string { return fmt.Sprintf("exit code %d", e.Code) }

// Usage makes a usage problem; hint may be empty.
func Usage(hint, format string, args ...any) *Problem {
	return &Problem{Kind: KindUsage, Msg: fmt.Sprintf(format, args...), Hint: hint}
}

// NotFound makes a not-found problem; hint may be empty.
func NotFound(hint, format string, args ...any) *Problem {
	return &Problem{Kind: KindNotFound, Msg: fmt.Sprintf(format, args...), Hint: hint}
}
