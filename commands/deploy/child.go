package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"

	"github.com/lariat-cli/lariat/commands/app"
)

// exec runs Wrangler in the place of this command: in the user's folder, since
// it reads --cwd itself, with the user's streams and environment, and env, which
// wins.
func (o *options) exec(ctx context.Context, wrangler, env []string, signals <-chan os.Signal) error {
	// What ends lariat is handed on. Wrangler decides how it ends, and is not
	// killed half-way.
	words := slices.Concat(wrangler, o.argv.theirs)
	cmd := exec.CommandContext(context.WithoutCancel(ctx), words[0], words[1:]...) //nolint:gosec // the user's own
	cmd.Dir = o.app.Dir
	cmd.Env = append(append([]string{}, o.app.Environ...), env...) // not nil, which is this process's
	s := o.app.Streams
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.In.Reader, s.Out.Raw(), s.Err.Raw()
	if err := ctx.Err(); err != nil || len(signals) > 0 {
		return cmp.Or(err, context.Canceled) // told before there was anybody to hand it to
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("could not run %q: %w", words[0], reason(err))
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			return o.status(err)
		case sig := <-signals:
			if o.isTold(sig) {
				continue
			}
			_ = tell(cmd.Process, sig) // it may have ended by itself
		}
	}
}

// reason is what the system has against a program, which is named already.
func reason(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

// isTold says that a signal has come from a terminal, which sends it to all
// programs that run there: handed on, it would come twice.
func (o *options) isTold(sig os.Signal) bool {
	s := o.app.Streams
	return sig == os.Interrupt && (s.In.IsTerminal() || s.Out.IsTerminal() || s.Err.IsTerminal())
}

// signals are those to hand on, from the beginning: what comes before Wrangler
// runs ends the context, and then it is not run.
func (o *options) signals(ctx context.Context) (signals <-chan os.Signal, stop func()) {
	if o.app.Signals != nil {
		return o.app.Signals()
	}
	c := make(chan os.Signal, 1)
	off := context.AfterFunc(ctx, func() { c <- os.Interrupt })
	return c, func() { off() }
}

// status is the end of Wrangler as the end of this command.
func (o *options) status(err error) error {
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return err
	}
	if sig := endedBy(exit.ProcessState); sig != 0 {
		const fromSignal = 128 // as shells have it
		return app.ExitStatus{Code: fromSignal + sig}
	}
	return app.ExitStatus{Code: exit.ExitCode()}
}
