package diag

import "strings"

// startSafely lets a path that could begin a command at the start of a line name
// the same file otherwise: ::name:: is one to GitHub's runner, spaces aside. See
// safetext.Disarm for those elsewhere in a line.
func startSafely(path string) string {
	if strings.HasPrefix(strings.TrimSpace(path), ":") {
		return "./" + path
	}
	return path
}
