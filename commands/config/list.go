package config

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type listOptions struct {
	app    *app.App
	format *output.Format
	origin bool
}

func newListCmd(a *app.App) *cobra.Command {
	o := &listOptions{app: a}
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the settings",
		Example: `  lariat config list --show-origin`,
		Args:    app.Args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run()
		},
	}
	cmd.Flags().BoolVar(&o.origin, "show-origin", false, "show where each value comes from")
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *listOptions) run() error {
	resolved, err := o.app.Settings()
	if err != nil {
		return err
	}
	views := []view{}
	for _, v := range resolved.All() {
		views = append(views, newView(v))
	}
	return output.Print(o.format, o.app.Streams, views, func(out *term.Output) error { return o.table(out, views) })
}

func (o *listOptions) table(out *term.Output, views []view) error {
	headers := []string{"SETTING", "VALUE"}
	if o.origin {
		headers = append(headers, "ORIGIN")
	}
	t := term.NewTable(out, headers...)
	for _, v := range views {
		row := []term.Cell{term.Fixed(v.Key), term.Text(v.Value)}
		if o.origin {
			row = append(row, term.Text(v.Origin))
		}
		t.AddRow(row...)
	}
	return t.Flush()
}
