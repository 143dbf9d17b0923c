//go:build unix

package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives f the owner and the group of another file. It fails with an
// *OwnerError.
func keepOwner(f *os.File, of fs.FileInfo) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	is, isOK := info.Sys().(*syscall.Stat_t)
	want, wantOK := of.Sys().(*syscall.Stat_t)
	if !isOK || !wantOK || is.Uid == want.Uid && is.Gid == want.Gid {
		return nil
	}
	if err := f.Chown(int(want.Uid), int(want.Gid)); err != nil {
		return &OwnerError{Group: is.Uid == want.Uid, Err: err}
	}
	return nil
}

// syncFolder makes a rename last. The new text is in place already, so a file
// system that cannot sync folders is no reason to report a failure.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return nil // a folder may be writable and not readable
	}
	defer f.Close() //nolint:errcheck // nothing was written
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
