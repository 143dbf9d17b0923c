package backend

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// How long a consent page can be answered, and a code be redeemed. RFC 6749,
// 4.1.2 recommends at most ten minutes for the latter.
const (
	consentLifetime = 10 * time.Minute
	codeLifetime    = time.Minute
)

// mostConsents bounds the pages that wait for an answer: any page in a browser
// can open one.
const mostConsents = 100

// consent is what a user is asked: to let a client do something. The answer
// goes to the redirect URI, or to the device that waits for it.
type consent struct {
	Client    string `json:"client"`
	Scopes    string `json:"scopes"`
	Redirect  string `json:"redirect,omitempty"`
	State     string `json:"state,omitempty"`
	Challenge string `json:"challenge,omitempty"`
	Device    []byte `json:"device,omitempty"` // the hash of its user code
}

// ask keeps a question, and returns the value that the answer has to come with.
func (s *Store) ask(ctx context.Context, c consent) (string, error) {
	value := newSecret(32)
	content, err := json.Marshal(c)
	if err != nil {
		return "", err
	}
	return value, s.inGrantTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO oauth_requests (hash, content, expires_at) VALUES (?, ?, ?)",
			hashOf(value), string(content), s.now().Add(consentLifetime).UnixMicro()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM oauth_requests WHERE rowid NOT IN
			(SELECT rowid FROM oauth_requests ORDER BY rowid DESC LIMIT ?)`, mostConsents)
		return err
	})
}

// errNoConsent says that a page has been answered, or is too old to be.
var errNoConsent = errors.New(
	"this page has been answered already, or has waited for too long: go back to the program and log in again")

// takeConsent uses up the value of a page. It fails with errNoConsent.
func takeConsent(ctx context.Context, tx *sql.Tx, value string, forDevice bool) (consent, error) {
	var c consent
	var content string
	err := tx.QueryRowContext(ctx,
		"DELETE FROM oauth_requests WHERE hash = ? RETURNING content", hashOf(value)).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return c, errNoConsent
	}
	if err == nil {
		err = json.Unmarshal([]byte(content), &c)
	}
	if err == nil && forDevice != (c.Device != nil) {
		err = errNoConsent
	}
	return c, err
}

// answer takes the user's decision. Where it is yes, it returns a code.
func (s *Store) answer(ctx context.Context, value string, allow bool) (c consent, code string, err error) {
	err = s.inGrantTx(ctx, func(tx *sql.Tx) error {
		if c, err = takeConsent(ctx, tx, value, false); err != nil || !allow {
			return err
		}
		code = newSecret(32)
		content, err := json.Marshal(c)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO oauth_codes (hash, content, expires_at) VALUES (?, ?, ?)",
			hashOf(code), string(content), s.now().Add(codeLifetime).UnixMicro())
		return err
	})
	return c, code, err
}

// redemption is what a client sends with a code.
type redemption struct{ client, code, redirect, verifier string }

// redeem gives tokens for a code, once. When it comes again, somebody else has
// it too, and the grant ends (RFC 6749, 4.1.2).
func (s *Store) redeem(ctx context.Context, r redemption, life lifetimes) (reply tokenReply, err error) {
	err = s.inGrantTx(ctx, func(tx *sql.Tx) error {
		c, grant, err := findCode(ctx, tx, r.code)
		switch {
		case err != nil:
			return err
		case c.Client != r.client, c.Redirect != r.redirect, !verifies(r.verifier, c.Challenge):
			return badGrant("the code was issued for another client, redirect_uri or code_challenge")
		case grant != "":
			if _, err := endGrant(ctx, tx, grant); err != nil {
				return err
			}
			return badGrant("the code has been used before; the login has ended")
		}
		list, err := parseScopes(c.Scopes)
		if err != nil {
			return err
		}
		if grant, reply, err = s.newGrant(ctx, tx, c.Client, list, life); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE oauth_codes SET grant_id = ? WHERE hash = ?", grant, hashOf(r.code))
		return err
	})
	return reply, err
}

// findCode finds what a code is for, and the grant that it has become.
func findCode(ctx context.Context, tx *sql.Tx, code string) (c consent, grant string, err error) {
	var content string
	var used sql.NullString
	err = tx.QueryRowContext(ctx, "SELECT content, grant_id FROM oauth_codes WHERE hash = ?", hashOf(code)).
		Scan(&content, &used)
	if errors.Is(err, sql.ErrNoRows) {
		return c, "", badGrant("the code is not valid, or has expired")
	}
	if err == nil {
		err = json.Unmarshal([]byte(content), &c)
	}
	return c, used.String, err
}
