// Package config holds `lariat config`: lariat's own settings.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/term"
)

// NewCmd returns the command group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "config",
		Short: "Show and change lariat's own settings",
		Long: `Show and change lariat's own settings. Each is resolved as flag, LARIAT_ variable, the
project's .lariat.toml, the user's config.toml, default. Wrangler's files are not touched.`,
	})
	cmd.AddCommand(newListCmd(a), newGetCmd(a), newSetCmd(a))
	return cmd
}

// view is one setting as --json shows it.
type view struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Origin string `json:"origin"`
	Env    string `json:"env"`
	Help   string `json:"help"`
}

func newView(v settings.Value) view {
	return view{Key: v.Key, Value: v.Text, Origin: v.Origin, Env: v.Env(), Help: v.Help}
}

func newListCmd(a *app.App) *cobra.Command {
	var origin bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the settings",
		Example: `  lariat config list --show-origin`,
		Args:    app.Args(0, 0),
	}
	cmd.Flags().BoolVar(&origin, "show-origin", false, "show where each value comes from")
	format := output.AddFlags(cmd, []string{"key", "value", "origin", "env", "help"})
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format.Validate(); err != nil {
			return err
		}
		resolved, err := a.Settings()
		if err != nil {
			return err
		}
		views := []view{}
		for _, v := range resolved.All() {
			views = append(views, newView(v))
		}
		return output.Print(format, a.Streams, views, func(out *term.Output) error { return table(out, views, origin) })
	}
	return cmd
}

func table(out *term.Output, views []view, origin bool) error {
	headers := []string{"SETTING", "VALUE"}
	if origin {
		headers = append(headers, "ORIGIN")
	}
	t := term.NewTable(out, headers...)
	for _, v := range views {
		row := []term.Cell{term.Fixed(v.Key), term.Text(v.Value)}
		if origin {
			row = append(row, term.Text(v.Origin))
		}
		t.AddRow(row...)
	}
	return t.Flush()
}

func newGetCmd(a *app.App) *cobra.Command {
	cmd := &cobra.Command{
		Use:               "get <setting>",
		Short:             "Print one setting",
		Example:           `  lariat config get timeout`,
		Args:              app.Args(1, 1),
		ValidArgsFunction: completeKeys,
	}
	format := output.AddFlags(cmd, []string{"key", "value", "origin", "env", "help"})
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.Validate(); err != nil {
			return err
		}
		if _, err := find(args[0]); err != nil {
			return err
		}
		v, err := a.Setting(args[0])
		if err != nil {
			return err
		}
		return output.Print(format, a.Streams, newView(v), func(out *term.Output) error {
			_, err := fmt.Fprintln(out, v.Text)
			return err
		})
	}
	return cmd
}

func newSetCmd(a *app.App) *cobra.Command {
	var project bool
	cmd := &cobra.Command{
		Use:   "set <setting> <value>",
		Short: "Change one setting",
		Long: `Change one setting in the user's config.toml, or with --project in the project's
.lariat.toml. The file's other settings are kept.`,
		Example: `  lariat config set timeout 10s
  lariat config set target local --project`,
		Args:              app.Args(2, 2),
		ValidArgsFunction: completeKeys,
		RunE:              func(_ *cobra.Command, args []string) error { return set(a, args[0], args[1], project) },
	}
	cmd.Flags().BoolVar(&project, "project", false, "write the project's .lariat.toml")
	return cmd
}

func set(a *app.App, key, value string, project bool) error {
	o, err := find(key)
	if err != nil {
		return err
	}
	if err := o.Check(value); err != nil {
		hint := "lariat config set " + key + " " + app.Quote(cmp.Or(o.Default, "VALUE"))
		if word, ok := suggest.Nearest(value, o.Values); ok {
			hint = "lariat config set " + key + " " + word
		}
		return app.Usage(hint, "%s: %s", key, err)
	}
	path := a.UserSettings()
	if project {
		path = a.ProjectSettings()
	}
	if path == "" {
		return app.Usage("lariat config set --project ...", "no home folder to keep the settings in")
	}
	if err := settings.Set(path, key, value); err != nil {
		if _, ok := errors.AsType[*settings.InvalidError](err); ok {
			return app.Usage("mend or delete the file", "%s", err)
		}
		return err
	}
	a.Note("Set %s to %s in %s.", key, app.Quote(value), path)
	return nil
}

func find(key string) (settings.Option, error) {
	if o, ok := settings.Find(key); ok {
		return o, nil
	}
	hint := "use " + strings.Join(keys(), ", ")
	if word, ok := suggest.Nearest(key, keys()); ok {
		hint = "did you mean " + word + "?"
	}
	return settings.Option{}, app.Usage(hint, "unknown setting %q", key)
}

func keys() []string {
	var list []string
	for _, o := range settings.Options() {
		list = append(list, o.Key)
	}
	return list
}

func completeKeys(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var found []cobra.Completion
	if len(args) == 0 {
		for _, o := range settings.Options() {
			found = append(found, cobra.CompletionWithDesc(o.Key, o.Help))
		}
	}
	if len(args) == 1 {
		if o, ok := settings.Find(args[0]); ok {
			found = append(found, o.Values...)
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}
