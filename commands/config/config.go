// Package config holds `lariat config`: lariat's own settings.
package config

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/suggest"
)

// NewCmd returns the command group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "config",
		Short: "Show and change lariat's own settings",
		Long: `Show and change lariat's own settings. Each is resolved as flag, LARIAT_ variable, the
project's .lariat.toml, the user's config.toml, default. Wrangler's files are not touched.

The account has more sources: one that Wrangler's configuration or CLOUDFLARE_ACCOUNT_ID
names wins over the account_id setting. See "lariat help environment".`,
	})
	cmd.AddCommand(newListCmd(a), newGetCmd(a), newSetCmd(a), newUnsetCmd(a))
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

func fields() []string { return []string{"key", "value", "origin", "env", "help"} }

func newView(v settings.Value) view {
	return view{Key: v.Key, Value: v.Text, Origin: v.Origin, Env: v.Env(), Help: v.Help}
}

func find(key string) (settings.Option, error) {
	if o, ok := settings.Find(key); ok {
		return o, nil
	}
	hint := "use " + strings.Join(settings.Keys(), ", ")
	if word, ok := suggest.Nearest(key, settings.Keys()); ok {
		hint = "did you mean " + word + "?"
	}
	return settings.Option{}, app.Usage(hint, "unknown setting %q", key)
}

// completeSetting completes the key of a setting, and then, for verbs that take
// one, its value.
func completeSetting(most int) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var found []cobra.Completion
		if len(args) == 0 {
			for _, o := range settings.Options() {
				found = append(found, cobra.CompletionWithDesc(o.Key, o.Help))
			}
		}
		if len(args) == 1 && most == 2 {
			if o, ok := settings.Find(args[0]); ok {
				found = append(found, o.Values...)
			}
		}
		return found, cobra.ShellCompDirectiveNoFileComp
	}
}
