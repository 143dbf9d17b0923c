package backend

import (
	"context"
	"errors"
	"fmt"
	"net/url"
)

// FillDisk makes the store's database as full as it may get, as a full disk
// does: SQLite then fails alike.
func (s *Store) FillDisk(ctx context.Context) error {
	var pages, limit int
	if err := s.db.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
		return err
	}
	err := s.db.QueryRowContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Scan(&limit)
	if err == nil && limit != pages {
		err = errors.New("the limit was not taken")
	}
	return err
}

// Pragma reads a setting of the store's connection.
func (s *Store) Pragma(ctx context.Context, name string) (value string, err error) {
	err = s.db.QueryRowContext(ctx, "PRAGMA "+name).Scan(&value)
	return value, err
}

// ParseRedirect says where a redirect URI leads, if it may be one.
func ParseRedirect(text string) (string, bool) {
	u, ok := parseRedirect(text)
	if !ok {
		return "", false
	}
	return withQuery(u, url.Values{"code": {"c"}}), true
}

// ReadUserCode is what a person typed, as a code.
func ReadUserCode(text string) string { return readUserCode(text) }

// Scopes reads a list of scopes and writes it down again.
func Scopes(text string) (string, error) {
	list, err := parseScopes(text)
	return scopeText(list), err
}
