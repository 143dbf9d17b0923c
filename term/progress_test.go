package term

import (
	"context"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		ticks   int
		width   int
		message string
		want    string
	}{
		{"quick work shows nothing", spinDelay - 1, 80, "Listing", ""},
		{"shown and erased", spinDelay, 80, "Listing", "\r\\ Listing\r         \r"},
		{"turns", spinDelay + 2, 80, "Listing", "\r\\ Listing\r| Listing\r/ Listing\r         \r"},
		{"never wraps", spinDelay, 10, "Listing services", "\r\\ Listin…\r         \r"},
		{"wide letters", spinDelay, 10, "請求書データ", "\r\\ 請求書…\r         \r"},
		{"draws nothing of its own", spinDelay, 80, "a\x1b[2J", "\r\\ a\\x1b[2J\r          \r"},
	} {
		_, _, errs := Buffers("", true, tt.width)
		ticks := make(chan time.Time)
		stop := spin(t.Context(), NewOutput(errs, true, tt.width), tt.message, ticks)
		for range tt.ticks {
			ticks <- time.Time{}
		}
		stop()
		stop() // twice is once
		if errs.String() != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, errs, tt.want)
		}
	}
}

// A cancelled context erases the line too; stop then only waits.
func TestProgressEndsWithContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	_, _, errs := Buffers("", true, 80)
	ticks := make(chan time.Time)
	stop := spin(ctx, NewOutput(errs, true, 80), "x", ticks)
	for range spinDelay {
		ticks <- time.Time{}
	}
	cancel()
	stop()
	if want := "\r\\ x\r   \r"; errs.String() != want {
		t.Errorf("got %q, want %q", errs, want)
	}
}

func TestProgressDelay(t *testing.T) {
	t.Parallel()
	if got := spinDelay * spinInterval; got != 300*time.Millisecond {
		t.Errorf("the spinner shows after %v", got)
	}
}

func TestSpins(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		tty  bool
		env  map[string]string
		want bool
	}{
		{true, nil, true},
		{false, nil, false},
		{true, map[string]string{"CI": "true"}, false},
		{true, map[string]string{"CI": "1"}, false},
		{true, map[string]string{"CI": "false"}, true},
		{true, map[string]string{"TERM": "dumb"}, false},
		{true, map[string]string{EnvNoSpinner: "1"}, false},
		{true, map[string]string{EnvNoSpinner: "0"}, true},
	} {
		s, _, errs := Buffers("", tt.tty, 80)
		if got := spins(s.Err, environ(tt.env)); got != tt.want {
			t.Errorf("terminal %v, %v: %v", tt.tty, tt.env, got)
		}
		stop := StartProgress(t.Context(), s, environ(tt.env), "Listing")
		stop()
		if errs.Len() > 0 {
			t.Errorf("terminal %v, %v: stopped at once, it wrote %q", tt.tty, tt.env, errs)
		}
	}
}
