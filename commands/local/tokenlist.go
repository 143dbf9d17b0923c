package local

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type tokenListOptions struct {
	app    *app.App
	format *output.Format
}

// listedToken is a token, or a login with OAuth, without a value.
type listedToken struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Name      string     `json:"name"`
	Role      *string    `json:"role"`
	Groups    []string   `json:"permission_groups"`
	Scopes    []string   `json:"scopes"`
	Owner     *string    `json:"owner"`
	Accounts  []string   `json:"accounts"`
	CreatedOn time.Time  `json:"created_on"`
	ExpiresOn *time.Time `json:"expires_on"`
}

// The kinds of credentials in the list.
const (
	kindUser    = "user"
	kindAccount = "account"
	kindOAuth   = "oauth"
)

func newTokenListCmd(a *app.App) *cobra.Command {
	o := &tokenListOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tokens and logins of the embedded backend",
		Long: `List the tokens of the embedded backend, and who is logged in with OAuth. Values are not
shown: the state holds their hashes alone.`,
		Example: `  lariat local token list
  lariat local token list --jq '.[] | select(.kind == "oauth") | .id'`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.format = output.AddFlags(cmd, []string{
		"id", "kind", "name", "role", "permission_groups", "scopes", "owner", "accounts", "created_on", "expires_on",
	})
	return cmd
}

func (o *tokenListOptions) run(ctx context.Context) error {
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	views, err := listTokens(ctx, store)
	if err != nil {
		return err
	}
	return output.Print(o.format, o.app.Streams, views, func(out *term.Output) error {
		t := term.NewTable(out, "ID", "KIND", "NAME", "MAY", "EXPIRES")
		t.Whole("NAME")
		for _, v := range views {
			expires := "never"
			if v.ExpiresOn != nil {
				expires = out.Time(*v.ExpiresOn, o.app.Now())
			}
			t.AddRow(term.Fixed(v.ID), term.Text(v.Kind), term.Text(v.Name), term.Text(v.may()), term.Text(expires))
		}
		return t.Flush()
	})
}

// listTokens are all tokens, and then all logins.
func listTokens(ctx context.Context, store *backend.Store) ([]listedToken, error) {
	tokens, err := store.Tokens(ctx)
	if err != nil {
		return nil, err
	}
	grants, err := store.Grants(ctx)
	if err != nil {
		return nil, err
	}
	views := make([]listedToken, 0, len(tokens)+len(grants))
	for _, t := range tokens {
		n := newTokenView(t, "")
		v := listedToken{
			ID: n.ID, Kind: kindUser, Name: n.Name, Role: n.Role, Groups: n.Groups, Scopes: []string{},
			Owner: n.Owner, Accounts: n.Accounts, CreatedOn: t.Created.Truncate(time.Second), ExpiresOn: n.ExpiresOn,
		}
		if n.Owner != nil {
			v.Kind = kindAccount
		}
		views = append(views, v)
	}
	for _, g := range grants {
		views = append(views, listedToken{
			ID: g.ID, Kind: kindOAuth, Name: g.Client, Groups: []string{}, Accounts: []string{},
			Scopes:    strings.Fields(g.Scopes),
			CreatedOn: g.Created.Truncate(time.Second), ExpiresOn: new(g.Expires.Truncate(time.Second)),
		})
	}
	return views, nil
}

// may is what the credential may do, in few words.
func (v listedToken) may() string {
	words := slices.Concat(v.Groups, v.Scopes)
	if v.Role != nil {
		words = slices.Insert(words, 0, *v.Role)
	}
	return strings.Join(words, ", ")
}
