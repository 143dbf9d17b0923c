package settings

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// lockWait is how long a change waits for another one, which takes a few
// milliseconds.
const lockWait = 2 * time.Second

// replacement is the file that takes the place of another one: whoever reads
// that sees the old text or the new one. While it is there nobody else makes
// one, so that no change is lost to another that began with the same text.
type replacement struct {
	path string // what it replaces, no link
	file *os.File
}

// replace begins to replace the file at path. A link stays one.
func replace(ctx context.Context, path string) (*replacement, error) {
	if _, err := os.Lstat(path); err == nil {
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return nil, err
		}
	}
	r := &replacement{path: path}
	given := time.After(lockWait)
	for {
		var err error
		r.file, err = os.OpenFile(path+".lock", os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if !errors.Is(err, fs.ErrExist) {
			return r, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-given:
			return nil, &InvalidError{Origin: path, Err: errors.New("another process is changing it"),
				Hint: fmt.Sprintf("if there is none, delete %s.lock", path)}
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// commit puts text in the place of the file, whose mode is kept.
func (r *replacement) commit(text string) error {
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(r.path); err == nil {
		mode = info.Mode().Perm()
	}
	_, err := r.file.WriteString(text)
	if err := errors.Join(err, r.file.Chmod(mode), r.file.Sync(), r.file.Close()); err != nil {
		return err
	}
	if err := os.Rename(r.file.Name(), r.path); err != nil {
		return err
	}
	r.file = nil
	return nil
}

// discard ends a replacement that was not committed.
func (r *replacement) discard() {
	if r.file == nil {
		return
	}
	_ = r.file.Close() // perhaps for the second time
	_ = os.Remove(r.file.Name())
}
