package auth

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type listOptions struct {
	app    *app.App
	format *output.Format
}

// loginView is a login that lariat keeps. Its secret is no part of it.
type loginView struct {
	Profile     string     `json:"profile"`
	Active      bool       `json:"active"`
	Kind        auth.Kind  `json:"kind"`
	API         string     `json:"api"`
	Storage     string     `json:"storage"`    // "keyring", "file", or "wrangler"
	AccountID   *string    `json:"account_id"` // that was chosen for it
	AccountName *string    `json:"account_name"`
	ExpiresOn   *time.Time `json:"expires_on"`
	Path        string     `json:"path"`
}

func newListCmd(a *app.App) *cobra.Command {
	o := &listOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the logins that lariat keeps",
		Example: `  lariat auth list
  lariat auth list --json`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, []string{
		"profile", "active", "kind", "api", "storage", "account_id", "account_name", "expires_on", "path",
	})
	return cmd
}

func (o *listOptions) run(context.Context) error {
	s, err := o.app.AuthSources()
	if err != nil {
		return err
	}
	all, broken := s.Logins.List()
	views := make([]loginView, 0, len(all))
	for _, l := range all {
		v := newLoginView(l)
		v.Active = l.Profile == s.Profile && l.API == s.API
		views = append(views, v)
	}
	if broken != nil {
		o.app.Warn("%s", broken)
	}
	return output.Print(o.format, o.app.Streams, views, func(out *term.Output) error {
		if err := o.table(out, views); err != nil || !out.IsTerminal() {
			return err
		}
		o.noteUsed(s, views)
		return nil
	})
}

func newLoginView(l auth.Login) loginView {
	v := loginView{Profile: l.Profile, Kind: l.Kind, API: l.API, Storage: "file", Path: l.Path()}
	if a := l.Account; a.ID != "" {
		v.AccountID = &a.ID
		if a.Name != "" {
			v.AccountName = &a.Name
		}
	}
	switch {
	case l.Kind == auth.KindWrangler:
		v.Storage = "wrangler"
	case l.InKeyring():
		v.Storage = "keyring"
	}
	if !l.Expires.IsZero() {
		v.ExpiresOn = new(l.Expires.UTC())
	}
	return v
}

func (o *listOptions) table(out *term.Output, views []loginView) error {
	if len(views) == 0 && out.IsTerminal() {
		o.app.Note("lariat keeps no login. To make one: lariat login")
		return nil
	}
	t := term.NewTable(out, "ACTIVE", "PROFILE", "KIND", "ACCOUNT", "KEPT IN", "API")
	for _, v := range views {
		active, account := "", ""
		if v.Active {
			active = "*"
		}
		switch {
		case v.AccountName != nil:
			account = *v.AccountName
		case v.AccountID != nil:
			account = *v.AccountID
		}
		t.AddRow(term.Text(active), term.Fixed(v.Profile), term.Text(string(v.Kind)),
			term.Text(account), term.Text(v.Storage), term.Text(v.API))
	}
	return t.Flush()
}
