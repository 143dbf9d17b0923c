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
	Created time.Time
	Expires time.Time // zero means never

	seeded bool // exists from the start; its value can be printed again
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
	now := s.now().UTC()
	t := Token{ID: hexID(), Name: n.name, Role: n.role, Created: now, Expires: n.expires, seeded: n.keep}
	hash := sha256.Sum256([]byte(n.value))
	var value sql.NullString
	if n.keep {
		value = sql.NullString{String: n.value, Valid: true}
	}
	_, err := tx.ExecContext(ctx,
		"INSERT INTO tokens (id, name, role, hash, value, expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		t.ID, t.Name, string(t.Role), hash[:], value, micros(n.expires), now.UnixMicro())
	return t, err
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

const tokenColumns = "id, name, role, created_at, expires_at, value IS NOT NULL"

func scanToken(row scanner) (Token, error) {
	var t Token
	var role string
	var created int64
	var expires sql.NullInt64
	if err := row.Scan(&t.ID, &t.Name, &role, &created, &expires, &t.seeded); err != nil {
		return t, err
	}
	t.Role, t.Created = Role(role), time.UnixMicro(created).UTC()
	if expires.Valid {
		t.Expires = time.UnixMicro(expires.Int64).UTC()
	}
	return t, nil
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
	hash := sha256.Sum256([]byte(value))
	t, err := scanToken(s.db.QueryRowContext(ctx, "SELECT "+tokenColumns+" FROM tokens WHERE hash = ?", hash[:]))
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
