package backend

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// The times of the device flow (RFC 8628, 3.2 and 3.5).
const (
	deviceLifetime = 5 * time.Minute
	devicePause    = time.Second
	slowerBy       = 5 * time.Second
)

// mostDevices bounds those that wait: nobody has to log in to ask.
const mostDevices = 100

// The decisions about a device; empty until there is one.
const (
	deviceAllowed = "allowed"
	deviceDenied  = "denied"
)

// device is a row of its table, as far as it is asked for.
type device struct {
	client, scopes, decision string
	pause                    time.Duration
	polled                   sql.NullInt64
	expires                  int64
}

const selectDevice = "SELECT client, scopes, decision, pause, polled_at, expires_at FROM oauth_devices WHERE "

func scanDevice(row scanner) (device, error) {
	var d device
	var pause int64
	err := row.Scan(&d.client, &d.scopes, &d.decision, &pause, &d.polled, &d.expires)
	d.pause = time.Duration(pause) * time.Microsecond
	return d, err
}

// newDevice begins the flow: the device gets a code to ask with, and one to
// show.
func (s *Store) newDevice(ctx context.Context, client string, list []scope) (code, userCode string, err error) {
	code, userCode = newSecret(32), newUserCode()
	return code, userCode, s.inGrantTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx,
			"INSERT INTO oauth_devices (hash, user_code, client, scopes, pause, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
			hashOf(code), hashOf(userCode), client, scopeText(list), devicePause.Microseconds(),
			s.now().Add(deviceLifetime).UnixMicro()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM oauth_devices WHERE rowid NOT IN
			(SELECT rowid FROM oauth_devices ORDER BY rowid DESC LIMIT ?)`, mostDevices)
		return err
	})
}

// errNoDevice says that no device waits with a code.
var errNoDevice = errors.New(
	"no device waits with this code: it may be mistyped, have been answered, or be older than five minutes")

// waitingDevice finds the device that shows a code. It fails with errNoDevice.
func (s *Store) waitingDevice(ctx context.Context, userCode string) (device, error) {
	d, err := scanDevice(s.db.QueryRowContext(ctx, selectDevice+"user_code = ? AND decision = '' AND expires_at > ?",
		hashOf(userCode), s.now().UnixMicro()))
	if errors.Is(err, sql.ErrNoRows) {
		err = errNoDevice
	}
	return d, s.fail(err)
}

// answerDevice takes the user's decision about a device.
func (s *Store) answerDevice(ctx context.Context, value string, allow bool) error {
	decision := deviceDenied
	if allow {
		decision = deviceAllowed
	}
	return s.inGrantTx(ctx, func(tx *sql.Tx) error {
		c, err := takeConsent(ctx, tx, value, true)
		if err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, "UPDATE oauth_devices SET decision = ? "+
			"WHERE user_code = ? AND decision = '' AND expires_at > ?", decision, c.Device, s.now().UnixMicro())
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, errNoDevice)
		}
		return nil
	})
}

// poll answers a device that asks whether it may go on (RFC 8628, 3.5).
func (s *Store) poll(ctx context.Context, client, code string, life lifetimes) (reply tokenReply, err error) {
	err = s.inGrantTx(ctx, func(tx *sql.Tx) error {
		d, err := scanDevice(tx.QueryRowContext(ctx, selectDevice+"hash = ?", hashOf(code)))
		switch {
		case errors.Is(err, sql.ErrNoRows), err == nil && d.client != client:
			return badGrant("the device code is not valid")
		case err != nil:
			return err
		case d.decision == deviceDenied:
			return &oauthError{code: "access_denied", about: "the user said no"}
		case s.now().UnixMicro() >= d.expires:
			return &oauthError{code: "expired_token", about: "the device code has expired"}
		case d.decision == "":
			return s.pending(ctx, tx, d, code)
		}
		list, err := parseScopes(d.scopes)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM oauth_devices WHERE hash = ?", hashOf(code)); err != nil {
			return err
		}
		_, reply, err = s.newGrant(ctx, tx, client, list, life)
		return err
	})
	return reply, err
}

// pending tells a device to ask again, and one that asks in less than half of
// the time that it was given to take more of it.
func (s *Store) pending(ctx context.Context, tx *sql.Tx, d device, code string) error {
	now := s.now().UnixMicro()
	refusal := &oauthError{code: "authorization_pending", about: "the user has not decided yet"}
	if d.polled.Valid && now-d.polled.Int64 < (d.pause/2).Microseconds() {
		d.pause += slowerBy
		refusal = &oauthError{code: "slow_down", about: "ask less often, by five seconds"}
	}
	if _, err := tx.ExecContext(ctx, "UPDATE oauth_devices SET polled_at = ?, pause = ? WHERE hash = ?",
		now, d.pause.Microseconds(), hashOf(code)); err != nil {
		return err
	}
	return refusal
}
