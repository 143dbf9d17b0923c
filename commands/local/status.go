package local

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type statusOptions struct {
	app    *app.App
	format *output.Format
}

type statusView struct {
	StateDir  string `json:"state_dir"`
	AccountID string `json:"account_id"`
	Accounts  int    `json:"accounts"`
	Services  int    `json:"services"`
	Tunnels   int    `json:"tunnels"`
	Workers   int    `json:"workers"`
	Tokens    int    `json:"tokens"`
	Grants    int    `json:"grants"`
	Bytes     int64  `json:"bytes"`
}

func newStatusCmd(a *app.App) *cobra.Command {
	o := &statusOptions{app: a}
	cmd := &cobra.Command{
		Use:     "status",
		Short:   "Show where the local state is and what it holds",
		Example: `  lariat local status --json`,
		Args:    app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, []string{
		"state_dir", "account_id", "accounts", "services", "tunnels", "workers", "tokens", "grants", "bytes",
	})
	return cmd
}

func (o *statusOptions) run(ctx context.Context) error {
	dir, err := o.app.StateDir()
	if err != nil {
		return err
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	stats, err := store.Stats(ctx)
	if err != nil {
		return err
	}
	v := statusView{
		dir, store.Account().ID, stats.Accounts, stats.Services, stats.Tunnels, stats.Workers,
		stats.Tokens, stats.Grants, stats.Bytes,
	}
	return output.Print(o.format, o.app.Streams, v, func(out *term.Output) error {
		return term.Fields(out, []term.Field{
			{Label: "State", Value: v.StateDir},
			{Label: "Account", Value: v.AccountID},
			{Label: "Accounts", Value: strconv.Itoa(v.Accounts)},
			{Label: "Services", Value: strconv.Itoa(v.Services)},
			{Label: "Tunnels", Value: strconv.Itoa(v.Tunnels)},
			{Label: "Workers", Value: strconv.Itoa(v.Workers)},
			{Label: "Tokens", Value: strconv.Itoa(v.Tokens)},
			{Label: "Logins", Value: strconv.Itoa(v.Grants)},
			{Label: "Size", Value: strconv.FormatInt((v.Bytes+1023)/1024, 10) + " KiB"},
		})
	})
}
