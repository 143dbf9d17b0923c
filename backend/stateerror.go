package backend

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// StateError says that the state in a folder cannot be used.
type StateError struct {
	Dir string
	Err error

	file string // the database that it is about
}

func (e *StateError) Error() string {
	return fmt.Sprintf("could not use the local state in %q: %s", e.Dir, e.reason())
}

// Unwrap returns the cause.
func (e *StateError) Unwrap() error { return e.Err }

// Permanent says that the same request would fail again: what could be waited
// for, such as another process, has been.
func (e *StateError) Permanent() bool { return true }

// Damaged says that the database is none, or no longer one: Discard helps.
func (e *StateError) Damaged() bool {
	code := resultCode(e.Err) & 0xff
	return code == sqlite3.SQLITE_NOTADB || code == sqlite3.SQLITE_CORRUPT
}

// reason says in plain words what SQLite has a number for.
func (e *StateError) reason() string {
	code := resultCode(e.Err)
	var reason string
	switch code & 0xff {
	case sqlite3.SQLITE_CANTOPEN:
		reason = "its files cannot be opened, most likely for want of permission"
	case sqlite3.SQLITE_READONLY:
		reason = "its files cannot be written, most likely for want of permission"
	case sqlite3.SQLITE_FULL:
		reason = "the disk is full"
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		reason = cmp.Or(e.file, fileName) + " in it is damaged"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		reason = fmt.Sprintf("another process has held it for %s", busyWait)
	default:
		return e.Err.Error()
	}
	return fmt.Sprintf("%s (SQLite error %d)", reason, code)
}

// resultCode is SQLite's own code for an error, the extended one; 0 where the
// error is not SQLite's.
func resultCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}

// Discard deletes the databases in dir, damaged or not, so that Open makes a new
// one.
func Discard(dir string) error {
	return errors.Join(discardAccounts(dir), discardFile(dir, fileName))
}

func discardFile(dir, file string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := os.Remove(filepath.Join(dir, file+suffix))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return &StateError{Dir: dir, Err: err, file: file}
		}
	}
	return nil
}
