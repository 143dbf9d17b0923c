package config

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
)

type setOptions struct {
	app     *app.App
	project bool
	key     string
	value   string
}

func newSetCmd(a *app.App) *cobra.Command {
	o := &setOptions{app: a}
	cmd := &cobra.Command{
		Use:   "set <setting> <value>",
		Short: "Change one setting",
		Long: `Change one setting in the user's config.toml, or with --project in the project's
.lariat.toml. All else in the file stays as it is.`,
		Example: `  lariat config set timeout 10s
  lariat config set target local --project`,
		Args:              app.Args(2, 2),
		ValidArgsFunction: completeSetting(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.key, o.value = args[0], args[1]
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&o.project, "project", false, "write the project's .lariat.toml")
	return cmd
}

func (o *setOptions) run(ctx context.Context) error {
	option, err := find(o.key)
	if err != nil {
		return err
	}
	file, err := place(o.app, o.project)
	if err != nil {
		return err
	}
	if err := option.CheckSet(file.Layer, o.value); err != nil {
		return app.Usage(o.instead(option), "%s: %s", o.key, err)
	}
	if err := file.Set(ctx, o.key, o.value); err != nil {
		return unchanged(err)
	}
	o.app.Note("Set %s to %s in %s.", o.key, app.Quote(o.value), file.Path)
	v, err := o.app.Setting(o.key)
	if err == nil && v.Layer > file.Layer {
		o.app.Warn("%s is still %s, since %s wins", o.key, app.Quote(v.Text), v.Origin)
	}
	return err
}

// instead is a command in place of one with a value that the option does not
// take.
func (o *setOptions) instead(option settings.Option) string {
	verb, value := "set", " "+app.Quote(option.Instead(o.value))
	if o.value == "" {
		verb, value = "unset", ""
	}
	if o.project {
		verb += " --project"
	}
	return "lariat config " + verb + " " + o.key + value
}

// place is the file to change.
func place(a *app.App, project bool) (settings.Location, error) {
	if project {
		return settings.Location{Layer: settings.LayerProject, Path: a.ProjectSettings()}, nil
	}
	file := settings.Location{Layer: settings.LayerUser, Path: a.UserSettings()}
	if file.Path == "" {
		return file, app.Usage("lariat config set --project ...", "no home folder to keep the settings in")
	}
	return file, nil
}

// unchanged explains why a file was not changed.
func unchanged(err error) error {
	if e, ok := errors.AsType[*settings.InvalidError](err); ok {
		return app.Usage(e.Hint, "%s", e)
	}
	return err
}
