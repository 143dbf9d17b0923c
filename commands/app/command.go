package app

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lariat-cli/lariat/suggest"
)

// Group makes cmd a group of verbs: alone it shows its help, and a word that
// is no verb is a usage error with the likeliest verb. Cobra by itself shows
// the help of a nested group, and succeeds, for any word.
func Group(cmd *cobra.Command) *cobra.Command {
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return unknownCommand(cmd, args[0])
	}
	return cmd
}

func unknownCommand(group *cobra.Command, word string) error {
	var verbs []string
	for _, sub := range group.Commands() {
		if sub.IsAvailableCommand() {
			verbs = append(verbs, sub.Name())
		}
	}
	hint := group.CommandPath() + " --help"
	if verb, ok := suggest.Nearest(word, verbs); ok {
		hint = "did you mean " + group.CommandPath() + " " + verb + "?"
	}
	return Usage(hint, "unknown command %q for %q", word, group.CommandPath())
}

// Args makes a validator's complaint a usage problem that shows the usage line.
func Args(validate cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		err := validate(cmd, args)
		if err == nil {
			return nil
		}
		hint := cmd.UseLine()
		if f := cmd.Flags().Lookup("json"); f != nil && f.Changed {
			hint += "\nfields follow --json after an equals sign: --json=name,type"
		}
		return &Problem{Kind: KindUsage, Msg: err.Error(), Hint: hint, Err: err}
	}
}

// FlagError makes pflag's complaint a usage problem and suggests the flag that
// was probably meant.
func FlagError(cmd *cobra.Command, err error) error {
	// A mistyped verb leaves its flags unknown to the group: the verb is the
	// fault to name.
	if words := cmd.Flags().Args(); cmd.HasSubCommands() && len(words) > 0 {
		return unknownCommand(cmd, words[0])
	}
	p := &Problem{Kind: KindUsage, Msg: err.Error(), Err: err, Hint: cmd.CommandPath() + " --help"}
	unknown, ok := err.(*pflag.NotExistError) //nolint:errorlint // pflag hands its own error over, unwrapped
	if !ok {
		return p
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	if name, ok := suggest.Nearest(unknown.GetSpecifiedName(), names); ok {
		p.Hint = "did you mean --" + name + "?"
	}
	return p
}

// CheckEnum checks a flag that takes one of a few words; "" is unset.
func CheckEnum(flag, value string, allowed []string) error {
	if value == "" || slices.Contains(allowed, value) {
		return nil
	}
	hint := "use one of " + strings.Join(allowed, ", ")
	if word, ok := suggest.Nearest(value, allowed); ok {
		hint = "did you mean " + flag + " " + word + "?"
	}
	return Usage(hint, "%s %q is none of %s", flag, value, strings.Join(allowed, ", "))
}

// KebabCase lets --tunnelId stand for --tunnel-id: Wrangler's parser takes
// both spellings, so scripts hold both.
func KebabCase(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return pflag.NormalizedName(b.String())
}
