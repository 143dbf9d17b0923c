package binding

// view is an edit as --json shows it.
type view struct {
	Path        string  `json:"path"`
	Environment *string `json:"environment"` // null is the top level
	Binding     string  `json:"binding"`
	ServiceID   *string `json:"service_id"`
	ServiceName *string `json:"service_name"`
	Changed     bool    `json:"changed"` // whether the file is another one now
	Diff        string  `json:"diff"`    // what changed, or would
}

// Fields are the keys of a view, for --json=a,b and its completion.
func Fields() []string {
	return []string{"path", "environment", "binding", "service_id", "service_name", "changed", "diff"}
}

func (e *Edit) view(dryRun bool) view {
	return view{
		Path: e.before.Path, Environment: orNull(e.env), Binding: e.name,
		ServiceID: orNull(e.serviceID), ServiceName: orNull(e.serviceName),
		Changed: e.Changes() && !dryRun,
		Diff:    diff(e.before.Path, string(e.before.Source), string(e.after.Source)),
	}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
