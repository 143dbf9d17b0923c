package term

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestConfirm(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		want bool
	}{
		{"y\n", true}, {"YES\n", true}, {" yes \r\n", true}, {"y", true},
		{"", false}, {"\n", false}, {"n\n", false}, {"yep\n", false}, {"no\ny\n", false},
		{strings.Repeat("y", maxAnswer+1) + "\n", false},
	} {
		in, want := tt.in, tt.want
		s, out, errs := Buffers(in, true, 80)
		got, err := NewPrompter(s).Confirm(t.Context(), "Delete \x1b[2J?")
		if got != want || err != nil {
			t.Errorf("%.20q: %v, %v; want %v", in, got, err, want)
		}
		if out.Len() > 0 || !strings.HasPrefix(errs.String(), `Delete \x1b[2J? [y/N] `) {
			t.Errorf("%.20q: stdout %q, stderr %q", in, out, errs)
		}
	}
}

// Data that is piped in is no answer, whatever it says.
func TestNobodyToAsk(t *testing.T) {
	t.Parallel()
	for _, tty := range []struct{ in, err bool }{{false, false}, {true, false}, {false, true}} {
		s, _, errs := Buffers("y\n", tty.err, 80)
		s.In.tty = tty.in
		p := NewPrompter(s)
		yes, err := p.Confirm(t.Context(), "Delete?")
		_, selectErr := p.Select(t.Context(), "Which?", []string{"a"})
		if p.CanPrompt() || yes || err != nil || !errors.Is(selectErr, ErrNoAnswer) || errs.Len() > 0 {
			t.Errorf("%v: %v, %v, %v, stderr %q", tty, yes, err, selectErr, errs)
		}
	}
}

func TestSelect(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		want int
		err  error
	}{
		{"1\n", 0, nil},
		{"2", 1, nil},
		{"0\n4\nx\n\n-1\n3\n", 2, nil},
		{strings.Repeat("1", 3*maxAnswer) + "\n2\n", 1, nil},
		{"", 0, ErrNoAnswer},
		{"9\n", 0, ErrNoAnswer},
	} {
		s, _, errs := Buffers(tt.in, true, 80)
		got, err := NewPrompter(s).Select(t.Context(), "Which\u202e?", []string{"a", "b\x1b[31m", "c"})
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%.20q: %d, %v; want %d, %v", tt.in, got, err, tt.want, tt.err)
		}
		want := "  1  a\n  2  b\\x1b[31m\n  3  c\nWhich\\u202e? [1-3] "
		if !strings.HasPrefix(errs.String(), want) {
			t.Errorf("%.20q: stderr %q", tt.in, errs)
		}
	}
}

// onWrite calls itself with each write: it tells when a question has been put.
type onWrite func(text string)

func (f onWrite) Write(p []byte) (int, error) {
	f(string(p))
	return len(p), nil
}

// Ctrl-C ends a question at once, although the read of the terminal goes on;
// what is typed then answers the next question, and no two reads race.
func TestCancelledWhileReading(t *testing.T) {
	t.Parallel()
	typed, keyboard := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	p := NewPrompter(Streams{
		In: &Input{Reader: typed, tty: true},
		Err: NewOutput(onWrite(func(text string) {
			if strings.HasPrefix(text, "First?") {
				cancel()
			}
		}), true, 80),
	})
	if yes, err := p.Confirm(ctx, "First?"); yes || !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v, %v", yes, err)
	}
	if yes, err := p.Confirm(ctx, "Still?"); yes || !errors.Is(err, context.Canceled) {
		t.Fatalf("asked after the cancellation: %v, %v", yes, err)
	}
	written := make(chan error, 1)
	go func() {
		_, err := keyboard.Write([]byte("y\n"))
		written <- err
	}()
	if yes, err := p.Confirm(t.Context(), "Second?"); !yes || err != nil {
		t.Errorf("next question: %v, %v", yes, err)
	}
	if err := <-written; err != nil {
		t.Error(err)
	}
}

func TestPromptFailures(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	typed, keyboard := io.Pipe()
	keyboard.CloseWithError(broken)
	in := &Input{Reader: typed, tty: true}
	for _, s := range []Streams{
		{In: in, Err: NewOutput(io.Discard, true, 80)},
		{In: &Input{Reader: strings.NewReader("y\n"), tty: true}, Err: NewOutput(failing{broken}, true, 80)},
	} {
		if yes, err := NewPrompter(s).Confirm(t.Context(), "Delete?"); yes || !errors.Is(err, broken) {
			t.Errorf("got %v, %v", yes, err)
		}
	}
}
