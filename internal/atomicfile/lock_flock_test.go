//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package atomicfile_test

import (
	"errors"
	"os"
	"syscall"
	"testing"

	"github.com/lariat-cli/lariat/internal/atomicfile"
)

// Who keeps a lock for good does not keep lariat for good.
func TestReplaceLocked(t *testing.T) {
	t.Parallel()
	path := write(t, "old", 0o644)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		t.Skip(err)
	}
	err = atomicfile.Replace(path, []byte("old"), []byte("new"))
	if locked, ok := errors.AsType[*atomicfile.LockedError](err); !ok || locked.Path != path {
		t.Errorf("%v, want that %q is locked", err, path)
	}
	holds(t, path, "old")
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Replace(path, []byte("old"), []byte("new")); err != nil {
		t.Error(err)
	}
	holds(t, path, "new")
}
