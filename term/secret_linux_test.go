package term

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// openTerminal makes a pseudo-terminal: the end of the keyboard and the screen,
// and that of the program.
func openTerminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	t.Cleanup(func() { person.Close() })
	fd := int(person.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	t.Cleanup(func() { program.Close() })
	return person, program
}

// shows says whether a terminal shows what is typed.
func shows(t *testing.T, f *os.File) bool {
	t.Helper()
	termios, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return termios.Lflag&unix.ECHO != 0
}

func terminalStreams(program *os.File) Streams {
	return Streams{In: &Input{Reader: program, tty: isTerminal(program)}, Err: NewOutput(program, true, 80)}
}

// A real terminal does not show a secret, and shows what comes after it.
func TestSecretOnTerminal(t *testing.T) {
	t.Parallel()
	person, program := openTerminal(t)
	screen := bufio.NewReader(person)
	typed := make(chan string, 1)
	go func() {
		question, _ := screen.ReadString(':')
		_, _ = person.WriteString("s3cret\n")
		typed <- question
	}()
	p := NewPrompter(terminalStreams(program))
	got, err := p.Secret(t.Context(), "Token:")
	if got != "s3cret" || err != nil || !shows(t, program) {
		t.Errorf("%q, %v, shows %v", got, err, shows(t, program))
	}
	_, _ = program.WriteString("END")
	question := <-typed
	rest, _ := screen.ReadString('D')
	if question != "Token:" || strings.ReplaceAll(rest, "\r\n", "\n") != " \nEND" {
		t.Errorf("the screen shows %q, %q", question, rest)
	}
}

// Ctrl-C leaves a terminal as it was.
func TestSecretCancelledOnTerminal(t *testing.T) {
	t.Parallel()
	person, program := openTerminal(t)
	ctx, cancel := context.WithCancel(t.Context())
	silent := make(chan bool, 1)
	go func() {
		_, _ = bufio.NewReader(person).ReadString(':')
		silent <- !shows(t, program)
		cancel()
	}()
	got, err := NewPrompter(terminalStreams(program)).Secret(ctx, "Token:")
	if got != "" || !errors.Is(err, context.Canceled) || !shows(t, program) || !<-silent {
		t.Errorf("%q, %v, shows %v", got, err, shows(t, program))
	}
	_, _ = person.WriteString("\n") // ends the read that goes on
}
