package term

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// A spinner turns every spinInterval, and shows from the turn spinDelay on:
// what is done within 300 ms needs no excuse.
const (
	spinInterval = 100 * time.Millisecond
	spinDelay    = 3
)

// spinFrames are plain ASCII, one column wide everywhere.
const spinFrames = `|/-\`

// EnvNoSpinner names the variable that turns the spinner off, for screen
// readers among others.
const EnvNoSpinner = "LARIAT_NO_SPINNER"

// StartProgress shows message beside a spinner on stderr, once 300 ms have
// passed, until stop is called or the context ends; then the line is erased. It
// shows nothing unless stderr is a terminal that can erase, in CI, or with
// LARIAT_NO_SPINNER. Nothing else may write to the terminal before stop, which
// waits until the line is gone and may be called more than once.
func StartProgress(ctx context.Context, s Streams, env func(string) string, message string) (stop func()) {
	if !spins(s.Err, env) {
		return func() {}
	}
	ticker := time.NewTicker(spinInterval)
	end := spin(ctx, s.Err, message, ticker.C)
	return func() {
		ticker.Stop()
		end()
	}
}

func spins(out *Output, env func(string) string) bool {
	off := func(name string) bool { v := env(name); return v != "" && v != "0" && v != "false" }
	return out.IsTerminal() && env("TERM") != "dumb" && !off("CI") && !off(EnvNoSpinner)
}

// spin turns at each tick, in a goroutine that ends with stop or the context.
// Where stderr fails there is nobody to show progress to, and nothing to do.
func spin(ctx context.Context, out *Output, message string, ticks <-chan time.Time) (stop func()) {
	text := cut(Sanitize(message), max(1, out.Width()-3)) // a frame, a space, the cursor
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		turns := turn(ctx, out, text, ticks, done)
		if turns >= spinDelay {
			_, _ = fmt.Fprintf(out, "\r%s\r", strings.Repeat(" ", columns(text)+2))
		}
	}()
	return sync.OnceFunc(func() {
		close(done)
		<-gone
	})
}

// turn draws until it is told to end and returns how often it turned.
func turn(ctx context.Context, out *Output, text string, ticks <-chan time.Time, done <-chan struct{}) (turns int) {
	for {
		select {
		case <-ctx.Done():
			return turns
		case <-done:
			return turns
		case <-ticks:
		}
		if turns++; turns >= spinDelay {
			_, _ = fmt.Fprintf(out, "\r%c %s", spinFrames[turns%len(spinFrames)], text)
		}
	}
}
