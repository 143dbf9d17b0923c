package commands_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// screen is a terminal that a command of ours has for itself.
type screen struct {
	*os.File // the keyboard, and what is shown
	program  *os.File

	shown strings.Builder
}

func newScreen(t *testing.T) *screen {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	t.Cleanup(func() { keyboard.Close() })
	fd := int(keyboard.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	program, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	t.Cleanup(func() { program.Close() })
	return &screen{File: keyboard, program: program}
}

// run runs a command on the screen. For each text that shows up, in their order, it
// types another in.
func (s *screen) run(t *testing.T, cmd *exec.Cmd, answers ...[2]string) (code int) {
	t.Helper()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.program, s.program, s.program
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true} // so that Ctrl-C reaches it
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		s.read(answers)
	}()
	_ = cmd.Wait() // the code tells
	_, _ = s.program.WriteString(end)
	<-read
	return cmd.ProcessState.ExitCode()
}

// end is what tells that nothing more will be shown.
const end = "THE END"

func (s *screen) read(answers [][2]string) {
	buf := make([]byte, 1024)
	seen := 0
	for !strings.Contains(s.shown.String(), end) {
		n, err := s.Read(buf)
		if err != nil {
			return
		}
		s.shown.Write(buf[:n])
		for len(answers) > 0 && strings.Contains(s.shown.String()[seen:], answers[0][0]) {
			seen = s.shown.Len()
			_, _ = s.WriteString(answers[0][1])
			answers = answers[1:]
		}
	}
}

// shows says whether the terminal shows what is typed.
func (s *screen) shows(t *testing.T) bool {
	t.Helper()
	termios, err := unix.IoctlGetTermios(int(s.program.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return termios.Lflag&unix.ECHO != 0
}

// A token that is pasted on a real terminal is not shown, and what is typed later is.
func TestPastedTokenIsNotShown(t *testing.T) {
	t.Parallel()
	s, on := newStage(t), newScreen(t)
	s.account("staging")
	cmd, _, _ := s.process("login --verbose")
	code := on.run(t, cmd, [2]string{"[1-2] ", "1\n"}, [2]string{"not shown:", s.admin() + "\n"}, [2]string{"account? [1-2] ", "2\n"})
	if code != 0 || strings.Contains(on.shown.String(), s.admin()) || !on.shows(t) || !strings.Contains(on.shown.String(), "Account: staging (") {
		t.Errorf("exit code %d, shows what is typed: %v: %s", code, on.shows(t), &on.shown)
	}
	if s.login().Secret.Token != s.admin() {
		t.Error("the token is not kept")
	}
}

// Ctrl-C at the question ends with 130, and the terminal shows again what is typed.
func TestPastedTokenInterrupted(t *testing.T) {
	t.Parallel()
	s, on := newStage(t), newScreen(t)
	cmd, _, _ := s.process("login")
	code := on.run(t, cmd, [2]string{"[1-2] ", "1\n"}, [2]string{"not shown:", "S3CRET\x03"})
	if code != 130 || strings.Contains(on.shown.String(), "S3CRET") || !on.shows(t) || !strings.Contains(on.shown.String(), "interrupted\r\n") {
		t.Errorf("exit code %d, shows what is typed: %v: %s", code, on.shows(t), &on.shown)
	}
	if files := s.logins(); len(files) != 0 || len(s.asked) != 0 {
		t.Errorf("%q are left behind, asked %q", files, s.asked)
	}
}
