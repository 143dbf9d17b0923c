package check

import (
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// unreadableFile is about configurations that a search found and nobody can
// read, and folders that may hold some. There is no document of them to check.
func unreadableFile() Rule {
	return Rule{
		ID: "unreadable-file", Severity: diag.Error,
		Summary: "a configuration that was found cannot be read, so it is not checked",
		check:   func(*pass) {},
	}
}

// Unreadable is what there is to say about a file that cannot be read.
func Unreadable(err *configfile.FileError, o Options) diag.Set {
	message := "not checked: it " + err.Reason
	if err.Err != nil {
		message += ": " + err.Err.Error()
	}
	return o.wanted(withSeverity(diag.Set{{
		Rule: unreadableFile().ID, Path: err.Path, Message: message, Hint: err.Hint,
	}}, o))
}
