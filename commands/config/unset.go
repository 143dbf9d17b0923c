package config

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
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
		RunE: func(_ *cobra.Command, args []string) error {
			o.key = args[0]
			return o.run()
		},
	}
	cmd.Flags().BoolVar(&o.project, "project", false, "change the project's .lariat.toml")
	return cmd
}

func (o *unsetOptions) run() error {
	// A key of another version can be taken out, too, where it stands.
	path, layer, err := place(o.app, o.project)
	if err != nil {
		return err
	}
	found, err := settings.Unset(layer, path, o.key)
	if err != nil {
		return unchanged(err)
	}
	if found {
		o.app.Note("Took %s out of %s.", o.key, path)
		return nil
	}
	if _, err := find(o.key); err != nil {
		return err
	}
	o.app.Note("%s does not set %s.", path, o.key)
	return nil
}
