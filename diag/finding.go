package diag

import "fmt"

// Severity says how bad a finding is. A greater one is worse.
type Severity int

// The severities.
const (
	Info Severity = iota + 1
	Warning
	Error
)

// String is the word that users read and write for the severity.
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	case Error:
		return "error"
	default:
		return fmt.Sprintf("severity(%d)", int(s))
	}
}

// Finding is one thing to say about a file.
type Finding struct {
	Rule     string // permanent kebab-case id
	Severity Severity
	Path     string // as the user would name it
	Range    Range  // zero: the file as a whole
	Message  string // one line, lower case, no final stop, without the position
	Hint     string // what to do about it; may be empty
	Related  []Related
	Fix      *Fix // nil: it takes a person to mend it
}

// Related is another place that helps to understand a finding.
type Related struct {
	Path    string // empty: the path of the finding
	Range   Range
	Message string
}

// pathOf is the file of a related place.
func (f Finding) pathOf(r Related) string {
	if r.Path == "" {
		return f.Path
	}
	return r.Path
}

// String is the first line of the text form: path, position, severity,
// message and rule.
func (f Finding) String() string {
	return f.line(func(_, text string) string { return text })
}

// place names a spot in a way that terminals and editors make a link of.
func place(path string, r Range) string {
	path = startSafely(clean(path))
	if !r.IsValid() {
		return path
	}
	return path + ":" + r.Start.String()
}
