package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// fileName is the database inside a state folder.
const fileName = "lariat.db"

// busyWait is how long a writer waits for the others. Twenty processes that
// write at once need well below a second.
const busyWait = 20 * time.Second

// Store is the backend's state in one folder. Many processes may use it at
// once; a killed one loses nothing that was acknowledged.
type Store struct {
	db      *sql.DB
	dir     string
	file    string // the database in dir
	now     func() time.Time
	account Account
	others  *accountStores // nil in a store of theirs
}

// StoreOption configures a store.
type StoreOption func(*Store)

// WithStoreClock sets the clock that every time in the state comes from; the
// system's otherwise. Ids of services carry the system's time all the same.
func WithStoreClock(now func() time.Time) StoreOption {
	return func(s *Store) { s.now = now }
}

// Open opens the state in dir and makes it where there is none. It fails with
// a *StateError.
func Open(ctx context.Context, dir string, opts ...StoreOption) (*Store, error) {
	s := &Store{
		dir: dir, file: fileName, now: time.Now, account: firstAccount(),
		others: &accountStores{open: map[string]*Store{}},
	}
	for _, o := range opts {
		o(s)
	}
	if err := s.open(ctx); err != nil {
		return nil, s.stateError(err)
	}
	return s, nil
}

// Exists says whether there is a state in dir, which Open would make otherwise.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, fileName))
	return err == nil
}

func (s *Store) open(ctx context.Context) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(s.dir, s.file)
	if err := touch(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dataSource(path))
	if err != nil {
		return err
	}
	// One connection: the processes, not the goroutines, are what contend.
	db.SetMaxOpenConns(1)
	s.db = db
	if err := s.retryBusy(ctx, s.migrate); err != nil {
		return errors.Join(err, db.Close())
	}
	return nil
}

// touch makes the file with a mode that keeps others out, and refuses what is
// no regular file: a repository could have planted a link there. SQLite itself
// refuses links in place of its two side files.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file", path)
	}
	return err
}

// dataSource asks for a journal that readers and a writer share, and for every
// commit to be on the disk before it is acknowledged.
func dataSource(path string) string {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyWait.Milliseconds()),
		"journal_mode(WAL)",
		"synchronous(FULL)",
		"trusted_schema(OFF)", // the file may have come with a repository
	}}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// retryBusy repeats what failed because another process holds the file.
// SQLite's own wait does not cover the switch to the shared journal.
func (s *Store) retryBusy(ctx context.Context, op func(context.Context) error) error {
	deadline := time.Now().Add(busyWait)
	for pause := time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		err := op(ctx)
		if !isBusy(err) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func isBusy(err error) bool {
	code := resultCode(err) & 0xff
	return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
}

func isUnique(err error) bool { return resultCode(err) == sqlite3.SQLITE_CONSTRAINT_UNIQUE }

// Close closes the state, that of all accounts included. What InAccount returned
// is closed with it, and not by itself.
func (s *Store) Close() error {
	if s.others == nil {
		return nil
	}
	return errors.Join(s.others.closeAll(), s.db.Close())
}

// Dir is the folder of the state.
func (s *Store) Dir() string { return s.dir }

// inTx runs op in a transaction that holds the write lock from its start.
func (s *Store) inTx(ctx context.Context, op func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.fail(err)
	}
	if err := op(tx); err != nil {
		_ = tx.Rollback() // the first error says what happened
		return s.fail(err)
	}
	return s.fail(tx.Commit())
}

// fail wraps what the database says; errors of our own pass through.
func (s *Store) fail(err error) error {
	if _, ok := errors.AsType[*sqlite.Error](err); ok {
		return s.stateError(err)
	}
	return err
}

func (s *Store) stateError(err error) error { return &StateError{Dir: s.dir, Err: err, file: s.file} }
