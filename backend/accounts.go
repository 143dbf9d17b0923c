package backend

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"
)

// Account is an account of the backend, and what the user is in it.
type Account struct {
	ID      string
	Name    string
	Role    Role
	Created time.Time
}

// AccountID is the id of the account that exists from the start. It is the same
// in every state, so that examples can show it.
const AccountID = "10ca1000000000000000000000000000"

// firstAccount exists from the start and cannot be deleted.
func firstAccount() Account {
	return Account{AccountID, "Local", RoleAdmin, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// Account returns the account that the store's services, tunnels and Workers are
// in: the one that exists from the start, or that of InAccount.
func (s *Store) Account() Account { return s.account }

const selectAccounts = "SELECT id, name, role, created_at FROM accounts "

func scanAccount(row scanner) (Account, error) {
	var a Account
	var role string
	var created int64
	err := row.Scan(&a.ID, &a.Name, &role, &created)
	a.Role, a.Created = Role(role), time.UnixMicro(created).UTC()
	return a, err
}

// Accounts returns every account, the oldest first.
func (s *Store) Accounts(ctx context.Context) ([]Account, error) {
	list, err := query(ctx, s, scanAccount, selectAccounts+"ORDER BY rowid")
	return slices.Insert(list, 0, firstAccount()), err
}

// ErrNoAccount says that there is no account of an id.
var ErrNoAccount = errors.New("no such account")

// AccountOf finds an account by its id. It fails with ErrNoAccount.
func (s *Store) AccountOf(ctx context.Context, id string) (Account, error) {
	if id == AccountID { // most requests
		return firstAccount(), nil
	}
	a, err := scanAccount(s.db.QueryRowContext(ctx, selectAccounts+"WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return a, ErrNoAccount
	}
	return a, s.fail(err)
}

// The ways in which an account cannot be made or deleted.
var (
	ErrAccountTaken = errors.New("an account has this name already")
	ErrFirstAccount = errors.New("the account that exists from the start cannot be deleted")
)

// CreateAccount makes an account, with a directory, tunnels and Workers of its
// own, in which the user has a role. It fails with ErrAccountTaken.
func (s *Store) CreateAccount(ctx context.Context, name string, role Role) (Account, error) {
	a := Account{ID: hexID(), Name: name, Role: role, Created: s.now().UTC()}
	if name == firstAccount().Name {
		return a, ErrAccountTaken
	}
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO accounts (id, name, role, created_at) VALUES (?, ?, ?, ?)",
			a.ID, a.Name, string(a.Role), a.Created.UnixMicro())
		if isUnique(err) {
			err = ErrAccountTaken
		}
		return err
	})
	if err == nil {
		_, err = s.InAccount(ctx, a.ID) // so that it is known whether it can be used
	}
	return a, err
}

// DeleteAccount deletes an account with all that is in it, and the tokens that
// it owns. A token that is for it alone is for nothing then. It fails with
// ErrNoAccount or ErrFirstAccount.
func (s *Store) DeleteAccount(ctx context.Context, id string) error {
	if id == AccountID {
		return ErrFirstAccount
	}
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM accounts WHERE id = ?", id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, ErrNoAccount)
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM tokens WHERE owner = ?", id)
		return err
	})
	if err != nil {
		return err
	}
	return errors.Join(s.others.close(id), discardFile(s.dir, accountFile(id)))
}
