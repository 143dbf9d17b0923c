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

// lock keeps others from changing the file at path, so that no change is lost to
// another that began with the same text. A link is locked where it leads to.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	if _, err := os.Lstat(path); err == nil {
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return nil, err
		}
	}
	given := time.After(lockWait)
	for {
		f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			return func() { _ = os.Remove(f.Name()) }, f.Close()
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
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
