//go:build unix

package atomicfile

import (
	"io/fs"
	"sync"
	"syscall"
)

// umask is that of the process, which can only be read by setting it: a file
// that is made meanwhile would get none, so it is read once, and closed to others.
var umask = sync.OnceValue(func() fs.FileMode { //nolint:gochecknoglobals // it does not change
	mask := syscall.Umask(0o077)
	syscall.Umask(mask)
	return fs.FileMode(mask) & fs.ModePerm
})
