package term

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// child runs this test binary anew, in the role that TestMain knows.
func child(t *testing.T, role string, stdout *os.File) (stderr string, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$", "--", role)
	cmd.Stdout = stdout
	var b bytes.Buffer
	cmd.Stderr = &b
	err = cmd.Run()
	return b.String(), err
}

// TestMain is also the main of the processes that the tests start: what happens
// to real standard streams is seen in a process of its own.
func TestMain(m *testing.M) {
	flag.Parse()
	switch flag.Arg(0) {
	case "write":
		os.Exit(writeMuch())
	case "":
		os.Exit(m.Run())
	}
}

// writeMuch writes more than any pipe holds, and says on stderr what came of it.
func writeMuch() (code int) {
	s := System(func(string) string { return "" })
	for range 64 {
		if _, err := s.Out.Write(bytes.Repeat([]byte("x"), 64<<10)); err != nil {
			fmt.Fprintf(s.Err, "closed pipe: %v", errors.Is(err, ErrClosedPipe))
			return 3
		}
	}
	fmt.Fprintf(s.Err, "terminals %v %v %v", s.In.IsTerminal(), s.Out.IsTerminal(), s.Err.IsTerminal())
	return 0
}

// A reader like `head` that goes away ends in an error that is recognised; the
// process lives to clean up.
func TestClosedStdout(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	stderr, err := child(t, "write", w)
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 3 || stderr != "closed pipe: true" {
		t.Errorf("%v, stderr %q", err, stderr)
	}
}

// A full disk is an error, and not a reader that has gone.
func TestFullStdout(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("only Linux has a device that is always full")
	}
	defer full.Close()
	stderr, err := child(t, "write", full)
	if err == nil || stderr != "closed pipe: false" {
		t.Errorf("%v, stderr %q", err, stderr)
	}
}

// A shell can start a process without standard streams.
func TestMissingStreams(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("needs a POSIX shell")
	}
	for _, redirect := range []string{"<&-", ">&-", "2>&-", "<&- >&- 2>&-"} {
		script := `exec "$0" -test.run='^$' -- write ` + redirect
		cmd := exec.CommandContext(t.Context(), "sh", "-c", script, os.Args[0])
		cmd.Stdout = io.Discard
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Run(); err != nil || strings.Contains(stderr.String(), "panic") {
			t.Errorf("%s: %v: %s", redirect, err, &stderr)
		}
		if want := "terminals false false false"; !strings.Contains(redirect, "2>") && stderr.String() != want {
			t.Errorf("%s: stderr %q, want %q", redirect, &stderr, want)
		}
	}
}

func TestWriteErrors(t *testing.T) {
	t.Parallel()
	other := errors.New("no space left")
	for _, tt := range []struct {
		err  error
		want error
	}{
		{nil, nil},
		{other, other},
		{io.ErrClosedPipe, ErrClosedPipe},
		{&os.PathError{Op: "write", Path: "stdout", Err: brokenPipes()[0]}, ErrClosedPipe},
	} {
		out := NewOutput(failing{tt.err}, false, 80)
		if _, err := out.Write([]byte("x")); !errors.Is(err, tt.want) {
			t.Errorf("%v became %v, want %v", tt.err, err, tt.want)
		}
	}
}

// failing is a stream whose writes fail with err.
type failing struct{ err error }

func (f failing) Write(p []byte) (int, error) { return len(p), f.err }

func TestWidth(t *testing.T) {
	t.Parallel()
	file, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for columns, want := range map[string]int{"": 80, "120": 120, "0": 80, "-5": 80, "wide": 80} {
		if got := width(file, environ(map[string]string{"COLUMNS": columns})); got != want {
			t.Errorf("COLUMNS=%q: %d, want %d", columns, got, want)
		}
	}
}

// A command's narration and the trace of its requests go to one stream at once;
// each write stays whole.
func TestWritesDoNotMix(t *testing.T) {
	t.Parallel()
	w := &byteByByte{}
	plain := NewOutput(w, false, 80)
	outs := []*Output{plain, Streams{Out: plain, Err: plain}.WithColor(ColorAlways).Out}
	const writers, each, line = 4, 50, "0123456789\n"
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			for range each {
				fmt.Fprint(outs[i%2], line)
			}
		})
	}
	all.Wait()
	if got := string(w.data); got != strings.Repeat(line, writers*each) {
		t.Errorf("%d writes of %q became %q", writers*each, line, got)
	}
}

// byteByByte lets others run within a write.
type byteByByte struct{ data []byte }

func (b *byteByByte) Write(p []byte) (int, error) {
	for _, c := range p {
		b.data = append(b.data, c)
		runtime.Gosched()
	}
	return len(p), nil
}
