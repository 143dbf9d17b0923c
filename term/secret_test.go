package term

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestSecret(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in, want string
		err      error
	}{
		{"s3cret\n", "s3cret", nil},
		{"s3cret\r\nmore\n", "s3cret", nil},
		{"s3cret", "s3cret", nil},
		{" s3 cret\t\n", " s3 cret\t", nil},
		{"s3cret\r\r\n", "s3cret\r", nil},
		{"\n", "", nil},
		{strings.Repeat("s", maxAnswer+1) + "\nmore\n", "", nil},
		{"", "", ErrNoAnswer},
	} {
		s, out, errs := Buffers(tt.in, true, 80)
		got, err := NewPrompter(s).Secret(t.Context(), "Token\x1b[2J:")
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%.20q: %q, %v; want %q, %v", tt.in, got, err, tt.want, tt.err)
		}
		if out.Len() > 0 || errs.String() != `Token\x1b[2J: `+"\n" {
			t.Errorf("%.20q: stdout %q, stderr %q", tt.in, out, errs)
		}
	}
}

// Data that is piped in is no secret that somebody typed.
func TestSecretWithoutTerminal(t *testing.T) {
	t.Parallel()
	s, _, errs := Buffers("s3cret\n", false, 80)
	if got, err := NewPrompter(s).Secret(t.Context(), "Token:"); got != "" || !errors.Is(err, ErrNoAnswer) || errs.Len() > 0 {
		t.Errorf("%q, %v, stderr %q", got, err, errs)
	}
}

// What was typed after an earlier question is the answer, whoever has read it.
func TestSecretTypedAhead(t *testing.T) {
	t.Parallel()
	s, _, _ := Buffers("y\ns3cret\n", true, 80)
	p := NewPrompter(s)
	if yes, err := p.Confirm(t.Context(), "Paste a token?"); !yes || err != nil {
		t.Fatalf("%v, %v", yes, err)
	}
	if got, err := p.Secret(t.Context(), "Token:"); got != "s3cret" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestSecretCancelled(t *testing.T) {
	t.Parallel()
	typed, keyboard := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	p := NewPrompter(Streams{
		In:  &Input{Reader: typed, tty: true},
		Err: NewOutput(onWrite(func(string) { cancel() }), true, 80),
	})
	if got, err := p.Secret(ctx, "Token:"); got != "" || !errors.Is(err, context.Canceled) {
		t.Errorf("%q, %v", got, err)
	}
	keyboard.Close()
}
