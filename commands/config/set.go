package config

import (
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
		RunE: func(_ *cobra.Command, args []string) error {
			o.key, o.value = args[0], args[1]
			return o.run()
		},
	}
	cmd.Flags().BoolVar(&o.project, "project", false, "write the project's .lariat.toml")
	return cmd
}

func (o *setOptions) run() error {
	option, err := find(o.key)
	if err != nil {
		return err
	}
	path, layer, err := place(o.app, o.project)
	if err != nil {
		return err
	}
	if err := option.CheckSet(layer, o.value); err != nil {
		return app.Usage(o.instead(option), "%s: %s", o.key, err)
	}
	if err := settings.Set(layer, path, o.key, o.value); err != nil {
		return unchanged(err)
	}
	o.app.Note("Set %s to %s in %s.", o.key, app.Quote(o.value), path)
	v, err := o.app.Setting(o.key)
	if err == nil && v.Layer > layer {
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

// place is the file to change, and its layer.
func place(a *app.App, project bool) (path string, layer settings.Layer, err error) {
	path, layer = a.UserSettings(), settings.LayerUser
	if project {
		path, layer = a.ProjectSettings(), settings.LayerProject
	}
	if path == "" {
		err = app.Usage("lariat config set --project ...", "no home folder to keep the settings in")
	}
	return path, layer, err
}

// unchanged explains why a file was not changed.
func unchanged(err error) error {
	if e, ok := errors.AsType[*settings.InvalidError](err); ok {
		return app.Usage(e.Hint, "%s", e)
	}
	return err
}
