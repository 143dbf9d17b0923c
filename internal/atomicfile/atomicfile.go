// Package atomicfile writes files that people write too: whoever reads one sees
// the old text or the new one. Changes made by this package are never lost to
// each other, whichever processes make them. One that another program makes is
// seen up to the moment before the file is replaced.
package atomicfile

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ChangedError says that a file is not what it was when it was read. Nothing
// was written.
type ChangedError struct{ Path string }

// Error names the file.
func (e *ChangedError) Error() string {
	return fmt.Sprintf("%q was changed meanwhile by something else", e.Path)
}

// LockedError says that another process keeps the file from being changed.
// Nothing was written.
type LockedError struct{ Path string }

// Error names the file.
func (e *LockedError) Error() string {
	return fmt.Sprintf("%q is locked by another process", e.Path)
}

// OwnerError says that a new file could not be given the owner or the group of the
// one that it was to replace. Nothing was written.
type OwnerError struct {
	Path  string
	Group bool // it is the group, and the owner is this user
	Err   error
}

// Error names the file.
func (e *OwnerError) Error() string {
	if e.Group {
		return fmt.Sprintf("%q is of a group that you are not in, which an edit could not keep", e.Path)
	}
	return fmt.Sprintf("%q is somebody else's, whom an edit could not leave it", e.Path)
}

// Is lets the error be what the system has against it.
func (e *OwnerError) Is(target error) bool { return errors.Is(e.Err, target) }

// Create makes the file at path, which must not exist, with the mode perm less
// the umask: the error is a *ChangedError if it does.
func Create(path string, data []byte, perm fs.FileMode) error {
	if err := vacant(path); err != nil {
		return err
	}
	asMade := func(*os.File) error { return nil }
	return put(path, data, perm, asMade, func(made string) error {
		// A link, unlike a rename, never takes the place of a file.
		err := os.Link(made, path)
		if err == nil {
			return nil
		}
		if err := vacant(path); err != nil {
			return err
		}
		return os.Rename(made, path) // the file system has no links
	})
}

func vacant(path string) error {
	_, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	if _, err := os.Stat(path); err != nil {
		return err // a link to nowhere: what it should lead to is not known here
	}
	return &ChangedError{Path: path}
}

// Replace writes after in the place of the file at path, which must hold
// before: the error is a *ChangedError if it does not. A link stays one, and the
// file that it leads to is replaced. Mode and owner are kept; where they cannot
// be, nothing is written, and the error is an *OwnerError. Other hard links keep
// the old text.
func Replace(path string, before, after []byte) error {
	return replace(path, before, after, func(target string) (unlock func(), err error) {
		given := make(chan struct{})
		defer time.AfterFunc(lockWait, func() { close(given) }).Stop()
		return lock(given, target)
	})
}

// replace is Replace with a lock that may be held already.
func replace(path string, before, after []byte, lock func(target string) (unlock func(), err error)) error {
	target, info, err := existing(path)
	if err != nil {
		return err
	}
	same := func() error {
		if now, err := os.ReadFile(target); err != nil || !bytes.Equal(now, before) {
			return gone(path, err)
		}
		return nil
	}
	// Early, so that a change is named before what else may be in the way.
	if err := same(); err != nil {
		return err
	}
	return put(target, after, ownersAlone, likeIn(path, info), func(made string) error {
		unlock, err := lock(target)
		if err != nil {
			return gone(path, err)
		}
		defer unlock()
		if err := same(); err != nil {
			return err
		}
		return os.Rename(made, target)
	})
}

// Check tries out whether Replace could replace the file, as far as that can be
// known ahead, and leaves it as it is.
func Check(path string) error {
	target, info, err := existing(path)
	if err != nil {
		return err
	}
	return put(target, nil, ownersAlone, likeIn(path, info), func(string) error { return nil })
}

// existing is the file that path leads to, if this user may write to it: a rename
// asks for the right to the folder only.
func existing(path string) (target string, info fs.FileInfo, err error) {
	if target, err = filepath.EvalSymlinks(path); err != nil {
		return "", nil, gone(path, err)
	}
	if info, err = os.Stat(target); err != nil {
		return "", nil, gone(path, err)
	}
	if !info.Mode().IsRegular() {
		return "", nil, &fs.PathError{Op: "replace", Path: path, Err: errors.New("not a regular file")}
	}
	f, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err != nil {
		return "", nil, err
	}
	return target, info, f.Close()
}

// likeIn gives a new file the rights of the one that it is to replace.
func likeIn(path string, info fs.FileInfo) func(*os.File) error {
	return func(f *os.File) error {
		if err := keepOwner(f, info); err != nil {
			if owner, ok := errors.AsType[*OwnerError](err); ok {
				owner.Path = path
			}
			return err
		}
		return f.Chmod(info.Mode()) // after the owner, whose change takes rights away
	}
}

// gone is the error for a file that is not there as it was.
func gone(path string, err error) error {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return &ChangedError{Path: path}
	}
	return err
}

// ownersAlone is the mode of a file that is still to be given its rights.
const ownersAlone fs.FileMode = 0o600

// put makes a new file and lets move bring it to path once it is safe on the
// disk. It has the mode perm less the umask until prepare gives it others.
func put(path string, data []byte, perm fs.FileMode, prepare func(*os.File) error, move func(made string) error) error {
	dir := filepath.Dir(path)
	f, err := os.OpenFile(filepath.Join(dir, ".lariat-"+rand.Text()+".tmp"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		return &fs.PathError{Op: "write into", Path: dir, Err: failed.Err} // the user knows no other file there
	}
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // after a rename it is gone
	_, err = f.Write(data)
	if err == nil {
		err = prepare(f)
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := move(f.Name()); err != nil {
		return err
	}
	return syncFolder(dir)
}
