package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lariat-cli/lariat/internal/atomicfile"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// Prepare makes the folder, so that nobody is sent to a browser for a login that
// could not be kept.
func (s Logins) Prepare() error {
	if s.Dir == "" {
		return &KeepError{Err: errors.New("there is no home folder")}
	}
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return &KeepError{err}
	}
	if atomicfile.IsForeign(s.Dir) {
		return &KeepError{fmt.Errorf("%q belongs to another user", s.Dir)}
	}
	if err := os.Chmod(s.Dir, 0o700); err != nil { //nolint:gosec // it is a folder
		return &KeepError{err}
	}
	probe, err := os.CreateTemp(s.Dir, unfinished)
	if err != nil {
		return &KeepError{err}
	}
	s.tidy()
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// unfinished are the files that atomicfile is about to move into place.
const unfinished = ".lariat-*.tmp"

// tidy deletes what processes that were killed have left: it may hold tokens.
func (s Logins) tidy() {
	left, _ := filepath.Glob(filepath.Join(s.Dir, unfinished)) // a folder with such a name is none of ours
	for _, path := range left {
		if info, err := os.Lstat(path); err == nil && time.Since(info.ModTime()) > time.Minute {
			_ = os.Remove(path)
		}
	}
}

// KeepError says that a login could not be kept. Nothing was.
type KeepError struct{ Err error }

func (e *KeepError) Error() string { return "could not keep the login: " + e.Err.Error() }

// Unwrap returns the cause.
func (e *KeepError) Unwrap() error { return e.Err }

// Save keeps a login in the place of the one that its profile had, and says where
// its secret is: in the keyring, or, with the reason why, in the file.
func (s Logins) Save(ctx context.Context, l Login) (kept Login, why error, err error) {
	if err := errors.Join(CheckProfile(l.Profile), s.Prepare()); err != nil {
		return l, nil, err
	}
	before, _ := s.Load(l.Profile, l.API) // one that is broken is replaced, and its entry known all the same
	l.path = s.Path(l.Profile, l.API)
	l.entry = ""
	if l.secret != nil {
		l.entry, why = s.hide(ctx, l)
	}
	if errors.Is(why, context.Canceled) { // who does not want to wait wants no login
		return l, nil, why
	}
	if err := put(ctx, l.path, l.encode()); err != nil {
		_ = s.forget(ctx, l) // of no use to anybody but its finder, who has the keyring
		return l, why, err
	}
	_ = s.forget(ctx, before) // likewise
	return l, why, nil
}

// Keep is Save for a login that somebody has just made. An OAuth login that it
// replaces is revoked, if that can be done within a moment: nobody could any more.
func (s Sources) Keep(ctx context.Context, l Login) (kept Login, why error, err error) {
	old, err := s.Logins.Load(l.Profile, l.API)
	if err == nil && old.Kind == KindOAuth {
		var g grant
		if g, err = s.Logins.reveal(ctx, old); err == nil {
			old.entry, old.secret = "", g.hidden // the keyring's goes when the new one comes
		}
	}
	kept, why, failed := s.Logins.Save(ctx, l)
	if failed == nil && err == nil && old.Kind == KindOAuth {
		s.Discard(ctx, old)
	}
	return kept, why, failed
}

// hide puts a secret into the keyring, as an entry of its own: one that is there
// already may be of the same profile in another home folder.
func (s Logins) hide(ctx context.Context, l Login) (entry string, why error) {
	if s.Keyring == nil {
		return "", nil
	}
	entry = strings.TrimSuffix(filepath.Base(l.path), extension) + " " + strings.ToLower(rand.Text()[:8])
	if err := s.Keyring.Set(ctx, entry, encodeGrant(l.secret())); err != nil {
		return "", err
	}
	return entry, nil
}

func encodeGrant(g grant) string {
	text, _ := json.Marshal(g) //nolint:gosec // for the keyring, which is the place for it
	return string(text)
}

// forget takes a secret out of the keyring. It fails with a *KeyringError.
func (s Logins) forget(ctx context.Context, l Login) error {
	switch {
	case l.entry == "":
		return nil
	case s.Keyring == nil:
		return &KeyringError{errors.New("is switched off")}
	}
	return s.Keyring.Delete(ctx, l.entry)
}

// put writes a file that is this user's alone in one step, whatever is there. It
// waits for those who renew what it replaces.
func put(ctx context.Context, path string, text []byte) error {
	for {
		err := replace(ctx, path, text)
		if errors.Is(err, fs.ErrNotExist) {
			err = atomicfile.Create(path, text, 0o600)
		}
		if _, changed := errors.AsType[*atomicfile.ChangedError](err); !changed {
			return kept(ctx, err)
		}
	}
}

func replace(ctx context.Context, path string, text []byte) error {
	if err := bounded.CheckRegular(path); err != nil {
		return err
	}
	if atomicfile.IsForeign(path) {
		return cmp.Or(os.Remove(path), fs.ErrNotExist) // it is in a folder of ours, and made anew
	}
	held, err := atomicfile.Acquire(ctx, path)
	if err != nil {
		return err
	}
	defer held.Release()
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return err
	}
	return held.Replace(before, text)
}

// kept is the error for a login that could not be kept, for the reason err, if
// there is one.
func kept(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	return &KeepError{err}
}

// Remember keeps the account that was chosen for a login.
func (s Logins) Remember(ctx context.Context, l Login, account Account) error {
	return changeFile(ctx, l.path, func(text []byte) ([]byte, error) {
		now, err := decode(l.path, text) // it may have been renewed meanwhile
		now.Account = account
		return now.encode(), err
	})
}
