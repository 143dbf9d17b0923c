//go:build unix

package commands_test

import (
	"encoding/json"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
)

// interrupted starts a command and signals it when it asks the token endpoint;
// served says whether that answers then.
func interrupted(s *stage, served bool, sig syscall.Signal, args string) (code int, errs string) {
	s.t.Helper()
	cmd, _, stderr := s.process(args)
	process := make(chan *os.Process, 1)
	s.way(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/oauth2/token" {
			return true
		}
		p := <-process
		if err := p.Signal(sig); err != nil {
			s.t.Error(err)
		}
		if !served {
			_, _ = io.Copy(io.Discard, r.Body) // else the server does not see the client go
			<-r.Context().Done()
		}
		return served
	})
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	process <- cmd.Process
	err := cmd.Wait()
	s.way(nil)
	if err == nil {
		s.t.Error("the command went on")
	}
	return cmd.ProcessState.ExitCode(), stderr.String()
}

// Who is interrupted while a login is renewed keeps it: the server has used the
// old refresh token up by then, or has not.
func TestInterruptWhileRenewing(t *testing.T) {
	t.Parallel()
	for _, served := range []bool{true, false} {
		s := newStage(t)
		before := s.logIn()
		s.expired(before)
		code, errs := interrupted(s, served, syscall.SIGINT, "vpc service list")
		if code != 130 || errs != "error: interrupted\n" {
			t.Errorf("served %v: exit code %d: %s", served, code, errs)
		}
		if after := s.login(); (after.Secret == before.Secret) == served {
			t.Errorf("served %v: the login is not what the server made of it", served)
		}
		if code, _, errs := s.run("vpc service list"); code != 0 || (s.times("POST /oauth2/token") == 0) != served {
			t.Errorf("served %v: exit code %d, asked %q: %s", served, code, s.asked, errs)
		}
	}
}

// exposed are the files below a folder that somebody else could read.
func exposed(t *testing.T, dir string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// killed starts a command that is killed as it asks the token endpoint, as the
// reply is on its way, or at some moment.
func killed(s *stage, moment int, args string, more ...string) {
	s.t.Helper()
	cmd, _, _ := s.process(args, more...)
	var asked atomic.Bool
	process := make(chan *os.Process, 1)
	s.way(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/oauth2/token" && asked.CompareAndSwap(false, true) && moment == 0 {
			_ = (<-process).Kill()
		}
		return true
	})
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	process <- cmd.Process
	if moment > 0 {
		after := time.AfterFunc(rand.N(60*time.Millisecond), func() { _ = cmd.Process.Kill() })
		defer after.Stop()
	}
	_ = cmd.Wait() // it was killed, or came first
	s.way(nil)
}

// A lariat that is killed leaves logins that can be read, whenever that happens,
// and nothing that others could read.
func TestKilledWhileRenewing(t *testing.T) {
	t.Parallel()
	until := time.Now().Add(3 * time.Second)
	s := newStage(t)
	s.logIn()
	for moment := 0; moment < 3 || time.Now().Before(until); moment++ {
		s.expired(s.only())
		killed(s, moment, "auth token")
		l := s.only()
		if l.Secret.Token == "" || l.Secret.Refresh == "" {
			t.Fatalf("moment %d: the login is %+v", moment, l.Expires)
		}
		if paths := exposed(t, s.home); len(paths) > 0 {
			t.Fatalf("moment %d: others can read %q", moment, paths)
		}
		switch code, _, errs := s.run("auth token"); {
		case code == 4 && strings.Contains(errs, " has ended: "): // the reply was lost
			s.logIn()
		case code != 0:
			t.Fatalf("moment %d: exit code %d: %s", moment, code, errs)
		}
	}
}

// Wrangler's file is whole, too.
func TestKilledWhileRenewingWranglers(t *testing.T) {
	t.Parallel()
	until := time.Now().Add(2 * time.Second)
	s := newStage(t)
	for moment := 0; moment < 3 || time.Now().Before(until); moment++ {
		path, variable := s.wranglers()
		killed(s, moment, "auth token", variable)
		var l struct {
			Token   string `toml:"oauth_token"`
			Refresh string `toml:"refresh_token"`
			Expires string `toml:"expiration_time"`
		}
		if _, err := toml.DecodeFile(path, &l); err != nil || l.Token == "" || l.Refresh == "" || l.Expires == "" {
			t.Fatalf("moment %d: %v", moment, err)
		}
		if paths := exposed(t, s.home); len(paths) > 0 {
			t.Fatalf("moment %d: others can read %q", moment, paths)
		}
	}
}

// A login that is killed while it is kept is there, or is not.
func TestKilledWhileLoggingIn(t *testing.T) {
	t.Parallel()
	until := time.Now().Add(2 * time.Second)
	s := newStage(t)
	for moment := 1; moment < 3 || time.Now().Before(until); moment++ {
		token := filepath.Join(s.home, "token")
		s.write(token, s.admin())
		killed(s, moment, "login --token-file "+token)
		for _, path := range s.logins() {
			text, err := os.ReadFile(path)
			if err != nil || filepath.Ext(path) == ".json" && !json.Valid(text) {
				t.Fatalf("moment %d: %s holds %d bytes, %v", moment, path, len(text), err)
			}
		}
		if paths := exposed(t, s.home); len(paths) > 0 {
			t.Fatalf("moment %d: others can read %q", moment, paths)
		}
		if moment%2 == 0 {
			s.run("logout")
		}
	}
}
