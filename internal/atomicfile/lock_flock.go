//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package atomicfile

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks the file itself, which has to be the one at path still once it is
// locked. It returns nil where another has the lock. Network file systems want a
// file that is open for writing.
func tryLock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	unlock = func() { _ = f.Close() } // nothing was written
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK) || err == nil && !isAt(path, f):
		unlock()
		return nil, nil
	case err != nil:
		return unlock, nil //nolint:nilerr // a file system without locks
	}
	return unlock, nil
}

// isAt says whether f is the file at path.
func isAt(path string, f *os.File) bool {
	is, err := f.Stat()
	now, nowErr := os.Stat(path)
	return err == nil && nowErr == nil && os.SameFile(is, now)
}
