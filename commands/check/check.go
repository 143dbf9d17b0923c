// Package check holds `lariat check`.
package check

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
)

type options struct {
	app   *app.App
	paths []string

	env       *string // --env; nil means all
	offline   bool
	directory string
	format    string
	output    string
	failOn    string
	rules     []string

	severity map[string]diag.Severity // of rules
}

const help = "lariat check --help"

// NewCmd returns the command.
func NewCmd(a *app.App) *cobra.Command {
	o := &options{app: a}
	cmd := &cobra.Command{
		Use:   "check [<path>...]",
		Short: "Tell before a deploy whether the VPC bindings will work, and why not",
		Long: `Check the VPC bindings of Wrangler configurations: the files themselves, and against the
connectivity directory and the tunnels of the account, which are fetched once.

A path is a configuration or a folder, which is searched for configurations; folders that
git ignores, and node_modules, are left out. Without a path it is the working folder. All
environments are checked, the top level included, or the one of --env.

--offline asks nobody. --directory FILE checks against a saved directory, with no
credentials: the output of "lariat vpc service list --json", or an object that holds it as
"services", and the output of "lariat tunnel get --json" for each tunnel as "tunnels".

The exit code is 3 where something at or above --fail-on was found, and 6 where it could
not be found out. Each rule has a page in docs/rules.`,
		Example: `  lariat check
  lariat check --offline workers/
  lariat check -e production --fail-on warning
  lariat check --directory directory.json --format github`,
		Args: app.Args(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			if cmd.Flags().Changed("env") {
				o.env = &a.Flags.Environment
			}
			if err := o.validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	fs := cmd.Flags()
	fs.BoolVar(&o.offline, "offline", false, "ask nobody: check the files alone")
	fs.Var(&app.PathFlag{Path: &o.directory}, "directory", "check against the directory saved in this `file`")
	fs.StringVar(&o.format, "format", "text", "how to print findings: "+strings.Join(formats(), ", "))
	fs.Var(&app.PathFlag{Path: &o.output}, "output", "write the findings to this `file`")
	fs.StringVar(&o.failOn, "fail-on", "error", "exit with 3 from this severity on: error, warning or info")
	fs.StringSliceVar(&o.rules, "rule", nil, "set the severity of a rule: `ID=SEVERITY`, which is off, info, warning or error")
	for name, words := range map[string][]string{"format": formats(), "fail-on": severities()[1:]} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	}
	return cmd
}

func severities() []string { return []string{"off", "info", "warning", "error"} }

// severityOf is the severity of a word that is one.
func severityOf(word string) diag.Severity {
	for i, s := range severities() {
		if s == word {
			return diag.Severity(i)
		}
	}
	return check.Off
}

func (o *options) validate() error {
	if o.offline && o.directory != "" {
		return app.Usage(help, "--offline and --directory exclude each other")
	}
	if err := app.CheckEnum("--format", o.format, formats()); err != nil {
		return err
	}
	if err := app.CheckEnum("--fail-on", o.failOn, severities()[1:]); err != nil {
		return err
	}
	return o.readRules()
}

func (o *options) readRules() error {
	o.severity = map[string]diag.Severity{}
	var ids []string
	for _, rule := range check.Rules() {
		ids = append(ids, rule.ID)
	}
	for _, setting := range o.rules {
		id, word, found := strings.Cut(setting, "=")
		if !found {
			return app.Usage(help, "--rule %q is no ID=SEVERITY", setting)
		}
		if err := app.CheckEnum("--rule "+id+"=", word, severities()); err != nil || word == "" {
			return errors.Join(err)
		}
		if !contains(ids, id) {
			hint := help
			if word, ok := suggest.Nearest(id, ids); ok {
				hint = "did you mean --rule " + word + "?"
			}
			return app.Usage(hint, "there is no rule %q", id)
		}
		o.severity[id] = severityOf(word)
	}
	return nil
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

// run checks all that can be checked, also where the directory could not be
// had: that error comes last.
func (o *options) run(ctx context.Context) error {
	configs, err := o.load()
	if err != nil {
		return err
	}
	directory, unknown := o.directories(ctx, configs)
	if errors.Is(unknown, context.Canceled) {
		return unknown
	}
	opts := check.Options{Env: o.env, Directory: directory, Severity: o.severity}
	var found diag.Set
	for _, c := range configs {
		set, err := c.check(opts)
		if err != nil {
			return err
		}
		found.Add(set...)
	}
	if err := o.print(configs, found.Sorted()); err != nil {
		return err
	}
	if unknown != nil {
		return unknown
	}
	return o.verdict(configs, found)
}
