package config

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
)

type unsetOptions struct {
	app     *app.App
	project bool
	key     string
}

func newUnsetCmd(a *app.App) *cobra.Command {
	o := &unsetOptions{app: a}
	cmd := &cobra.Command{
		Use:   "unset <setting>",
		Short: "Take one setting out of the file",
		Long: `Take one setting out of the user's config.toml, or with --project out of the project's
.lariat.toml. All else in the file stays as it is.`,
		Example:           `  lariat config unset timeout`,
		Args:              app.Args(1, 1),
		ValidArgsFunction: completeSetting(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.key = args[0]
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&o.project, "project", false, "change the project's .lariat.toml")
	return cmd
}

func (o *unsetOptions) run(ctx context.Context) error {
	// A key of another version can be taken out, too, where it stands.
	file, err := place(o.app, o.project)
	if err != nil {
		return err
	}
	found, err := file.Unset(ctx, o.key)
	if err != nil {
		return unchanged(err)
	}
	if found {
		o.app.Note("Took %s out of %s.", o.key, file.Path)
		return nil
	}
	if _, err := find(o.key); err != nil {
		return err
	}
	o.app.Note("%s does not set %s.", file.Path, o.key)
	return nil
}
