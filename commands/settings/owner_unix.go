//go:build unix

package settings

import (
	"io/fs"
	"os"
	"syscall"
)

// isForeign says that the file at path, or the link in its place, belongs to
// another user. Root's are trusted: root needs no such file.
func isForeign(path string) bool {
	for _, look := range []func(string) (fs.FileInfo, error){os.Lstat, os.Stat} {
		info, err := look(path)
		if err != nil {
			return false // reading it will say so
		}
		if s, ok := info.Sys().(*syscall.Stat_t); ok && !isTrusted(int(s.Uid), os.Geteuid()) {
			return true
		}
	}
	return false
}

func isTrusted(owner, self int) bool { return owner == self || owner == 0 }
