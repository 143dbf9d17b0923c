//go:build unix

package atomicfile

import (
	"io/fs"
	"os"
	"syscall"
)

// IsForeign says that the file at path, or the link in its place, belongs to
// another user, so that it is not to be believed. Root's are trusted: root needs no
// such file.
func IsForeign(path string) bool {
	for _, look := range []func(string) (fs.FileInfo, error){os.Lstat, os.Stat} {
		info, err := look(path)
		if err != nil {
			return false // reading it will say so
		}
		if s, ok := info.Sys().(*syscall.Stat_t); ok && !IsTrusted(int(s.Uid), os.Geteuid()) {
			return true
		}
	}
	return false
}

// IsTrusted says whether what owner has is to be believed by self.
func IsTrusted(owner, self int) bool { return owner == self || owner == 0 }
