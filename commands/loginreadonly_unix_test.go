//go:build unix

package commands_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// as runs a command in a home that is somebody's whom modes concern.
func (s *stage) as(who somebody, args string, more ...string) (code int, out, errs string) {
	s.t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(s.t.Context(), who.exe, strings.Fields(args)...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = who.dir, s.env(more...), &who.cmd
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(s.admin()), &stdout, &stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		s.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()
}

// moveTo gives the home to somebody, and makes folders in it ones that nothing can
// be written to; files in them can be.
func (s *stage) moveTo(who somebody, closed ...string) {
	s.t.Helper()
	home := filepath.Join(filepath.Dir(who.exe), "home")
	if err := os.CopyFS(home, os.DirFS(s.home)); err != nil {
		s.t.Fatal(err)
	}
	s.home = home
	err := filepath.WalkDir(home, func(path string, _ os.DirEntry, err error) error {
		if err == nil && who.cmd.Credential != nil {
			err = os.Chown(path, int(who.cmd.Credential.Uid), int(who.cmd.Credential.Gid))
		}
		return err
	})
	for _, dir := range closed {
		dir = filepath.Join(home, dir)
		if err == nil {
			err = os.Chmod(dir, 0o500)
		}
		s.t.Cleanup(func() { _ = os.Chmod(dir, 0o700) }) // for who tidies up
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// Who could not keep a login is told before anything else is asked, of the person
// or the server.
func TestLoginIntoReadOnlyHome(t *testing.T) {
	t.Parallel()
	s, who := newStage(t), newSomebody(t)
	s.moveTo(who, ".")
	for _, args := range []string{"login --with-token", "login --web --no-browser", "login --device"} {
		code, out, errs := s.as(who, args)
		if code != 1 || out != "" || !strings.HasPrefix(errs, "error: could not keep the login: ") || !strings.Contains(errs, "permission denied\n"+
			"hint: where nothing can be kept, set a token: export CLOUDFLARE_API_TOKEN=...\n") {
			t.Errorf("%s: exit code %d: %s%s", args, code, out, errs)
		}
	}
	if len(s.asked) > 0 {
		t.Errorf("asked %q", s.asked)
	}
	if code, _, errs := s.as(who, "vpc service list", "CLOUDFLARE_API_TOKEN="+s.admin()); code != 0 {
		t.Errorf("with a token: exit code %d: %s", code, errs)
	}
}

// A login that cannot be kept is not renewed: it would be lost, since the refresh
// token is good for one time.
func TestReadOnlyLoginIsNotRenewed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		make func(s *stage) (closed, variable string)
	}{
		{"lariat's", func(s *stage) (string, string) {
			s.expired(s.logIn())
			return ".config/lariat/auth", ""
		}},
		{"Wrangler's", func(s *stage) (string, string) {
			_, variable := s.wranglers()
			return ".config/.wrangler/config", variable
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, who := newStage(t), newSomebody(t)
			closed, variable := tt.make(s)
			s.moveTo(who, closed)
			s.way(nil)
			code, out, errs := s.as(who, "vpc service list", variable)
			if code != 1 || out != "" || !strings.HasPrefix(errs, "error: could not keep the login: ") || !strings.Contains(errs, "permission denied\nhint: ") {
				t.Errorf("exit code %d: %s%s", code, out, errs)
			}
			if len(s.asked) > 0 {
				t.Errorf("asked %q", s.asked)
			}
			if err := os.Chmod(filepath.Join(s.home, closed), 0o700); err != nil {
				t.Fatal(err)
			}
			if code, _, errs := s.as(who, "vpc service list", variable); code != 0 || s.times("POST /oauth2/token") != 1 {
				t.Errorf("once it can be kept: exit code %d, asked %q: %s", code, s.asked, errs)
			}
		})
	}
}

// What else cannot be kept does not keep a command from going on, and a login that
// cannot be deleted is not said to be.
func TestReadOnlyLogin(t *testing.T) {
	t.Parallel()
	s, who := newStage(t), newSomebody(t)
	staging := s.account("staging")
	s.logIn()
	s.moveTo(who, ".config/lariat/auth", ".config/lariat")
	code, _, errs := s.as(who, "auth switch default --account-id "+staging)
	if code != 1 || !strings.Contains(errs, "error: could not keep the login: ") {
		t.Errorf("auth switch: exit code %d: %s", code, errs)
	}
	code, _, errs = s.as(who, "auth switch default")
	if code != 1 || !strings.Contains(errs, "permission denied") {
		t.Errorf("auth switch: exit code %d: %s", code, errs)
	}
	code, _, errs = s.as(who, "logout")
	if code != 1 || !strings.Contains(errs, "error: could not delete the login: ") || strings.Contains(errs, "Logged out") {
		t.Errorf("logout: exit code %d: %s", code, errs)
	}
}
