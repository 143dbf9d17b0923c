package commands

import (
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/completions"
	"github.com/lariat-cli/lariat/internal/buildinfo"
	"github.com/lariat-cli/lariat/term"
)

// newRoot makes the root without any command.
func newRoot(a *app.App) *cobra.Command {
	root := app.Group(&cobra.Command{
		Use:   "lariat",
		Short: "Cloudflare Workers VPC from the terminal",
		Long: `lariat manages Cloudflare Workers VPC: the services that Workers reach on private networks
through Cloudflare Tunnel. Add --local to any command to work with an embedded backend,
with no account and no network.

lariat is unofficial and not affiliated with Cloudflare.`,
		Version:       buildinfo.Version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	})
	root.SetVersionTemplate("lariat {{.Version}}\n")
	root.SetFlagErrorFunc(app.FlagError)
	root.SetOut(a.Streams.Out)
	root.SetErr(a.Streams.Err)
	root.SetIn(a.Streams.In)
	root.CompletionOptions.DisableDefaultCmd = true
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.SetGlobalNormalizationFunc(app.KebabCase)
	addGlobalFlags(root, a)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return prepare(cmd, a) }
	return root
}

func addGlobalFlags(root *cobra.Command, a *app.App) {
	fs := root.PersistentFlags()
	fs.VarP(&app.PathFlag{Path: &a.Flags.Config}, "config", "c", "path to the Wrangler configuration file")
	fs.Var(&app.PathFlag{Path: &a.Flags.Cwd}, "cwd", "run as if started in this folder")
	fs.StringVarP(&a.Flags.Environment, "env", "e", "", "environment of the configuration; \"\" means the top level")
	fs.StringArrayVar(&a.Flags.EnvFiles, "env-file", nil, "read this .env file instead of the default ones (repeatable)")
	fs.BoolVar(&a.Flags.Local, "local", false, "use the embedded backend: no account, no network")
	fs.BoolVar(&a.Flags.Verbose, "verbose", false, "print each request and reply to stderr, without credentials")
	fs.BoolVar(&a.Flags.NoInput, "no-input", false, "never ask; fail where an answer is needed")
	for _, o := range settings.Options() {
		if o.Flag != "" {
			fs.String(o.Flag, o.Default, o.Help)
		}
		if o.Values != nil && o.Flag != "" {
			_ = root.RegisterFlagCompletionFunc(o.Flag,
				cobra.FixedCompletions(o.Values, cobra.ShellCompDirectiveNoFileComp))
		}
	}
	_ = root.RegisterFlagCompletionFunc("profile", a.ProfileFlag())
	_ = root.RegisterFlagCompletionFunc("env", a.EnvironmentFlag())
	_ = root.RegisterFlagCompletionFunc("config", completions.Files)
	_ = root.RegisterFlagCompletionFunc("env-file", completions.Files)
	_ = root.MarkPersistentFlagDirname("cwd")
	_ = root.MarkPersistentFlagDirname("state-dir")
	a.FlagSet = fs
}

// prepare settles what every command's output depends on.
func prepare(cmd *cobra.Command, a *app.App) error {
	if err := a.CheckWorkDir(); err != nil {
		return err
	}
	color := term.ColorAuto
	if r, err := a.Settings(); err == nil {
		color = term.ColorMode(r.Get(settings.Color).Text)
	}
	a.Streams = a.Streams.WithColor(color)
	if a.Prompt == nil {
		a.Prompt = term.NewPrompter(a.Streams)
	}
	return a.CheckSettings(settingsNeed(cmd))
}

// settingsNeed says how sound lariat's own settings have to be for a command:
// help has to work whatever is wrong with them, and config to mend them.
func settingsNeed(cmd *cobra.Command) app.SettingsNeed {
	if cmd.HasSubCommands() {
		return app.SettingsUnused // a group shows its help
	}
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent()
	}
	switch cmd.Name() {
	case "version", "help", "completion", "demo", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd:
		return app.SettingsUnused
	case "config":
		return app.SettingsShown
	}
	return app.SettingsUsed
}
