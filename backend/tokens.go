package backend

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Role is what a token may do to the connectivity directory
// (facts/cloudflare-api.md 4.1).
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
	ID      string
	Name    string
	Role    Role
	Expires time.Time // zero means never
}

type newToken struct {
	name    string
	role    Role
	value   string
	expires time.Time
	keep    bool // the value can be printed again
}

// IssueToken makes a token and returns its value, which is kept nowhere: the
// state holds its hash.
func (s *Store) IssueToken(ctx context.Context, name string, role Role, expires time.Time) (Token, string, error) {
	value := newSecret(30)
	var t Token
	err := s.inTx(ctx, func(tx *sql.Tx) (err error) {
		t, err = s.insertToken(ctx, tx, newToken{name: name, role: role, value: value, expires: expires})
		return err
	})
	return t, value, err
}

func (s *Store) insertToken(ctx context.Context, tx *sql.Tx, n newToken) (Token, error) {
	t := Token{ID: hexID(), Name: n.name, Role: n.role, Expires: n.expires}
	hash := sha256.Sum256([]byte(n.value))
	var value sql.NullString
	if n.keep {
		value = sql.NullString{String: n.value, Valid: true}
	}
	_, err := tx.ExecContext(ctx,
		"INSERT INTO tokens (id, name, role, hash, value, expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		t.ID, t.Name, string(t.Role), hash[:], value, micros(n.expires), s.now().UnixMicro())
	return t, err
}

// AdminToken returns the value of the token that exists from the start.
func (s *Store) AdminToken(ctx context.Context) (string, error) {
	var value string
	err := s.db.QueryRowContext(ctx, "SELECT value FROM tokens WHERE value IS NOT NULL").Scan(&value)
	return value, s.fail(err)
}

// errNoToken says that a value is no token of this state.
var errNoToken = errors.New("no such token")

// findToken finds a token by its value. The look-up is by hash, so its time
// tells nothing about the value.
func (s *Store) findToken(ctx context.Context, value string) (Token, error) {
	hash := sha256.Sum256([]byte(value))
	var t Token
	var role string
	var expires sql.NullInt64
	err := s.db.QueryRowContext(ctx, "SELECT id, name, role, expires_at FROM tokens WHERE hash = ?", hash[:]).
		Scan(&t.ID, &t.Name, &role, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return t, errNoToken
	}
	t.Role = Role(role)
	if expires.Valid {
		t.Expires = time.UnixMicro(expires.Int64).UTC()
	}
	return t, s.fail(err)
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
