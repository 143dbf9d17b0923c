package local

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type accountListOptions struct {
	app    *app.App
	format *output.Format
}

func newAccountListCmd(a *app.App) *cobra.Command {
	o := &accountListOptions{app: a}
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the accounts of the embedded backend",
		Example: `  lariat local account list --jq '.[].id'`,
		Args:    app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, accountFields())
	return cmd
}

func (o *accountListOptions) run(ctx context.Context) error {
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	accounts, err := store.Accounts(ctx)
	if err != nil {
		return err
	}
	views := make([]accountView, len(accounts))
	for i, a := range accounts {
		views[i] = newAccountView(a)
	}
	return output.Print(o.format, o.app.Streams, views, func(out *term.Output) error {
		t := term.NewTable(out, "ID", "NAME", "ROLE", "CREATED")
		t.Whole("NAME")
		for _, v := range views {
			t.AddRow(term.Fixed(v.ID), term.Text(v.Name), term.Text(v.Role), term.Text(out.Age(v.CreatedOn, o.app.Now())))
		}
		return t.Flush()
	})
}
