package backend

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"
)

// assetsLifetime is how long a session's tokens are good for, as documented.
const assetsLifetime = time.Hour

// assetSession is an upload of a Worker's static assets.
type assetSession struct {
	ID, Worker string
	Sizes      map[string]int64 // by the files' hashes
	Expires    time.Time
}

// newAssetToken makes a token in the form of Wrangler's: it reads the time of
// expiry in it. Nothing is signed; what is found by its hash is ours.
func (s *Store) newAssetToken(ctx context.Context, tx *sql.Tx, a assetSession, complete bool) (string, error) {
	claims, err := json.Marshal(map[string]any{
		"account": s.Account().ID, "script": a.Worker, "exp": a.Expires.Unix(), "complete": complete,
	})
	if err != nil {
		return "", err
	}
	part := base64.RawURLEncoding.EncodeToString
	value := part([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + part(claims) + "." + newSecret(32)
	hash := sha256.Sum256([]byte(value))
	_, err = tx.ExecContext(ctx, "INSERT INTO asset_tokens (hash, session, complete) VALUES (?, ?, ?)",
		hash[:], a.ID, complete)
	return value, err
}

// startAssets begins a session. It returns what is still to be sent, and the
// token to send it with, or to deploy with where that is nothing.
func (s *Store) startAssets(
	ctx context.Context, worker string, sizes map[string]int64,
) (missing []string, token string, err error) {
	a := assetSession{ID: hexID(), Worker: worker, Sizes: sizes, Expires: s.now().Add(assetsLifetime).UTC()}
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		if err := s.dropSessions(ctx, tx); err != nil {
			return err
		}
		data, err := json.Marshal(sizes)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx,
			"INSERT INTO asset_sessions (id, worker, manifest, expires_at) VALUES (?, ?, ?, ?)",
			a.ID, a.Worker, string(data), a.Expires.UnixMicro()); err != nil {
			return err
		}
		if missing, err = missingAssets(ctx, tx, sizes); err != nil {
			return err
		}
		token, err = s.newAssetToken(ctx, tx, a, len(missing) == 0)
		return err
	})
	return missing, token, err
}

// dropSessions deletes those that have expired.
func (s *Store) dropSessions(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM asset_sessions WHERE expires_at <= ?", s.now().UnixMicro())
	if err == nil {
		_, err = tx.ExecContext(ctx, "DELETE FROM asset_tokens WHERE session NOT IN (SELECT id FROM asset_sessions)")
	}
	return err
}

func missingAssets(ctx context.Context, q rowsQueryer, sizes map[string]int64) ([]string, error) {
	had, err := queryRows(ctx, q, func(row scanner) (hash string, err error) {
		err = row.Scan(&hash)
		return hash, err
	}, "SELECT hash FROM assets")
	return missingOf(sizes, had), err
}

// addAssets notes that files have come. Once all have, it returns the token to
// deploy with.
func (s *Store) addAssets(ctx context.Context, a assetSession, hashes map[string]bool) (token string, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		for _, hash := range slices.Sorted(maps.Keys(hashes)) {
			if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO assets (hash) VALUES (?)", hash); err != nil {
				return err
			}
		}
		missing, err := missingAssets(ctx, tx, a.Sizes)
		if err == nil && len(missing) == 0 {
			token, err = s.newAssetToken(ctx, tx, a, true)
		}
		return err
	})
	return token, err
}

// assetSession is the one that a token is for, be it to send files or to deploy
// with them. It fails with ErrNoToken.
func (s *Store) assetSession(ctx context.Context, q queryer, token string, complete bool) (assetSession, error) {
	hash := sha256.Sum256([]byte(token))
	var a assetSession
	var data string
	var expires int64
	err := q.QueryRowContext(ctx, "SELECT id, worker, manifest, expires_at FROM asset_sessions JOIN asset_tokens "+
		"ON session = id WHERE hash = ? AND complete = ? AND expires_at > ?", hash[:], complete, s.now().UnixMicro()).
		Scan(&a.ID, &a.Worker, &data, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return a, ErrNoToken
	}
	if err != nil {
		return a, err
	}
	a.Expires = time.UnixMicro(expires).UTC()
	err = json.Unmarshal([]byte(data), &a.Sizes)
	return a, err
}

// assetsMetadata is what an upload says of static assets. How they are served
// is ignored.
type assetsMetadata struct {
	JWT string `json:"jwt"`
}

// hasAssets says whether the version of an upload has static assets: new ones,
// or those of the version before.
func (s *Store) hasAssets(ctx context.Context, tx *sql.Tx, name string, u upload, last version) (bool, error) {
	if u.Assets == nil || u.KeepAssets && u.Assets.JWT == "" {
		return u.KeepAssets && last.HasAssets, nil
	}
	a, err := s.assetSession(ctx, tx, u.Assets.JWT, true)
	if errors.Is(err, ErrNoToken) || err == nil && a.Worker != name {
		err = badWorker("the token of the assets is none of a finished upload for this Worker")
	}
	return err == nil, err
}
