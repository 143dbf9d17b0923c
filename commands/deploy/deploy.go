// Package deploy holds `lariat deploy` and `lariat versions upload`: the check,
// and then the project's own Wrangler.
package deploy

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/completions"
)

type options struct {
	app  *app.App
	verb []string // Wrangler's
	argv argv

	noCheck   bool
	checkOnly bool
}

// NewCmd returns `lariat deploy`.
func NewCmd(a *app.App) *cobra.Command {
	cmd := newGate(a, "deploy")
	cmd.Use = "deploy [<path>] [flags of wrangler deploy...]"
	cmd.Short = "Check the VPC bindings, then deploy with the project's own Wrangler"
	cmd.Long = long("deploy")
	cmd.Example = `  lariat deploy
  lariat deploy -e production --dry-run
  lariat deploy -e production --check-only`
	return cmd
}

// NewVersionsCmd returns the group of `lariat versions upload`.
func NewVersionsCmd(a *app.App) *cobra.Command {
	cmd := newGate(a, "versions", "upload")
	cmd.Use = "upload [<path>] [flags of wrangler versions upload...]"
	cmd.Short = "Check the VPC bindings, then upload a version with the project's own Wrangler"
	cmd.Long = long("versions upload")
	cmd.Example = `  lariat versions upload
  lariat versions upload -e production --tag v2`
	group := app.Group(&cobra.Command{Use: "versions", Short: "Upload versions of Workers"})
	group.AddCommand(cmd)
	return group
}

func long(verb string) string {
	return `Check the VPC bindings of the chosen environment as "lariat check" does, and then run
"wrangler ` + verb + `" with the same arguments: all flags but lariat's own are handed on as they
are typed. Wrangler is the project's own, in node_modules/.bin, else the one on the PATH; its
output and its exit code are the command's. What is found goes to standard error.
Afterwards the Worker's VPC bindings are read back: one that was dropped, or leads elsewhere
than was meant, is an error.

Where the check finds an error the exit code is 3, and where it could not find out the one
that says why; nothing is run then. --no-check leaves all of this to Wrangler alone.`
}

func newGate(a *app.App, verb ...string) *cobra.Command {
	o := &options{app: a, verb: verb}
	cmd := &cobra.Command{
		// Wrangler's flags are not ours to know: a new one must get through.
		DisableFlagParsing: true,
		Args:               func(cmd *cobra.Command, args []string) error { return o.parse(cmd, args) },
		ValidArgsFunction:  o.complete,
		RunE:               func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().BoolVar(&o.noCheck, "no-check", false, "check nothing, neither ahead nor afterwards")
	cmd.Flags().BoolVar(&o.checkOnly, "check-only", false, "check, and run nothing")
	return cmd
}

// parse takes the place of cobra's parsing.
func (o *options) parse(cmd *cobra.Command, args []string) error {
	fs := cmd.Flags()
	o.argv = split(args, fs)
	for _, f := range o.argv.ours {
		if f.name == "help" {
			return pflag.ErrHelp // cobra shows it
		}
		if f.bare {
			return app.Usage(cmd.CommandPath()+" --help", "flag needs an argument: --%s", f.name)
		}
		if err := fs.Set(f.name, f.value); err != nil {
			return app.FlagError(cmd, err)
		}
	}
	if o.noCheck && o.checkOnly {
		return app.Usage(cmd.CommandPath()+" --help", "--no-check and --check-only exclude each other")
	}
	return nil
}

// complete completes what both programs read; the rest is files to Wrangler.
func (o *options) complete(cmd *cobra.Command, args []string, typed string) (
	[]cobra.Completion, cobra.ShellCompDirective,
) {
	_ = o.parse(cmd, args) // what is half typed is no fault
	if n := len(args); n > 0 && (args[n-1] == "-e" || args[n-1] == "--env") {
		return o.app.EnvironmentFlag()(cmd, args, typed)
	}
	return completions.Files(cmd, args, typed)
}

func (o *options) run(ctx context.Context) error {
	o.app.NoAccount = "or check the files alone, and leave the rest to Wrangler: lariat check --offline && lariat " +
		strings.Join(o.verb, " ") + " --no-check\nor deploy to the embedded backend: lariat local serve"
	t, err := o.app.Target()
	if err != nil {
		return err
	}
	if t.Local && !o.checkOnly && !o.isDryRun() {
		return app.Usage("lariat local serve # and in another shell, without --local:\n"+
			`eval "$(lariat local env)"`, "Wrangler needs a server to deploy to, which %s is not", t.Source)
	}
	signals, stop := o.signals(ctx)
	defer stop()
	p, err := o.project()
	if err != nil {
		return err
	}
	up, err := o.check(ctx, p)
	if err != nil || o.checkOnly {
		return err
	}
	wrangler, err := o.wrangler(p.root)
	if err != nil {
		return err
	}
	meant := check.Meant(up)
	hand, err := o.handover(ctx)
	if err != nil {
		return err
	}
	account, err := o.account(ctx, up, meant, hand)
	if err != nil {
		return err
	}
	env, words := slices.Concat(hand.env, account.environ()), slices.Concat(wrangler, o.verb, hand.flags)
	if !o.isReadBack(meant) {
		return o.exec(ctx, words, env, signals)
	}
	r, err := o.newRecord()
	if err != nil {
		return err
	}
	defer r.remove()
	if err := o.exec(ctx, words, append(env, r.env...), signals); err != nil {
		return err
	}
	return o.readBack(ctx, r, account.id, meant)
}
