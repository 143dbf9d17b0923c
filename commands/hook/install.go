package hook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/internal/atomicfile"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxHook caps an existing hook, which people write.
const maxHook = 1 << 20

type installOptions struct {
	app       *app.App
	preCommit bool
	offline   bool
}

func newInstallCmd(a *app.App) *cobra.Command {
	o := &installOptions{app: a}
	cmd := &cobra.Command{
		Use:   "install",
		Short: "Write a git hook that runs lariat check",
		Long: `Write a git hook that runs "lariat check" before a push, or with --pre-commit before a
commit. Findings stop it. Where the account cannot be asked, the hook says so, and the files
alone decide.

A hook that exists already keeps what it does: the check runs ahead of it. Running the
command again brings the check up to date.`,
		Example: `  lariat hook install
  lariat hook install --pre-commit --offline`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().BoolVar(&o.preCommit, "pre-commit", false, "check before a commit, not before a push")
	cmd.Flags().BoolVar(&o.offline, "offline", false, "let the hook check the files alone, and ask nobody")
	return cmd
}

func (o *installOptions) run(ctx context.Context) error {
	path, err := o.path(ctx)
	if err != nil {
		return err
	}
	before, err := bounded.ReadRegular(path, maxHook)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return fmt.Errorf("could not read %q: %w", path, err)
	}
	after, err := install(string(before), block(o.offline))
	if err != nil {
		return app.Usage("add this line to it: lariat check </dev/null", "%q is %s", path, err)
	}
	if err := write(path, before, []byte(after), missing); err != nil {
		return err
	}
	o.app.Note("%s checks the VPC bindings now.", path)
	return nil
}

// path asks git for the hook's place, which core.hooksPath and work trees move.
func (o *installOptions) path(ctx context.Context) (string, error) {
	name := "pre-push"
	if o.preCommit {
		name = "pre-commit"
	}
	git := exec.CommandContext(ctx, "git", "rev-parse", "--git-path", "hooks/"+name)
	git.Dir = o.app.WorkDir()
	var stderr bytes.Buffer
	git.Stderr = &stderr
	out, err := git.Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", app.Usage("install git, or run lariat check where you deploy", "git is not installed")
	case err != nil:
		why, _, _ := strings.Cut(strings.TrimPrefix(stderr.String(), "fatal: "), "\n")
		return "", app.Usage("git init", "%q is in no git repository: %s", o.app.WorkDir(), why)
	}
	return o.app.Path(strings.TrimSpace(string(out))), nil
}

// write makes the file one that git runs, and its folder, which need not exist.
func write(path string, before, after []byte, missing bool) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // git's own mode for hooks
		return err
	}
	if missing {
		return atomicfile.Create(path, after, 0o755)
	}
	if err := atomicfile.Replace(path, before, after); err != nil {
		return err
	}
	return os.Chmod(path, 0o755) //nolint:gosec // git runs what is executable alone
}
