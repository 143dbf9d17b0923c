package diag

import (
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// GitHub renders a set as workflow commands, which GitHub Actions turns into
// annotations: one line a finding, its message followed by the related places
// and the hint.
//
// https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions
func GitHub(s Set, base Base) string {
	var b strings.Builder
	for _, f := range s.Sorted() {
		properties := "file=" + githubProperty(base.name(f.Path)) + githubRange(f.Range)
		if f.Rule != "" {
			properties += ",title=" + githubProperty(f.Rule)
		}
		b.WriteString("::" + githubCommand(f.Severity) + " " + properties + "::" + githubMessage(f, base) + "\n")
	}
	return b.String()
}

func githubCommand(s Severity) string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "notice"
	}
}

// githubRange leaves out the columns of a range of several lines, since the
// runner takes them for a mistake.
func githubRange(r Range) string {
	switch {
	case !r.IsValid():
		return ""
	case r.Start.Line != r.End.Line:
		return fmt.Sprintf(",line=%d,endLine=%d", r.Start.Line, r.End.Line)
	default:
		return fmt.Sprintf(",line=%d,col=%d,endLine=%d,endColumn=%d",
			r.Start.Line, r.Start.Column, r.End.Line, r.End.Column)
	}
}

func githubMessage(f Finding, base Base) string {
	lines := []string{clean(f.Message)}
	for _, r := range f.Related {
		lines = append(lines, place(base.name(f.pathOf(r)), r.Range)+": "+clean(r.Message))
	}
	if f.Hint != "" {
		lines = append(lines, "hint: "+clean(f.Hint))
	}
	return githubEscape(strings.Join(lines, "\n"))
}

// githubEscape keeps s on the line of its command. The runner undoes it. What
// is left of control characters would reach the log, where they are obeyed.
func githubEscape(s string) string {
	return safetext.Escape(strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s))
}

// githubProperty is githubEscape for what stands between commas.
func githubProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(githubEscape(s))
}
