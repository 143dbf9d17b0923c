package atomicfile

import (
	"errors"
	"path/filepath"
	"syscall"
)

// tryLock makes a file beside the one at path, which nobody else can open and the
// system deletes once it is closed: a file that is open cannot be replaced. It
// returns nil where another has the lock.
func tryLock(path string) (unlock func(), err error) {
	const (
		flagDeleteOnClose = 0x04000000
		sharingViolation  = syscall.Errno(32)
	)
	name, err := syscall.UTF16PtrFromString(filepath.Join(filepath.Dir(path), ".lariat-"+filepath.Base(path)+".lock"))
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS,
		syscall.FILE_ATTRIBUTE_NORMAL|flagDeleteOnClose, 0)
	switch {
	case errors.Is(err, sharingViolation) || errors.Is(err, syscall.ERROR_ACCESS_DENIED): // it is being deleted
		return nil, nil
	case err != nil:
		return nil, err
	}
	return func() { _ = syscall.CloseHandle(h) }, nil
}
