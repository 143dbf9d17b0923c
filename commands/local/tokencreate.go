package local

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/term"
)

type tokenOptions struct {
	app      *app.App
	format   *output.Format
	name     string
	role     string
	groups   []string
	owned    bool
	accounts []string
	life     time.Duration

	expires bool // life is given
}

// tokenView is a new token. Its value is shown this once.
type tokenView struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Role      *string    `json:"role"` // null: permission groups alone
	Groups    []string   `json:"permission_groups"`
	Owner     *string    `json:"owner"`
	Accounts  []string   `json:"accounts"`
	Value     string     `json:"value"`
	ExpiresOn *time.Time `json:"expires_on"`
}

func newTokenCreateCmd(a *app.App) *cobra.Command {
	o := &tokenOptions{app: a}
	cmd := &cobra.Command{
		Use:   "create [name]",
		Short: "Make a token with a role or permission groups, and print it",
		Long: `Make a token for the embedded backend. Its role is one of those of the connectivity
directory: read may look, bind may also bind services to Workers, admin may change everything.
Each may deploy Workers. --group gives permission groups instead, or beside --role, by the
names that they have at Cloudflare, which completion knows.

A token is the user's, in all accounts or in those of --account. With --account-owned it is
an account's, as Cloudflare has them for CI. The token is printed alone, so that a script can
take it.`,
		Example: `  export CLOUDFLARE_API_TOKEN="$(lariat local token create --role read)"
  lariat local token create ci --group "Connectivity Directory Bind" --group "Workers Scripts Edit"
  lariat local token create ci --account-owned --expires-in 24h`,
		Args: app.Args(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			o.expires = cmd.Flags().Changed("expires-in")
			if len(args) > 0 {
				o.name = args[0]
			}
			if len(o.groups) > 0 && !cmd.Flags().Changed("role") {
				o.role = ""
			}
			return o.run(cmd.Context())
		},
	}
	o.addFlags(cmd)
	return cmd
}

func (o *tokenOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.role, "role", "admin", "what the token may do: read, bind or admin")
	cmd.Flags().StringArrayVar(&o.groups, "group", nil, "a permission group of the token (repeatable)")
	cmd.Flags().BoolVar(&o.owned, "account-owned", false, "an account owns the token, not the user")
	cmd.Flags().StringSliceVar(&o.accounts, "account", nil, "id of an account that the token is for (default: all)")
	cmd.Flags().StringVar(&o.name, "name", "lariat", "a name to know the token by")
	cmd.Flags().DurationVar(&o.life, "expires-in", 0, "how long the token is valid, such as 24h (default: for ever)")
	_ = cmd.RegisterFlagCompletionFunc("role", cobra.FixedCompletions(roles(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("group",
		cobra.FixedCompletions(backend.PermissionGroups(), cobra.ShellCompDirectiveNoFileComp))
	o.format = output.AddFlags(cmd, []string{
		"id", "name", "role", "permission_groups", "owner", "accounts", "value", "expires_on",
	})
}

func roles() []string { return []string{"read", "bind", "admin"} }

func (o *tokenOptions) run(ctx context.Context) error {
	spec, err := o.spec()
	if err != nil {
		return err
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	if err := o.place(ctx, store, &spec); err != nil {
		return err
	}
	t, value, err := store.Issue(ctx, spec)
	if err != nil {
		return err
	}
	return output.Print(o.format, o.app.Streams, newTokenView(t, value), func(out *term.Output) error {
		_, err := fmt.Fprintln(out, value)
		return err
	})
}

// spec is what the flags ask for.
func (o *tokenOptions) spec() (backend.TokenSpec, error) {
	spec := backend.TokenSpec{Name: o.name, Role: backend.Role(o.role)}
	if err := app.CheckEnum("--role", o.role, roles()); err != nil {
		return spec, err
	}
	if o.expires && o.life <= 0 {
		return spec, app.Usage("lariat local token create --expires-in 24h", "--expires-in %s is not in the future", o.life)
	}
	for _, group := range o.groups {
		name, ok := backend.PermissionGroup(group)
		if !ok {
			return spec, noGroup(group)
		}
		if o.owned && backend.OfUser(name) {
			return spec, app.Usage("leave out --account-owned", "the group %q is about a user; no account has it", group)
		}
		spec.Groups = append(spec.Groups, name)
	}
	if o.expires {
		spec.Expires = o.app.Now().Add(o.life)
	}
	return spec, nil
}

// noGroup says which groups there are in the hint alone: they fill three lines.
func noGroup(group string) error {
	names := backend.PermissionGroups()
	hint := "use one of " + strings.Join(names, ", ")
	if near, ok := suggest.Nearest(group, names); ok {
		hint = "did you mean --group " + app.Quote(near) + "?"
	}
	return app.Usage(hint, "--group %q is no permission group", group)
}

// place says whose the token is, and where it counts.
func (o *tokenOptions) place(ctx context.Context, store *backend.Store, spec *backend.TokenSpec) error {
	given, err := o.app.GivenAccount()
	if err != nil {
		return err
	}
	if given != "" && len(o.accounts) == 0 { // by --account-id, which is the account to work in elsewhere
		o.accounts = []string{given}
	}
	for _, id := range o.accounts {
		if _, err := store.AccountOf(ctx, id); err != nil {
			return noAccount(err, id)
		}
	}
	switch {
	case !o.owned:
		spec.Accounts = o.accounts
	case len(o.accounts) > 1:
		return app.Usage("give --account once", "one account owns a token")
	case len(o.accounts) == 1:
		spec.Owner = o.accounts[0]
	default:
		spec.Owner = store.Account().ID
	}
	return nil
}

// noAccount says where the ids of accounts are to be found.
func noAccount(err error, id string) error {
	if errors.Is(err, backend.ErrNoAccount) {
		return app.NotFound("lariat local account list", "there is no account %q", id)
	}
	return err
}

func newTokenView(t backend.Token, value string) tokenView {
	v := tokenView{
		ID: t.ID, Name: t.Name, Groups: orNone(t.Groups), Accounts: orNone(t.Accounts), Value: value,
	}
	if t.Role != "" {
		v.Role = new(string(t.Role))
	}
	if t.Owner != "" {
		v.Owner = &t.Owner
	}
	if !t.Expires.IsZero() {
		v.ExpiresOn = new(t.Expires.UTC().Truncate(time.Second))
	}
	return v
}

// orNone is an empty list rather than none at all, for JSON.
func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
