package auth

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/lariat-cli/lariat/internal/atomicfile"
)

// Ended is a login that is deleted, and what could not be done besides.
type Ended struct {
	Kind    Kind
	API     string
	Entry   string // of the keyring
	Revoked error  // why an OAuth login may go on
	Hidden  error  // why its secret is in the keyring still
}

// End revokes the profile's login and deletes it, whatever comes of that: who logs
// out must not be kept logged in. Who renews or replaces the login at this moment
// goes first, or comes after. It fails with ErrNoLogin, and where the file is there
// still.
func (s Sources) End(ctx context.Context) (Ended, error) {
	l, err := s.Logins.Load(s.profile(), s.API)
	if errors.Is(err, ErrNoLogin) {
		return Ended{}, err
	}
	path := s.Logins.Path(s.profile(), s.API)
	held, err := atomicfile.Acquire(ctx, path)
	if err != nil {
		return Ended{}, fmt.Errorf("could not delete the login: %w", err)
	}
	defer held.Release()
	if now, err := s.Logins.read(path); err == nil { // one that is broken is deleted as well
		l = now
	}
	e := Ended{Kind: l.Kind, API: s.API, Entry: l.entry}
	e.Revoked = s.Revoke(ctx, l)
	e.Hidden = s.Logins.forget(ctx, l)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return e, fmt.Errorf("could not delete the login: %w", err)
	}
	return e, nil
}
