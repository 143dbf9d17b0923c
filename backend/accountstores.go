package backend

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
)

// accountStores are the databases of the accounts beside the first, each in a
// file of its own: one cannot be asked for what is in another. They are opened
// when somebody asks for them.
type accountStores struct {
	mu   sync.Mutex
	open map[string]*Store
}

func accountFile(id string) string { return "account-" + id + ".db" }

// InAccount is the state of an account: its services, tunnels and Workers. Only
// the state that Open returned knows accounts, tokens and logins. It fails with
// ErrNoAccount.
func (s *Store) InAccount(ctx context.Context, id string) (*Store, error) {
	if id == s.account.ID {
		return s, nil
	}
	a, err := s.AccountOf(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.inAccount(ctx, a)
}

func (s *Store) inAccount(ctx context.Context, a Account) (*Store, error) {
	if a.ID == s.account.ID {
		return s, nil
	}
	// The table may have come with a repository, and the id becomes a path.
	if !isAccountID(a.ID) {
		return nil, ErrNoAccount
	}
	s.others.mu.Lock()
	defer s.others.mu.Unlock()
	of := s.others.open[a.ID]
	if of == nil {
		of = &Store{dir: s.dir, file: accountFile(a.ID), now: s.now, account: a}
		if err := of.open(ctx); err != nil {
			return nil, of.stateError(err)
		}
		s.others.open[a.ID] = of
	}
	view := *of
	view.now, view.account = s.now, a
	return &view, nil
}

// close closes what is open of an account.
func (o *accountStores) close(id string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	of := o.open[id]
	delete(o.open, id)
	if of == nil {
		return nil
	}
	return of.db.Close()
}

func (o *accountStores) closeAll() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	var errs []error
	for id, of := range o.open {
		delete(o.open, id)
		errs = append(errs, of.db.Close())
	}
	return errors.Join(errs...)
}

// discardAccounts deletes the databases of all accounts but the first, those
// included that a killed process left.
func discardAccounts(dir string) error {
	files, err := os.ReadDir(dir)
	errs := []error{err}
	for _, f := range files {
		id, ok := strings.CutPrefix(f.Name(), "account-")
		if id, isDB := strings.CutSuffix(id, ".db"); ok && isDB && isAccountID(id) {
			errs = append(errs, discardFile(dir, f.Name()))
		}
	}
	return errors.Join(errs...)
}
