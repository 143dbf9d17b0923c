package diag

// gitlabIssue is an entry of GitLab's Code Quality report. GitLab drops an
// entry that lacks one of these fields.
//
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// GitLab renders a set as a Code Quality report. The hint stands in the
// description, which is all that GitLab shows.
func GitLab(s Set, base Base) string {
	issues, prints := []gitlabIssue{}, newFingerprints(base)
	for _, f := range s.Sorted() {
		description := clean(f.Message)
		if f.Hint != "" {
			description += " (hint: " + clean(f.Hint) + ")"
		}
		issues = append(issues, gitlabIssue{
			Description: description,
			CheckName:   f.Rule,
			Fingerprint: prints.next(f),
			Severity:    gitlabSeverity(f.Severity),
			Location:    gitlabLocation{base.name(f.Path), gitlabLines{max(f.Range.Start.Line, 1)}},
		})
	}
	return encodeJSON(issues)
}

// gitlabSeverity keeps blocker and critical for what takes a service down: a
// finding tells before that.
func gitlabSeverity(s Severity) string {
	switch s {
	case Error:
		return "major"
	case Warning:
		return "minor"
	default:
		return "info"
	}
}
