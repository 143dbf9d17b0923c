package local

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type envOptions struct {
	app    *app.App
	format *output.Format
	addr   addrFlag
	shell  string
}

// envView are the variables that point other tools at the backend.
type envView struct {
	APIBaseURL string `json:"CLOUDFLARE_API_BASE_URL"`
	BaseURL    string `json:"CLOUDFLARE_BASE_URL"`
	APIToken   string `json:"CLOUDFLARE_API_TOKEN"`
	AccountID  string `json:"CLOUDFLARE_ACCOUNT_ID"`
}

func newEnvCmd(a *app.App) *cobra.Command {
	o := &envOptions{app: a}
	cmd := &cobra.Command{
		Use:   "env",
		Short: "Print the variables that point Wrangler, Terraform and scripts at the backend",
		Long: `Print shell commands that point other tools at "lariat local serve". Wrangler and lariat
read CLOUDFLARE_API_BASE_URL, Terraform and the SDKs CLOUDFLARE_BASE_URL.

The token is a secret of the local state and worth nothing elsewhere. An account_id in the
project's configuration wins over CLOUDFLARE_ACCOUNT_ID, for Wrangler as well: where it has
one, give lariat --account-id. With --account-id here, the variables are those of that account.`,
		Example: `  eval "$(lariat local env)"
  lariat local env --shell fish | source`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().Var(&o.addr, "addr", "address of the server (default: the local_addr setting, 127.0.0.1:8911)")
	cmd.Flags().StringVar(&o.shell, "shell", "sh", "write for this shell: sh, bash, zsh, fish or powershell")
	_ = cmd.RegisterFlagCompletionFunc("shell", cobra.FixedCompletions(shells(), cobra.ShellCompDirectiveNoFileComp))
	o.format = output.AddFlags(cmd, []string{
		"CLOUDFLARE_API_BASE_URL", "CLOUDFLARE_BASE_URL", "CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID",
	})
	return cmd
}

func shells() []string { return []string{"sh", "bash", "zsh", "fish", "powershell"} }

func (o *envOptions) run(ctx context.Context) error {
	if err := app.CheckEnum("--shell", o.shell, shells()); err != nil {
		return err
	}
	addr, err := chosenAddress(o.app, "env", o.addr)
	if err != nil {
		return err
	}
	if addr.Port == 0 {
		return app.Usage("lariat local env --addr 127.0.0.1:8911",
			"%q leaves the port open; \"lariat local serve\" prints the one that it took", addr)
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	token, err := store.AdminToken(ctx)
	if err != nil {
		return err
	}
	account, err := o.account(ctx, store)
	if err != nil {
		return err
	}
	v := envView{baseURL(addr), baseURL(addr), token, account}
	o.warnOfAccount(v.AccountID)
	return output.Print(o.format, o.app.Streams, v, func(out *term.Output) error { return o.export(out, v) })
}

// account is the one that --account-id names, which has to be there, else the one
// that exists from the start.
func (o *envOptions) account(ctx context.Context, store *backend.Store) (string, error) {
	id, err := o.app.GivenAccount()
	if err != nil || id == "" {
		return store.Account().ID, err
	}
	if _, err := store.AccountOf(ctx, id); err != nil {
		return "", noAccount(err, id)
	}
	return id, nil
}

// warnOfAccount says that the project's configuration overrules a variable: for
// lariat and for Wrangler (facts/wrangler.md 5.1). A file that cannot be read is
// for those to report who need it.
func (o *envOptions) warnOfAccount(account string) {
	p, err := o.app.Project()
	if err != nil || p.Doc == nil {
		return
	}
	if id, err := p.Doc.AccountID(o.app.Environment()); err == nil && id.V != "" && id.V != account {
		o.app.Warn("account_id in %s wins over CLOUDFLARE_ACCOUNT_ID: use lariat with --account-id %s", p.Path, account)
	}
}

func (o *envOptions) export(out *term.Output, v envView) error {
	line := "export %s=%s\n"
	switch o.shell {
	case "fish":
		line = "set -gx %s %s\n"
	case "powershell":
		line = "$env:%s = '%s'\n"
	}
	for _, pair := range [][2]string{
		{"CLOUDFLARE_API_BASE_URL", v.APIBaseURL},
		{"CLOUDFLARE_BASE_URL", v.BaseURL},
		{"CLOUDFLARE_API_TOKEN", v.APIToken},
		{"CLOUDFLARE_ACCOUNT_ID", v.AccountID},
	} {
		value := pair[1]
		if o.shell != "powershell" {
			value = app.Quote(value)
		}
		if _, err := fmt.Fprintf(out, line, pair[0], value); err != nil {
			return err
		}
	}
	return nil
}
