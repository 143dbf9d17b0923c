package atomicfile

import (
	"context"
	"path/filepath"
	"time"
)

// lockWait is how long a change waits for others, each of which takes far less
// than a millisecond: between its last look at the file and the rename.
const lockWait = 2 * time.Second

// Lock is a file that nobody else changes through this package, for a change
// that takes its time between reading and writing.
type Lock struct {
	target string
	unlock func()
}

// Acquire locks the file at path, which must exist. It waits for others until
// ctx ends; the error is a *LockedError then. A process that ends gives its locks
// back. Where locks are not to be had, nothing is locked.
func Acquire(ctx context.Context, path string) (*Lock, error) {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, err
	}
	unlock, err := lock(ctx.Done(), target)
	if err != nil {
		return nil, err
	}
	return &Lock{target, unlock}, nil
}

// Replace is the package's Replace for the locked file. It may be called once:
// what it has put there is not locked any more.
func (l *Lock) Replace(before, after []byte) error {
	return replace(l.target, before, after, func(string) (func(), error) { return func() {}, nil })
}

// Release gives the lock back.
func (l *Lock) Release() { l.unlock() }

// lock keeps other changes by this package away from the file at path until it is
// unlocked, or the process ends. It waits for others until given is closed. Where
// locks are not to be had, nothing does.
func lock(given <-chan struct{}, path string) (unlock func(), err error) {
	const most = 50 * time.Millisecond
	for wait := time.Millisecond; ; wait = min(2*wait, most) {
		unlock, err := tryLock(path)
		if unlock != nil || err != nil {
			return unlock, err
		}
		select {
		case <-given:
			return nil, &LockedError{Path: path}
		case <-time.After(wait):
		}
	}
}
