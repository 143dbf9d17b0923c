package app

import (
	"os"
	"path/filepath"
)

// Repository is the top folder of the git repository that a folder lies in, as
// far as that can be seen: git itself may not touch it.
func Repository(dir string) (top string, ok bool) {
	for top = dir; ; top = filepath.Dir(top) {
		if _, err := os.Lstat(filepath.Join(top, ".git")); err == nil {
			return top, true
		}
		if filepath.Dir(top) == top {
			return "", false
		}
	}
}
