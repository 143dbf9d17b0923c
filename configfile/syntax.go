package configfile

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/diag"
)

// The rules under which this package reports findings.
const (
	RuleSyntax       = "syntax"
	RuleDuplicateKey = "duplicate-key"
	RuleWrongType    = "wrong-type"
)

const (
	// maxFaults ends the search for more: after so many faults a file is
	// something else than it claims to be.
	maxFaults = 50

	// maxDepth is how deep values may nest. Real files need about ten levels;
	// the bound keeps hostile ones from exhausting the stack.
	maxDepth = 256
)

// SyntaxError says that a file is no valid JSONC or TOML, and all that is
// wrong with it. Wrangler stops at the first fault.
type SyntaxError struct {
	Path     string
	Source   []byte   // the file, for excerpts
	Findings diag.Set // in file order, never empty, all of RuleSyntax
}

// Error is the first fault, and how many more there are.
func (e *SyntaxError) Error() string { return e.Findings.Error() }

// Unwrap gives the faults, for errors.As.
func (e *SyntaxError) Unwrap() error { return e.Findings }

// faults collects the syntax faults of one file.
type faults struct {
	path  string
	index *diag.Index
	set   diag.Set
}

// full reports that looking for more faults is of no use.
func (f *faults) full() bool { return len(f.set) >= maxFaults }

// add records a fault at the bytes from start to end. Of several at one place
// the first is kept, since the others follow from it.
func (f *faults) add(start, end int, message, hint string, related ...diag.Related) {
	sameStart := func(g diag.Finding) bool { return g.Range.Start.Offset == start }
	if f.full() || slices.ContainsFunc(f.set, sameStart) {
		return
	}
	f.set.Add(diag.Finding{
		Rule: RuleSyntax, Severity: diag.Error, Path: f.path,
		Range: f.index.Range(start, end), Message: message, Hint: hint, Related: related,
	})
}

// err is the SyntaxError for what was collected, or nil.
func (f *faults) err(source []byte) error {
	if len(f.set) == 0 {
		return nil
	}
	return &SyntaxError{Path: f.path, Source: source, Findings: f.set.Sorted()}
}

// quoteShort quotes a piece of a file for a message, cut to a readable length.
func quoteShort(text string) string {
	const most = 40
	r := []rune(text[:min(len(text), utf8.UTFMax*(most+1))])
	if len(r) > most {
		r = append(r[:most], '…')
	}
	return strconv.Quote(string(r))
}
