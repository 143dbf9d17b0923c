package e2e

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"

	"github.com/lariat-cli/lariat/backend"
)

// desktop is a person's machine, with a home folder and an account at a backend.
type desktop struct {
	us    tool
	home  string
	url   string // of the backend's API
	token string
}

// newDesktop is one that has GNOME's keyring. Where it is not installed the test
// is skipped, save in CI.
func newDesktop(t *testing.T) *desktop {
	t.Helper()
	for _, name := range []string{"dbus-run-session", "gnome-keyring-daemon", "secret-tool"} {
		program(t, name)
	}
	a := newTarget(t)
	return &desktop{us: lariat(t), home: t.TempDir(), url: a.base, token: a.tokenFor(t, backend.RoleRead)}
}

// session is a D-Bus session of a desktop, in which D-Bus starts the keyring when
// it is asked for.
type session struct {
	*desktop
	env   []string
	bus   string // its address
	close func()
}

func (d *desktop) begin(t *testing.T) *session {
	t.Helper()
	env := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + d.home, "XDG_RUNTIME_DIR=" + t.TempDir(), "CLOUDFLARE_API_BASE_URL=" + d.url,
	}
	// It lasts until its standard input ends; killed, it would leave its bus behind.
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()),
		"dbus-run-session", "--", "sh", "-c", `echo "$DBUS_SESSION_BUS_ADDRESS"; read -r _`)
	cmd.Env = env
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &session{desktop: d, close: sync.OnceFunc(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})}
	t.Cleanup(s.close)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("no D-Bus session: %v", err)
	}
	s.bus = strings.TrimSpace(line)
	s.env = slices.Concat(env, []string{"DBUS_SESSION_BUS_ADDRESS=" + s.bus})
	return s
}

// unlock starts the keyring as a login to the machine does, with its password.
func (s *session) unlock(t *testing.T) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "gnome-keyring-daemon", "--unlock", "--daemonize", "--components=secrets")
	cmd.Env, cmd.Stdin = s.env, strings.NewReader("password")
	if err := cmd.Run(); err != nil {
		t.Fatalf("the keyring: %v", err)
	}
}

// prompter stands in for the window that asks for the password of the keyring,
// with nobody in front of it.
type prompter struct {
	asked func()
	over  <-chan struct{}
}

// BeginPrompting is what GNOME's keyring calls.
func (p prompter) BeginPrompting(dbus.ObjectPath) *dbus.Error {
	p.asked()
	<-p.over
	return nil
}

// askNobody makes the keyring wait for its password for ever. The channel is
// closed when it begins to.
func (s *session) askNobody(t *testing.T) <-chan struct{} {
	t.Helper()
	conn, err := dbus.Connect(s.bus)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	asked := make(chan struct{})
	p := prompter{asked: sync.OnceFunc(func() { close(asked) }), over: t.Context().Done()}
	if err := conn.Export(p, "/org/gnome/keyring/Prompter", "org.gnome.keyring.internal.Prompter"); err != nil {
		t.Fatal(err)
	}
	reply, err := conn.RequestName("org.gnome.keyring.SystemPrompter", dbus.NameFlagDoNotQueue)
	if err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("the prompter's name: %v, %v", reply, err)
	}
	return asked
}

// run runs lariat in the session.
func (s *session) run(t *testing.T, args ...string) outcome {
	t.Helper()
	return s.us.start(t, s.home, s.env, args...)
}

// search is what the keyring has of lariat's, as another program sees it.
func (s *session) search(t *testing.T) string {
	t.Helper()
	o := tool{name: "secret-tool", argv: []string{"secret-tool"}}.start(t, s.home, s.env, "search", "--all", "service", "lariat")
	return o.stdout
}
