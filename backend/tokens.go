package backend

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Role is what a token may do to the connectivity directory
// (facts/cloudflare-api.md 4.1), a short name for some permission groups.
type Role string

// The roles: look, bind services to Workers, change everything.
const (
	RoleRead  Role = "read"
	RoleBind  Role = "bind"
	RoleAdmin Role = "admin"
)

// ParseRole reads a role's name.
func ParseRole(s string) (Role, error) {
	switch r := Role(s); r {
	case RoleRead, RoleBind, RoleAdmin:
		return r, nil
	}
	return "", fmt.Errorf("%q is none of read, bind, admin", s)
}

// Token is a credential of the backend, without its value.
type Token struct {
	TokenSpec
	ID      string
	Created time.Time

	seeded bool // exists from the start; its value can be printed again
}

// TokenSpec is what a token is to be.
type TokenSpec struct {
	Name     string
	Role     Role      // empty where the groups say all
	Groups   []string  // permission groups beside the role's
	Owner    string    // the id of the account that owns it; empty means the user
	Accounts []string  // ids of those that a user's token is for; none means all
	Expires  time.Time // zero means never
}

// groups are the role's and the others, each once and only those that the owner
// can give.
func (t TokenSpec) groups() []permissionGroup {
	var list []permissionGroup
	seen := map[string]bool{}
	for _, name := range slices.Concat(t.Role.groups(), t.Groups) {
		g, ok := findGroup(name)
		if ok && !seen[g.ID] && (t.Owner == "" || !g.isUsers()) {
			seen[g.ID], list = true, append(list, g)
		}
	}
	return list
}

func (t TokenSpec) rights() rights { return groupRights(t.groups()) }

// covers says whether the token is for an account at all.
func (t TokenSpec) covers(account string) bool {
	if t.Owner != "" {
		return t.Owner == account
	}
	return len(t.Accounts) == 0 || slices.Contains(t.Accounts, account)
}

// IssueToken makes a user's token with a role alone.
func (s *Store) IssueToken(ctx context.Context, name string, role Role, expires time.Time) (Token, string, error) {
	return s.Issue(ctx, TokenSpec{Name: name, Role: role, Expires: expires})
}

// Issue makes a token and returns its value, which is kept nowhere: the state
// holds its hash.
func (s *Store) Issue(ctx context.Context, spec TokenSpec) (Token, string, error) {
	value := newSecret(30)
	var t Token
	err := s.inTx(ctx, func(tx *sql.Tx) (err error) {
		t, err = s.insertToken(ctx, tx, spec, value, false)
		return err
	})
	return t, value, err
}

// insertToken keeps a token, and its value where that can be printed again.
func (s *Store) insertToken(ctx context.Context, tx *sql.Tx, spec TokenSpec, value string, keep bool) (Token, error) {
	t := Token{TokenSpec: spec, ID: hexID(), Created: s.now().UTC(), seeded: keep}
	_, err := tx.ExecContext(ctx, `INSERT INTO tokens
		(id, name, role, permission_groups, owner, accounts, hash, value, expires_at, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.ID, t.Name, string(t.Role), textList(t.Groups), t.Owner, textList(t.Accounts), hashOf(value),
		sql.NullString{String: value, Valid: keep}, micros(t.Expires), t.Created.UnixMicro())
	return t, err
}

// textList is a list as the state keeps it.
func textList(list []string) string {
	if list == nil {
		return "[]"
	}
	text, _ := json.Marshal(list) // strings always can be
	return string(text)
}

// AdminToken returns the value of the token that exists from the start.
func (s *Store) AdminToken(ctx context.Context) (string, error) {
	var value string
	err := s.db.QueryRowContext(ctx, "SELECT value FROM tokens WHERE value IS NOT NULL").Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", &StateError{Dir: s.dir, Err: errors.New("it has lost its admin token; reset it")}
	}
	return value, s.fail(err)
}

// The ways in which a token cannot be found or revoked.
var (
	ErrNoToken     = errors.New("no such token")
	ErrSeededToken = errors.New("the token that exists from the start can only be replaced by a reset")
)

const tokenColumns = "id, name, role, permission_groups, owner, accounts, created_at, expires_at, value IS NOT NULL"

func scanToken(row scanner) (Token, error) {
	var t Token
	var role, groups, accounts string
	var created int64
	var expires sql.NullInt64
	if err := row.Scan(&t.ID, &t.Name, &role, &groups, &t.Owner, &accounts, &created, &expires, &t.seeded); err != nil {
		return t, err
	}
	err := errors.Join(json.Unmarshal([]byte(groups), &t.Groups), json.Unmarshal([]byte(accounts), &t.Accounts))
	t.Role, t.Created = Role(role), time.UnixMicro(created).UTC()
	if expires.Valid {
		t.Expires = time.UnixMicro(expires.Int64).UTC()
	}
	return t, err
}

// Tokens returns every token, the oldest first, expired ones included.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	return query(ctx, s, scanToken, "SELECT "+tokenColumns+" FROM tokens ORDER BY rowid")
}

// RevokeToken makes a token invalid at once, in every process that uses the
// state. It fails with ErrNoToken or ErrSeededToken.
func (s *Store) RevokeToken(ctx context.Context, id string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		t, err := scanToken(tx.QueryRowContext(ctx, "SELECT "+tokenColumns+" FROM tokens WHERE id = ?", id))
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return ErrNoToken
		case err != nil:
			return err
		case t.seeded:
			return ErrSeededToken
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM tokens WHERE id = ?", id)
		return err
	})
}

// findToken finds a token by its value. What is compared is the hash, so the
// time it takes tells nothing about the value.
func (s *Store) findToken(ctx context.Context, value string) (Token, error) {
	t, err := scanToken(s.db.QueryRowContext(ctx, "SELECT "+tokenColumns+" FROM tokens WHERE hash = ?", hashOf(value)))
	if errors.Is(err, sql.ErrNoRows) {
		return t, ErrNoToken
	}
	return t, s.fail(err)
}

// HasToken says whether the state has a token of this value, be it expired.
func (s *Store) HasToken(ctx context.Context, value string) (bool, error) {
	_, err := s.findToken(ctx, value)
	if errors.Is(err, ErrNoToken) {
		return false, nil
	}
	return err == nil, err
}

func micros(t time.Time) sql.NullInt64 {
	if t.IsZero() {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: t.UnixMicro(), Valid: true}
}

// hexID is an id of 32 hexadecimal digits, as tokens and accounts have.
func hexID() string {
	id := uuid.New()
	return fmt.Sprintf("%x", id[:])
}
