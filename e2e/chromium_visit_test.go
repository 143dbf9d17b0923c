package e2e

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// visit is a person with a home folder and a browser.
type visit struct {
	*tab
	browser browser
	us      tool
	origin  string // of the backend
	home    string
	env     []string
	opened  string // a pipe that gets the addresses that lariat opens
}

func newVisit(t *testing.T, b browser, us tool, origin string) *visit {
	t.Helper()
	home := t.TempDir()
	v := &visit{
		tab: b.newTab(t), browser: b, us: us, origin: origin, home: home,
		opened: filepath.Join(home, "opened"),
	}
	if err := syscall.Mkfifo(v.opened, 0o600); err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(home, "browser")
	if err := os.WriteFile(script, []byte(`echo "$1" >'`+v.opened+"'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	v.env = []string{
		"HOME=" + home, "CLOUDFLARE_API_BASE_URL=" + origin + "/client/v4", "BROWSER=/bin/sh " + script,
		"LARIAT_CALLBACK_PORT=0", "LARIAT_KEYRING=off",
	}
	return v
}

// running is a login that waits for a person.
type running struct {
	cmd    *exec.Cmd
	stdout strings.Builder
	lines  *bufio.Reader // of stderr
	read   strings.Builder
	opened *os.File
}

// login starts lariat.
func (v *visit) login(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	// Open for both, a pipe needs nobody at its other end.
	opened, err := os.OpenFile(v.opened, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = opened.Close() })
	p := &running{cmd: exec.CommandContext(ctx, v.us.argv[0], args...), opened: opened}
	p.cmd.Dir, p.cmd.Env, p.cmd.Stdout = v.home, append([]string{"PATH=" + os.Getenv("PATH")}, v.env...), &p.stdout
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.lines = bufio.NewReader(stderr)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Wait() })
	return p
}

// line reads up to the line that begins so, and returns the one behind it.
func (p *running) line(t *testing.T, begin string) string {
	t.Helper()
	for found := false; ; {
		line, err := p.lines.ReadString('\n')
		p.read.WriteString(line)
		if err != nil {
			t.Fatalf("lariat ended without the line %q:\n%s", begin, &p.read)
		}
		if found {
			return strings.TrimSpace(line)
		}
		found = strings.HasPrefix(line, begin)
	}
}

// address is what lariat opened in the browser.
func (p *running) address(t *testing.T) string {
	t.Helper()
	printed := p.line(t, "This address is opened in your browser:")
	if err := p.opened.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(p.opened).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(line)
	if address != printed {
		t.Errorf("opened is %q, and printed %q", address, printed)
	}
	return address
}

// end waits for lariat to end.
func (p *running) end(t *testing.T) outcome {
	t.Helper()
	if _, err := p.lines.WriteTo(&p.read); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait() // what it says is the exit code
	return outcome{exit: p.cmd.ProcessState.ExitCode(), stdout: p.stdout.String(), stderr: p.read.String()}
}
