//go:build unix && !darwin

package commands_test

import (
	"context"
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/backend"
)

// mute is a session bus that takes connections and never says a word, as one whose
// keyring waits for somebody to unlock it.
type mute struct {
	variable string
	asked    chan struct{} // one for each connection
}

func newMute(t *testing.T) mute {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bus")
	bus, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	m := mute{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + path, make(chan struct{}, 100)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := bus.Accept()
			if err != nil {
				return
			}
			context.AfterFunc(t.Context(), func() { _ = conn.Close() })
			m.asked <- struct{}{}
		}
	}()
	t.Cleanup(func() {
		_ = bus.Close()
		<-done
	})
	return m
}

// inKeyring keeps a login whose secret the keyring holds.
func (s *stage) inKeyring(kind string) {
	s.t.Helper()
	s.write(s.path(), `{"profile": "default", "api": "`+s.url+`/client/v4", "kind": "`+kind+`",
		"client": {"id": "lariat", "token_url": "`+s.url+`/oauth2/token", "revoke_url": "`+s.url+`/oauth2/revoke"},
		"account": {"id": "`+backend.AccountID+`", "name": "Local"}, "keyring_entry": "default 0a1b2c3d"}`)
}

// takes runs a command in a process, and says how long that took.
func (s *stage) takes(args string, more ...string) (code int, errs string, took time.Duration) {
	s.t.Helper()
	cmd, _, stderr := s.process(args, more...)
	begin := time.Now()
	_ = cmd.Run() // the code tells
	return cmd.ProcessState.ExitCode(), stderr.String(), time.Since(begin)
}

const onKeyring = "LARIAT_KEYRING=auto"

// A keyring that does not answer is waited for once, and the login is kept in the
// file instead, which is said. So it is where the login before is in the keyring.
func TestLoginWithMuteKeyring(t *testing.T) {
	t.Parallel()
	s, bus := newStage(t), newMute(t)
	s.inKeyring("api_token")
	token := filepath.Join(s.home, "token")
	s.write(token, s.admin())
	code, errs, took := s.takes("login --token-file "+token, bus.variable, onKeyring)
	if code != 0 || took > 2*auth.KeyringLimit-time.Second/2 || len(bus.asked) != 1 {
		t.Errorf("exit code %d after %s, %d connections: %s", code, took, len(bus.asked), errs)
	}
	if want := "\nThe login is in " + s.path() + ", which only you can read, since the system's keyring did not answer within 3s.\n"; !strings.Contains(errs, want) {
		t.Errorf("want %q in %s", want, errs)
	}
	if s.login().Secret.Token != s.admin() {
		t.Error("the token is not kept")
	}
}

// What needs a secret from a keyring that does not answer says so within its limit,
// however many requests need it, and sends none.
func TestMuteKeyring(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind, args string
		code       int
		want       string
	}{
		{"api_token", "vpc service list", 4, "error: the system's keyring did not answer within 3s\nhint: unlock it and try again, " +
			"or keep the login in a file: LARIAT_KEYRING=off lariat login\n"},
		{"oauth", "vpc service get api", 4, "error: the system's keyring did not answer within 3s\nhint: unlock it"},
		{"api_token", "whoami", 4, "error: the system's keyring did not answer within 3s\nhint: unlock it"},
		{"oauth", "whoami", 4, "error: the system's keyring did not answer within 3s\nhint: unlock it"},
		{"oauth", "auth token", 4, "error: the system's keyring did not answer within 3s\nhint: unlock it"},
		{"oauth", "logout", 4, "error: the login is deleted here, but could not be revoked: the system's keyring did not answer within 3s, and"},
		{"api_token", "logout", 4, "error: the login is deleted here, and its secret is in the keyring still: the system's keyring did not answer within 3s\n"},
		{"api_token", "vpc service list --timeout 1s", 4, "error: the system's keyring did not answer in time\nhint: unlock it"},
	} {
		t.Run(tt.kind+" "+tt.args, func(t *testing.T) {
			t.Parallel()
			s, bus := newStage(t), newMute(t)
			s.inKeyring(tt.kind)
			code, errs, took := s.takes(tt.args, bus.variable, onKeyring)
			if code != tt.code || took > 2*auth.KeyringLimit-time.Second/2 || len(bus.asked) != 1 || !strings.Contains(errs, tt.want) {
				t.Errorf("exit code %d after %s, %d connections, want %q: %s", code, took, len(bus.asked), tt.want, errs)
			}
			if len(s.asked) > 0 {
				t.Errorf("asked %q", s.asked)
			}
		})
	}
}

// Ctrl-C ends at once what waits for a keyring, and leaves no login behind.
func TestInterruptedKeyring(t *testing.T) {
	t.Parallel()
	s, bus := newStage(t), newMute(t)
	token := filepath.Join(s.home, "token")
	s.write(token, s.admin())
	interrupt := func(args string) {
		cmd, _, errs := s.process(args, bus.variable, onKeyring)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-bus.asked
		begin := time.Now()
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // the code tells
		if code := cmd.ProcessState.ExitCode(); code != 130 || time.Since(begin) > auth.KeyringLimit/2 || errs.String() != "error: interrupted\n" {
			t.Errorf("%s: exit code %d after %s: %s", args, code, time.Since(begin), errs)
		}
	}
	interrupt("login --token-file " + token)
	if files := s.logins(); len(files) != 0 {
		t.Errorf("%q are left behind", files)
	}
	for _, kind := range []string{"api_token", "oauth"} {
		s.inKeyring(kind)
		interrupt("vpc service list")
	}
}

// Nobody asks the keyring who does not need its secret.
func TestKeyringIsLeftAlone(t *testing.T) {
	t.Parallel()
	s, bus := newStage(t), newMute(t)
	s.inKeyring("oauth")
	token := "CLOUDFLARE_API_TOKEN=" + s.admin()
	for _, args := range []string{
		"vpc service list", "whoami", "auth list", "auth list --json", "auth token", "auth switch default", "config list",
		"tunnel list", "__complete auth switch ", "version",
	} {
		if code, errs, _ := s.takes(args, bus.variable, onKeyring, token); code != 0 {
			t.Errorf("%s: exit code %d: %s", args, code, errs)
		}
	}
	for args, want := range map[string]int{"auth list": 0, "vpc service list --local": 0, "login": 2, "vpc service list --profile other": 4} {
		if code, errs, _ := s.takes(args, bus.variable, onKeyring, "LARIAT_STATE_DIR="+t.TempDir()); code != want {
			t.Errorf("%s: exit code %d, want %d: %s", args, code, want, errs)
		}
	}
	if len(bus.asked) != 0 {
		t.Errorf("the keyring was asked %d times", len(bus.asked))
	}
}
