package config

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type getOptions struct {
	app    *app.App
	format *output.Format
	key    string
}

func newGetCmd(a *app.App) *cobra.Command {
	o := &getOptions{app: a}
	cmd := &cobra.Command{
		Use:               "get <setting>",
		Short:             "Print one setting",
		Example:           `  lariat config get timeout`,
		Args:              app.Args(1, 1),
		ValidArgsFunction: completeSetting(1),
		RunE: func(_ *cobra.Command, args []string) error {
			o.key = args[0]
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run()
		},
	}
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *getOptions) run() error {
	if _, err := find(o.key); err != nil {
		return err
	}
	v, err := o.app.Setting(o.key)
	if err != nil {
		return err
	}
	return output.Print(o.format, o.app.Streams, newView(v), func(out *term.Output) error {
		_, err := fmt.Fprintln(out, v.Text)
		return err
	})
}
