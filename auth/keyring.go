package auth

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/zalando/go-keyring"
)

// Keyring keeps secrets by name. *SystemKeyring is the one that people have.
type Keyring interface {
	Get(ctx context.Context, entry string) (string, error)
	Set(ctx context.Context, entry, secret string) error
	Delete(ctx context.Context, entry string) error
}

// SystemKeyring is the operating system's: macOS' Keychain, the Secret Service,
// Windows' Credential Manager. Its errors are *KeyringErrors.
type SystemKeyring struct {
	// Limit is how long an answer may take; a keyring that is locked may wait for
	// a person who is not there.
	Limit time.Duration

	// NoBus says that there is no D-Bus session to ask the Secret Service in. The
	// library would start one, with this process's environment.
	NoBus bool

	mute atomic.Bool // it let the limit pass once, and is not waited for again
}

// KeyringLimit is the limit of who has no reason for another.
const KeyringLimit = 3 * time.Second

const keyringService = "lariat"

// KeyringError says that the keyring did not do what it was asked to.
type KeyringError struct{ Err error }

func (e *KeyringError) Error() string { return "the system's keyring " + e.Err.Error() }

// Unwrap returns the cause.
func (e *KeyringError) Unwrap() error { return e.Err }

// Get returns a secret.
func (k *SystemKeyring) Get(ctx context.Context, entry string) (secret string, err error) {
	return k.ask(ctx, func() (string, error) { return keyring.Get(keyringService, entry) })
}

// Set puts a secret in the place of the one that the entry had.
func (k *SystemKeyring) Set(ctx context.Context, entry, secret string) error {
	_, err := k.ask(ctx, func() (string, error) { return "", keyring.Set(keyringService, entry, secret) })
	return err
}

// Delete deletes an entry; one that is not there is no error.
func (k *SystemKeyring) Delete(ctx context.Context, entry string) error {
	_, err := k.ask(ctx, func() (string, error) {
		err := keyring.Delete(keyringService, entry)
		if errors.Is(err, keyring.ErrNotFound) {
			err = nil
		}
		return "", err
	})
	return err
}

// ask waits for an answer no longer than the limit. What does not answer by then
// is left behind: the library cannot be interrupted.
func (k *SystemKeyring) ask(ctx context.Context, question func() (string, error)) (string, error) {
	if k.NoBus {
		return "", &KeyringError{errors.New("cannot be used: there is no D-Bus session here")}
	}
	late := &KeyringError{fmt.Errorf("did not answer within %s", k.Limit)}
	if k.mute.Load() {
		return "", late
	}
	type answer struct {
		secret string
		err    error
	}
	got := make(chan answer, 1)
	go func() {
		secret, err := question()
		got <- answer{secret, err}
	}()
	limit := time.NewTimer(k.Limit)
	defer limit.Stop()
	select {
	case a := <-got:
		switch {
		case errors.Is(a.err, keyring.ErrNotFound):
			return "", &KeyringError{errors.New("has no such entry")}
		case a.err != nil:
			return "", &KeyringError{fmt.Errorf("cannot be used: %w", a.err)}
		}
		return a.secret, nil
	case <-limit.C:
		k.mute.Store(true)
		return "", late
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return "", &KeyringError{errors.New("did not answer in time")}
		}
		return "", ctx.Err()
	}
}
