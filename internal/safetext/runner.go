package safetext

import (
	"regexp"
	"strings"
)

// What is printed may end in the log of a runner that takes commands from there,
// and what is quoted may be a stranger's pull request. GitHub's obeys ##[name]
// anywhere in a line; others have ##vso[ and the like.
//
// https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs

// Disarm puts instead in the place of the bracket that makes a command.
func Disarm(s, instead string) string {
	if !strings.Contains(s, "##") {
		return s
	}
	return regexp.MustCompile(`(##\w*)\[`).ReplaceAllString(s, "${1}"+instead)
}
