// Package check holds `lariat check`.
package check

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type options struct {
	app   *app.App
	paths []string

	env       *string // --env; nil means all
	main      string  // in the place of what configurations name; "" is that
	offline   bool
	noSource  bool
	directory string
	saveTo    string // the file for what was fetched
	format    string
	output    string
	rules     []string
	fix       bool
	watching  bool

	failOnFlag string // "" where it is not given
	failOn     string // what counts

	json     *output.Format
	severity map[string]diag.Severity // of rules
	ignores  []*suppression
	fetched  *fetched     // nil before the directory was fetched
	noted    bool         // what a saved directory lacks was told
	seen     *seenFiles   // nil where nobody waits for changes
	to       *term.Output // where findings go; nil is standard output
}

// NewCmd returns the command.
func NewCmd(a *app.App) *cobra.Command {
	o := &options{app: a}
	cmd := &cobra.Command{
		Use:   "check [<path>...]",
		Short: "Tell before a deploy whether the VPC bindings will work, and why not",
		Long:  long,
		Example: `  lariat check
  lariat check --offline workers/
  lariat check -e production --fail-on warning
  lariat check --fix
  lariat check --directory directory.json --format github`,
		Args: app.Args(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			a.NoAccount = "or check the files alone: add --offline"
			if cmd.Flags().Changed("env") {
				o.env = &a.Flags.Environment
			}
			if err := o.validate(); err != nil {
				return err
			}
			if err := o.configure(); err != nil {
				return err
			}
			if o.watching {
				return o.watch(cmd.Context())
			}
			return o.run(cmd.Context())
		},
	}
	o.addFlags(cmd)
	return cmd
}

func (o *options) addFlags(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.BoolVar(&o.offline, "offline", false, "ask nobody: check the files alone")
	fs.BoolVar(&o.noSource, "no-source", false, "leave the source of Workers out")
	fs.Var(&app.PathFlag{Path: &o.directory}, "directory", "check against the directory saved in this `file`")
	fs.Var(&app.PathFlag{Path: &o.saveTo}, "save-directory", "save what was fetched to this `file`, for --directory")
	fs.StringVar(&o.format, "format", "text", "how to print findings: "+strings.Join(formats(), ", "))
	fs.Var(&app.PathFlag{Path: &o.output}, "output", "write the findings to this `file`; - is standard output")
	fs.StringVar(&o.failOnFlag, "fail-on", "", "exit with 3 from this `severity` on: error (the default), warning or info")
	fs.StringSliceVar(&o.rules, "rule", nil, "set the severity of a rule: `ID=SEVERITY`, off to error")
	fs.BoolVar(&o.fix, "fix", false, "mend in the files what can be mended without a guess")
	fs.BoolVar(&o.watching, "watch", false, "check again whenever a file changes")
	for name, words := range map[string][]string{"format": formats(), "fail-on": severities()[1:]} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	}
	o.json = output.AddFlags(cmd, fields())
}

func (o *options) validate() error {
	if err := o.json.Validate(); err != nil {
		return err
	}
	if o.json.Structured() && (o.format != "text" || o.output != "") {
		return app.Usage(help, "--json, --jq and --template stand in the place of --format and --output")
	}
	if o.offline && o.directory != "" {
		return app.Usage(help, "--offline and --directory exclude each other")
	}
	if o.saveTo != "" && (o.offline || o.directory != "") {
		return app.Usage(help, "--save-directory saves what is fetched, and with --offline or --directory nothing is")
	}
	if err := o.oneFileEach(); err != nil {
		return err
	}
	if o.fix && o.watching {
		return app.Usage(help, "--fix and --watch exclude each other: it would change files that you are editing")
	}
	if err := app.CheckEnum("--format", o.format, formats()); err != nil {
		return err
	}
	if o.failOnFlag != "" {
		return app.CheckEnum("--fail-on", o.failOnFlag, severities()[1:])
	}
	return nil
}

func (o *options) run(ctx context.Context) error {
	files, err := o.search()
	if err != nil {
		return err
	}
	if err := o.spare(slices.Concat(files.configs, files.others,
		[]string{o.directory, o.app.ProjectSettings(), o.app.UserSettings()}, o.envFiles())); err != nil {
		return err
	}
	configs, err := o.load(files)
	if err != nil {
		return err
	}
	return o.judge(ctx, o.inEnvironment(configs), files.others)
}
