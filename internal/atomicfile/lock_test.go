package atomicfile_test

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/internal/atomicfile"
)

// Of many who read, think and write, each sees what the one before has written,
// however long it thinks.
func TestAcquire(t *testing.T) {
	t.Parallel()
	path := write(t, "", 0o600)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			held, err := atomicfile.Acquire(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			defer held.Release()
			before, err := os.ReadFile(path)
			if err == nil {
				err = held.Replace(before, append(before, 'x'))
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	holds(t, path, "xxxxxxxx")
}

func TestAcquireGivesUp(t *testing.T) {
	t.Parallel()
	path := write(t, "old", 0o600)
	held, err := atomicfile.Acquire(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Release()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err = atomicfile.Acquire(ctx, path)
	if locked, ok := errors.AsType[*atomicfile.LockedError](err); !ok || locked.Path != path {
		t.Errorf("%v, want that %q is locked", err, path)
	}
}
