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

// Account returns the account that exists from the start.
func (s *Store) Account() Account { return firstAccount() }

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
