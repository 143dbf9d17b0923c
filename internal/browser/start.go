package browser

import (
	"context"
	"os/exec"
	"time"
)

// start starts a program with nothing of ours: neither streams nor terminal nor
// secrets. It fails if the program cannot be started, or fails at once.
func (o Options) start(ctx context.Context, argv []string) error {
	path := o.find(argv[0])
	if path == "" {
		return &StartError{Program: argv[0], Err: exec.ErrNotFound}
	}
	// A browser outlives the login.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), path, argv[1:]...) //nolint:gosec // the user's own browser
	cmd.Env = o.harmless()
	cmd.SysProcAttr = detached()
	if err := cmd.Start(); err != nil {
		return &StartError{Program: path, Err: err}
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	wait := o.Wait
	if wait == 0 {
		wait = patience
	}
	select {
	case err := <-ended:
		if err != nil {
			return &StartError{Program: path, Err: err}
		}
		return nil
	case <-time.After(wait):
		return nil // it stays in the foreground
	case <-ctx.Done():
		return ctx.Err()
	}
}
