package hook

import (
	"context"
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

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
	to, err := o.place(ctx)
	if err != nil {
		return err
	}
	before, err := to.read()
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return err
	}
	after, err := install(string(before), block(o.offline), to.husky)
	if refused, ok := errors.AsType[*refusal](err); ok {
		return app.Usage(refused.hint, "%q is %s", to.path, refused)
	}
	if err := to.write(before, []byte(after), missing); err != nil {
		return err
	}
	o.app.Note("%s checks the VPC bindings now.", to.path)
	return nil
}
