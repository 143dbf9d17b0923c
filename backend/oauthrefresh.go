package backend

import (
	"context"
	"database/sql"
	"errors"
	"slices"
)

// refresh uses a refresh token up for a new pair. Of two that come at once with
// the same one, exactly one succeeds. The new access token may have fewer
// scopes (RFC 6749, 6); the refresh token keeps them all.
func (s *Store) refresh(ctx context.Context, client, value, narrower string, life lifetimes) (tokenReply, error) {
	var reply tokenReply
	err := s.inGrantTx(ctx, func(tx *sql.Tx) error {
		i, err := s.findRefresh(ctx, tx, client, value)
		if err != nil {
			return err
		}
		if i.access, err = narrowed(i.all, narrower); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE oauth_tokens SET used_at = ? WHERE hash = ?",
			s.now().UnixMicro(), hashOf(value)); err != nil {
			return err
		}
		reply, err = s.issue(ctx, tx, i, life)
		return err
	})
	return reply, err
}

// findRefresh finds the grant of a refresh token that is good. One that has
// been used for long ends it.
func (s *Store) findRefresh(ctx context.Context, tx *sql.Tx, client, value string) (issuing, error) {
	var i issuing
	var holder, text string
	var used sql.NullInt64
	err := tx.QueryRowContext(ctx, `SELECT t.grant_id, t.scopes, t.used_at, g.client
		FROM oauth_tokens t JOIN oauth_grants g ON g.id = t.grant_id WHERE t.hash = ? AND t.kind = ?`,
		hashOf(value), kindRefresh).Scan(&i.grant, &text, &used, &holder)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && holder != client:
		return i, badGrant("the refresh token is not valid")
	case err != nil:
		return i, err
	case used.Valid && s.now().UnixMicro()-used.Int64 > replayGrace.Microseconds():
		if _, err := endGrant(ctx, tx, i.grant); err != nil {
			return i, err
		}
		return i, badGrant("the refresh token has been used before; the login has ended")
	case used.Valid:
		return i, badGrant("the refresh token has been used before")
	}
	i.all, err = parseScopes(text)
	return i, err
}

// narrowed are the scopes that a client asks for of those it has; all, where it
// names none.
func narrowed(had []scope, text string) ([]scope, error) {
	if text == "" {
		return had, nil
	}
	list, err := parseScopes(text)
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		if !slices.Contains(had, s) {
			return nil, &oauthError{code: "invalid_scope", about: "the scope " + quoted(s.Name) + " was not granted"}
		}
	}
	return list, nil
}

// revoke ends the grant that a token is of (RFC 7009, 2.1), be it one that has
// been used. An unknown one is revoked already.
func (s *Store) revoke(ctx context.Context, client, value string) error {
	return s.inGrantTx(ctx, func(tx *sql.Tx) error {
		var grant, holder string
		err := tx.QueryRowContext(ctx, `SELECT g.id, g.client FROM oauth_tokens t
			JOIN oauth_grants g ON g.id = t.grant_id WHERE t.hash = ?`, hashOf(value)).Scan(&grant, &holder)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return nil
		case err != nil:
			return err
		case holder != client:
			return badGrant("the token is another client's")
		}
		_, err = endGrant(ctx, tx, grant)
		return err
	})
}
