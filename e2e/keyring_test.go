package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A login is kept in a keyring that people have: GNOME's Secret Service.
func TestKeyring(t *testing.T) {
	t.Parallel()
	d := newDesktop(t)
	s := d.begin(t)
	s.unlock(t)

	o := s.login(t)
	if !strings.Contains(o.stderr, "The login is in the system's keyring.") {
		t.Errorf("login says %s", o.stderr)
	}
	s.checkFile(t, false)
	if found := s.search(t); !strings.Contains(found, `secret = {"token":"`+d.token+`"}`) {
		t.Errorf("the keyring has %q", found)
	}
	checkRun(t, s.run(t, "vpc", "service", "list"))
	o = s.run(t, "auth", "list", "--jq", ".[].storage")
	checkRun(t, o, "keyring")

	checkRun(t, s.run(t, "logout"))
	if found := s.search(t); found != "" {
		t.Errorf("after the logout the keyring has %q", found)
	}
}

// keyringLimit is how long lariat waits for a keyring, each time.
const keyringLimit = 3 * time.Second

// A keyring that is locked asks for its password in a window, which may wait for
// ever for a person who is not there.
func TestLockedKeyring(t *testing.T) {
	t.Parallel()
	d := newDesktop(t)
	before := d.begin(t)
	before.unlock(t)
	before.login(t)
	before.close()

	s := d.begin(t)
	asked := s.askNobody(t)
	start := time.Now()
	o := s.run(t, "vpc", "service", "list")
	if o.exit != 4 || !strings.Contains(o.stderr, "the system's keyring did not answer within 3s") {
		t.Errorf("list: exit %d\n%s", o.exit, o.stderr)
	}
	checkLimit(t, "list", start, 1)
	select {
	case <-asked:
	default:
		t.Error("nobody was asked for the keyring's password")
	}

	start = time.Now()
	o = s.login(t)
	if !strings.Contains(o.stderr, ", since the system's keyring did not answer within 3s.") {
		t.Errorf("login says %s", o.stderr)
	}
	checkLimit(t, "login", start, 2)
	s.checkFile(t, true)
	checkRun(t, s.run(t, "vpc", "service", "list"))
}

// checkLimit wants a command that asks the keyring so many times to have waited
// for it as long as the limit says, and less than once more for everything else.
func checkLimit(t *testing.T, command string, start time.Time, times int) {
	t.Helper()
	if took := time.Since(start); took < keyringLimit || took >= keyringLimit*time.Duration(times+1) {
		t.Errorf("%s took %s", command, took)
	}
}

// A keyring without a screen to ask on says so at once.
func TestKeyringWithoutScreen(t *testing.T) {
	t.Parallel()
	s := newDesktop(t).begin(t)
	o := s.login(t)
	if !strings.Contains(o.stderr, "only you can read, since the system's keyring cannot be used: ") {
		t.Errorf("login says %s", o.stderr)
	}
	s.checkFile(t, true)
	checkRun(t, s.run(t, "vpc", "service", "list"))
}

// login logs in with the token.
func (s *session) login(t *testing.T) outcome {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.home, "token"), []byte(s.token), 0o600); err != nil {
		t.Fatal(err)
	}
	piped := tool{name: "lariat", argv: []string{"sh", "-c", `exec "$0" login --with-token <token`, s.us.argv[0]}}
	o := piped.start(t, s.home, s.env)
	checkRun(t, o)
	return o
}

// checkFile says whether the token has to be in the file of the login.
func (s *session) checkFile(t *testing.T, want bool) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.home, ".config", "lariat", "auth", "*.json"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the logins are %q, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), s.token) != want {
		t.Errorf("the file of the login is %s", text)
	}
}
