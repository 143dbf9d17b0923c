// Package commands is the command tree: its packages mirror what the user
// types, and what goes wrong in them leaves through one edge, app.Report.
package commands

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

// Main runs the command line of this process and returns its exit code.
// The first interrupt cancels what is under way, the second ends the process.
// Signals are not given back at the end, which is that of the process as well.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	host := app.Host{OS: runtime.GOOS, Env: os.Getenv, Now: time.Now, Environ: os.Environ(), Signals: signals}
	host.Dir, _ = os.Getwd()        // a vanished folder matters only to the commands that read one
	host.Home, _ = os.UserHomeDir() // likewise
	return Run(ctx, args, term.System(os.Getenv), host)
}

// signals are those that end this process. While they are handed over, none
// ends it at once: what it runs in its place is never left behind.
func signals() (got <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 8)
	signal.Notify(c, ending()...)
	return c, func() { signal.Stop(c) }
}

// ending are the signals that end a process, those that need no care elsewhere
// among them: each that is watched costs every start 0.05 ms. nohup, which lets
// a process outlive its terminal, is not overruled.
func ending() []os.Signal {
	list := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT}
	if !signal.Ignored(syscall.SIGHUP) {
		list = append(list, syscall.SIGHUP)
	}
	return list
}

// Run runs one command line in the given world and returns the exit code. It
// neither reads nor changes the process, so that commands can run commands.
func Run(ctx context.Context, args []string, streams term.Streams, host app.Host) (code int) {
	a := &app.App{Host: host, Streams: streams, JSONErrors: wantsJSON(args)}
	defer func() {
		if err := a.Close(); err != nil && code == 0 {
			code = a.Report(err)
		}
	}()
	root := newTreeFor(a, args)
	root.SetArgs(args)
	return a.Report(root.ExecuteContext(ctx))
}

// wantsJSON looks for the flags that ask for JSON before they are parsed, so
// that even a parse error is reported in the form that was asked for.
func wantsJSON(args []string) bool {
	for _, arg := range args {
		name, _, _ := strings.Cut(arg, "=")
		switch name {
		case "--":
			return false
		case "--json", "--jq":
			return true
		}
	}
	return false
}
