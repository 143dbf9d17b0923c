package auth_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/auth/oauth"
)

// inMemory is the library's keyring in memory, which is to be asked one question at
// a time.
type inMemory struct{ auth.SystemKeyring }

var memory sync.Mutex

func newInMemory() *inMemory { return &inMemory{auth.SystemKeyring{Limit: time.Minute}} }

func (k *inMemory) Get(ctx context.Context, entry string) (string, error) {
	memory.Lock()
	defer memory.Unlock()
	return k.SystemKeyring.Get(ctx, entry)
}

func (k *inMemory) Set(ctx context.Context, entry, secret string) error {
	memory.Lock()
	defer memory.Unlock()
	return k.SystemKeyring.Set(ctx, entry, secret)
}

func (k *inMemory) Delete(ctx context.Context, entry string) error {
	memory.Lock()
	defer memory.Unlock()
	return k.SystemKeyring.Delete(ctx, entry)
}

// entryOf is the keyring's entry that a login's file names.
func entryOf(t *testing.T, l auth.Login) string {
	t.Helper()
	var file struct {
		Entry string `json:"keyring_entry"`
	}
	text, err := os.ReadFile(l.Path())
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	if err != nil || file.Entry == "" {
		t.Fatalf("%s, %v", text, err)
	}
	return file.Entry
}

// An entry is what was last set, until it is deleted; deleting it again is no error.
func TestKeyringEntries(t *testing.T) {
	t.Parallel()
	k, ctx := newInMemory(), t.Context()
	const entry = "of TestKeyringEntries"
	for _, value := range []string{"first", secret} {
		if err := k.Set(ctx, entry, value); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Get(ctx, entry); got != value || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	}
	for range 2 {
		if err := k.Delete(ctx, entry); err != nil {
			t.Error(err)
		}
	}
	_, err := k.Get(ctx, entry)
	if _, ok := errors.AsType[*auth.KeyringError](err); !ok || err.Error() != "the system's keyring has no such entry" {
		t.Errorf("%v", err)
	}
}

// Without a session bus the library, which would start one, is not asked.
func TestNoBus(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	s.Logins.Keyring = &auth.SystemKeyring{Limit: time.Minute, NoBus: true}
	l, err := s.TokenLogin(secret)
	if err != nil {
		t.Fatal(err)
	}
	kept, why, err := s.Logins.Save(t.Context(), l)
	if err != nil || kept.InKeyring() || why == nil || why.Error() != "the system's keyring cannot be used: there is no D-Bus session here" {
		t.Errorf("in the keyring: %v, %v, %v", kept.InKeyring(), why, err)
	}
	if token, err := bearer(t, find(t, s)); token != secret || err != nil {
		t.Errorf("%q, %v", token, err)
	}
}

// Who is interrupted at the keyring's question has kept no login.
func TestSaveInterrupted(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	s.Logins.Keyring = stopped{}
	l, err := s.TokenLogin(secret)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Logins.Save(t.Context(), l); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if all, err := s.Logins.List(); len(all) != 0 || err != nil {
		t.Errorf("%v, %v", all, err)
	}
}

// stopped is a keyring whose user has pressed Ctrl-C.
type stopped struct{}

func (stopped) Get(context.Context, string) (string, error) { return "", context.Canceled }
func (stopped) Set(context.Context, string, string) error   { return context.Canceled }
func (stopped) Delete(context.Context, string) error        { return context.Canceled }

// What else may stand in the place of a login's secret is told, and never shown.
func TestStrangeEntry(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", secret, "null", `{"token":""}`, `{"token":"` + secret + ` x"}`, `["` + secret + `"]`, `{"token":{"a":"` + secret + `"}}`,
	} {
		for _, issued := range []bool{false, true} {
			s := withLogins(t, true)
			var kept auth.Login
			if issued {
				config := oauth.Config{ClientID: "c", Endpoint: oauth.Endpoint{TokenURL: "http://127.0.0.1:9", RevokeURL: "http://127.0.0.1:9"}}
				kept = keep(t, s, s.OAuthLogin(config, oauth.NewToken("a", "r", now().Add(time.Hour), nil)))
			} else {
				kept = keepToken(t, s, "a")
			}
			if err := s.Logins.Keyring.Set(t.Context(), entryOf(t, kept), text); err != nil {
				t.Fatal(err)
			}
			token, err := bearer(t, find(t, s))
			if _, ok := errors.AsType[*auth.KeyringError](err); !ok || token != "" || strings.Contains(err.Error(), secret) {
				t.Errorf("%q: %q, %v", text, token, err)
			}
			entry := entryOf(t, kept)
			_, err = s.End(t.Context())
			if _, gone := s.Logins.Keyring.Get(t.Context(), entry); err != nil || gone == nil {
				t.Errorf("%q: %v, and the entry is there", text, err)
			}
		}
	}
}

// A login whose entry is gone, or whose keyring is switched off, says so.
func TestWithoutEntry(t *testing.T) {
	t.Parallel()
	s := withLogins(t, true)
	kept := keepToken(t, s, secret)
	if err := s.Logins.Keyring.Delete(t.Context(), entryOf(t, kept)); err != nil {
		t.Fatal(err)
	}
	_, err := bearer(t, find(t, s))
	if err == nil || err.Error() != "the system's keyring has no such entry" {
		t.Errorf("%v", err)
	}
	s.Logins.Keyring = nil
	_, err = bearer(t, find(t, s))
	if err == nil || err.Error() != "the system's keyring holds this login, and is switched off" {
		t.Errorf("%v", err)
	}
	ended, err := s.End(t.Context())
	if _, ok := errors.AsType[*auth.KeyringError](ended.Hidden); err != nil || !ok || ended.Entry == "" {
		t.Errorf("%+v, %v: nobody has looked whether the secret is there", ended, err)
	}
	if _, err := os.Stat(kept.Path()); err == nil {
		t.Error("the login is there")
	}
}
