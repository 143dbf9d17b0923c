// Package app holds what every command needs: the streams, the environment,
// and capabilities that are made when first asked for, so that help and
// argument errors touch neither files nor the network. It also holds the one
// error edge.
package app

import (
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/term"
)

// Host is the part of the outside world that main hands in.
type Host struct {
	Dir  string              // the working folder
	Home string              // the user's home folder; may be empty
	OS   string              // runtime.GOOS
	Env  func(string) string // the process environment
	Now  func() time.Time
	Tick <-chan time.Time // when to look for changed files; nil: every now and then

	// Environ is the whole process environment, for programs that commands run.
	Environ []string

	// Signals begins to hand over what tells this process to end, until stop. Nil
	// where there is no process to be told: then only the context ends.
	Signals func() (signals <-chan os.Signal, stop func())

	// Ceiling is the folder above which no configuration is looked for; "" is
	// the root of the file system.
	Ceiling string
}

// Flags are the global flags. Those with a setting behind them are read
// through Setting, so that every layer counts.
type Flags struct {
	Config      string
	Cwd         string
	Environment string
	EnvFiles    []string
	Local       bool
	Verbose     bool
	NoInput     bool
}

// App is the one value that commands share. It is not safe for concurrent use.
type App struct {
	Host
	Streams term.Streams
	Prompt  term.Prompter
	Flags   Flags

	// FlagSet holds the global flags; settings read which of them were given.
	FlagSet *pflag.FlagSet

	// SearchDir is where the search for the configuration starts; "" is the
	// working folder.
	SearchDir string

	// JSONErrors is set before any command runs, since its flags may be at fault.
	JSONErrors bool

	// NoAccount is a command's own way out for who has no credentials, where
	// --local is none.
	NoAccount string

	// AddsEnvironment is set by a command that gives a configuration without
	// environments its first one, and itself says what that means.
	AddsEnvironment bool

	// ShowsRights is set by the command that shows what credentials may do, so
	// that no hint leads back to it.
	ShowsRights bool

	// LogsIn is set by the command that makes a login, of credentials that are
	// nowhere yet.
	LogsIn bool

	// FoundFaults is set by a command that has found faults in its input, so that
	// no hint says otherwise.
	FoundFaults bool

	settings *settings.Resolved
	env      map[string]configfile.EnvVar
	project  *Project
	target   *Target
	creds    *auth.Credentials
	store    *backend.Store
	account  Account
	client   *client.Client
}

// Close gives back what the command opened.
func (a *App) Close() error {
	if a.store == nil {
		return nil
	}
	return a.store.Close()
}

// isGiven says whether the user gave a global flag, be it with its default.
func (a *App) isGiven(flag string) bool {
	f := a.FlagSet.Lookup(flag)
	return f != nil && f.Changed
}

// Path resolves a path that the user typed against the working folder.
func (a *App) Path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(a.WorkDir(), p)
}

// WorkDir is the working folder after --cwd.
func (a *App) WorkDir() string {
	if filepath.IsAbs(a.Flags.Cwd) {
		return a.Flags.Cwd
	}
	return filepath.Join(a.Dir, a.Flags.Cwd)
}
