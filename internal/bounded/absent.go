package bounded

import (
	"errors"
	"io/fs"
	"syscall"
)

// IsAbsent says that a file is not there, be it that what should be its folder is
// none: a home folder may be /dev/null.
func IsAbsent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}
