package diag

import (
	"regexp"
	"strings"
)

// A report is printed into the logs of runners that take commands from there,
// and what it quotes may be a stranger's pull request. GitHub's obeys ##[name]
// anywhere in a line, and ::name:: at its start, spaces aside; others have
// ##vso[ and the like.
//
// https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs

// disarm puts instead in the place of the bracket that makes a command.
func disarm(s, instead string) string {
	if !strings.Contains(s, "##") {
		return s
	}
	return regexp.MustCompile(`(##\w*)\[`).ReplaceAllString(s, "${1}"+instead)
}

// startSafely lets a path that could begin a command at the start of a line name
// the same file otherwise.
func startSafely(path string) string {
	if strings.HasPrefix(strings.TrimSpace(path), ":") {
		return "./" + path
	}
	return path
}
