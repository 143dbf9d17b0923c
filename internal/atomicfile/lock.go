package atomicfile

import "time"

// lockWait is how long a change waits for others, each of which takes far less
// than a millisecond: between its last look at the file and the rename.
const lockWait = 2 * time.Second

// lock keeps other changes by this package away from the file at path until it is
// unlocked, or the process ends. Where locks are not to be had, nothing does.
func lock(path string) (unlock func(), err error) {
	given := time.After(lockWait)
	for {
		unlock, err := tryLock(path)
		if unlock != nil || err != nil {
			return unlock, err
		}
		select {
		case <-given:
			return nil, &LockedError{Path: path}
		case <-time.After(time.Millisecond):
		}
	}
}
