package backend

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"
)

// lifetimes are how long what OAuth gives out is good for.
type lifetimes struct{ access, refresh time.Duration }

// Cloudflare's access tokens last an hour, too; how long its refresh tokens do
// is not known.
const (
	accessLifetime  = time.Hour
	refreshLifetime = 30 * 24 * time.Hour
)

// replayGrace is how long after its use a refresh token that comes again is
// refused without an end to the grant. RFC 9700, 4.14.2 takes a replay for
// theft. But Wrangler has no lock: two of its processes that refresh at once
// send the same token, and the one that loses must not log out the other.
const replayGrace = 10 * time.Second

// Grant is what a user has allowed a client with OAuth.
type Grant struct {
	ID      string
	Client  string
	Scopes  string // separated by spaces
	Created time.Time
	Expires time.Time // of the token that lasts longest
}

// inGrantTx is inTx for OAuth: it forgets what has expired, and keeps what op
// did even where op refuses, since to end a grant is how it may.
func (s *Store) inGrantTx(ctx context.Context, op func(*sql.Tx) error) error {
	var refusal error
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		if err := s.dropExpired(ctx, tx); err != nil {
			return err
		}
		err := op(tx)
		if _, ok := errors.AsType[*oauthError](err); ok {
			refusal, err = err, nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return refusal
}

// dropExpired deletes what has expired. Of a device's code it is still told for
// a while that it has.
func (s *Store) dropExpired(ctx context.Context, tx *sql.Tx) error {
	now := s.now()
	_, err := tx.ExecContext(ctx, `
		DELETE FROM oauth_requests WHERE expires_at <= ?1;
		DELETE FROM oauth_codes WHERE expires_at <= ?1;
		DELETE FROM oauth_devices WHERE expires_at <= ?2;
		DELETE FROM oauth_tokens WHERE expires_at <= ?1;
		DELETE FROM oauth_grants WHERE id NOT IN (SELECT grant_id FROM oauth_tokens)`,
		now.UnixMicro(), now.Add(-time.Hour).UnixMicro())
	return err
}

// tokenReply is that of RFC 6749, 5.1.
type tokenReply struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int    `json:"expires_in"`
	RefreshToken string `json:"refresh_token,omitempty"`
	Scope        string `json:"scope"`
}

// newGrant keeps what was allowed and issues the first tokens.
func (s *Store) newGrant(
	ctx context.Context, tx *sql.Tx, client string, list []scope, life lifetimes,
) (id string, reply tokenReply, err error) {
	id = hexID()
	if _, err = tx.ExecContext(ctx, "INSERT INTO oauth_grants (id, client, scopes, created_at) VALUES (?, ?, ?, ?)",
		id, client, scopeText(list), s.now().UnixMicro()); err != nil {
		return id, reply, err
	}
	reply, err = s.issue(ctx, tx, issuing{id, list, list}, life)
	return id, reply, err
}

// issuing is a grant that gets new tokens, with its scopes and those of the
// access token.
type issuing struct {
	grant       string
	all, access []scope
}

// issue makes an access token, and a refresh token where the scopes have it.
func (s *Store) issue(ctx context.Context, tx *sql.Tx, i issuing, life lifetimes) (tokenReply, error) {
	reply := tokenReply{
		AccessToken: accessPrefix + newSecret(32), TokenType: "bearer",
		ExpiresIn: int(life.access / time.Second), Scope: scopeText(i.access),
	}
	err := s.addGrantToken(ctx, tx, grantToken{i.grant, kindAccess, reply.AccessToken, reply.Scope, life.access})
	if err == nil && isOffline(i.all) {
		reply.RefreshToken = newSecret(48)
		err = s.addGrantToken(ctx, tx, grantToken{i.grant, kindRefresh, reply.RefreshToken, scopeText(i.all), life.refresh})
	}
	return reply, err
}

// The kinds of tokens of a grant. The prefix is that of Cloudflare's
// (cloudflare/cloudflare-docs pull request 32730): it tells them from API
// tokens without a query.
const (
	kindAccess   = "access"
	kindRefresh  = "refresh"
	accessPrefix = "cfoat_"
)

type grantToken struct {
	grant, kind, value, scopes string
	life                       time.Duration
}

func (s *Store) addGrantToken(ctx context.Context, tx *sql.Tx, t grantToken) error {
	_, err := tx.ExecContext(ctx,
		"INSERT INTO oauth_tokens (hash, grant_id, kind, scopes, expires_at) VALUES (?, ?, ?, ?, ?)",
		hashOf(t.value), t.grant, t.kind, t.scopes, s.now().Add(t.life).UnixMicro())
	return err
}

// hashOf is what the state keeps of a secret.
func hashOf(value string) []byte {
	sum := sha256.Sum256([]byte(value))
	return sum[:]
}

// findAccess finds the rights of an access token. It fails with ErrNoToken, for
// an expired one as well.
func (s *Store) findAccess(ctx context.Context, value string) (rights, error) {
	var text string
	err := s.db.QueryRowContext(ctx,
		"SELECT scopes FROM oauth_tokens WHERE hash = ? AND kind = ? AND expires_at > ?",
		hashOf(value), kindAccess, s.now().UnixMicro()).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return noRight, ErrNoToken
	}
	if err != nil {
		return noRight, s.fail(err)
	}
	list, err := parseScopes(text)
	return scopeRights(list), err
}

// Grants returns every grant, the oldest first, without expired ones.
func (s *Store) Grants(ctx context.Context) ([]Grant, error) {
	return query(ctx, s, scanGrant, `SELECT g.id, g.client, g.scopes, g.created_at, max(t.expires_at)
		FROM oauth_grants g JOIN oauth_tokens t ON t.grant_id = g.id
		WHERE t.expires_at > ? AND t.used_at IS NULL GROUP BY g.id ORDER BY g.rowid`, s.now().UnixMicro())
}

func scanGrant(row scanner) (Grant, error) {
	var g Grant
	var created, expires int64
	err := row.Scan(&g.ID, &g.Client, &g.Scopes, &created, &expires)
	g.Created, g.Expires = time.UnixMicro(created).UTC(), time.UnixMicro(expires).UTC()
	if c, ok := findClient(g.Client); ok {
		g.Client = c.Name
	}
	return g, err
}

// RevokeGrant ends a grant with all of its tokens, at once and in every process
// that uses the state. It fails with ErrNoToken.
func (s *Store) RevokeGrant(ctx context.Context, id string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		ended, err := endGrant(ctx, tx, id)
		if err == nil && !ended {
			err = ErrNoToken
		}
		return err
	})
}

func endGrant(ctx context.Context, tx *sql.Tx, id string) (bool, error) {
	if _, err := tx.ExecContext(ctx, "DELETE FROM oauth_tokens WHERE grant_id = ?", id); err != nil {
		return false, err
	}
	result, err := tx.ExecContext(ctx, "DELETE FROM oauth_grants WHERE id = ?", id)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}
