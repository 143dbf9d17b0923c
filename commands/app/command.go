package app

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
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
		hint = group.CommandPath() + " " + verb + " # did you mean " + strconv.Quote(verb) + "?"
	}
	return Usage(hint, "unknown command %q for %q", word, group.CommandPath())
}

// Args checks the number of arguments; most is -1 where there may be any
// number. A missing one is named as the command's usage line names it.
func Args(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		var msg string
		switch {
		case len(args) < least:
			msg = "the " + placeholder(cmd, len(args)) + " is missing"
		case most >= 0 && len(args) > most:
			msg = fmt.Sprintf("unexpected argument %q", args[most])
		default:
			return nil
		}
		hint := cmd.CommandPath() + " --help"
		if f := cmd.Flags().Lookup("json"); f != nil && f.Changed {
			hint += "\nfields follow --json after an equals sign: --json=name,type"
		}
		return Usage(hint, "%s", msg)
	}
}

// placeholder names the i-th argument: "name or id" for "<name|id>...".
func placeholder(cmd *cobra.Command, i int) string {
	words := strings.Fields(cmd.Use)[1:]
	word := strings.Trim(words[min(i, len(words)-1)], "[]<>.")
	return strings.ReplaceAll(word, "|", " or ")
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
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		p.Msg = invalidValue(invalid)
		return p
	}
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
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

// invalidValue says what a flag takes, and not which function could not read it.
func invalidValue(e *pflag.InvalidValueError) string {
	kind := map[string]string{
		"bool": "neither true nor false", "duration": "no duration such as 30s or 2h",
	}[e.GetFlag().Value.Type()]
	if kind == "" {
		return e.Error()
	}
	return fmt.Sprintf("--%s: %q is %s", e.GetFlag().Name, e.GetValue(), kind)
}

// CheckEnum checks a flag that takes one of a few words; "" is unset.
func CheckEnum(flag, value string, allowed []string) error {
	hint, ok := EnumHint(flag, value, allowed)
	if ok {
		return nil
	}
	return Usage(hint, "%s %q is none of %s", flag, value, strings.Join(allowed, ", "))
}

// EnumHint says what to use instead of a word that is not allowed.
func EnumHint(flag, value string, allowed []string) (hint string, ok bool) {
	if value == "" || slices.Contains(allowed, value) {
		return "", true
	}
	if word, ok := suggest.Nearest(value, allowed); ok {
		return "did you mean " + flag + " " + word + "?", false
	}
	return "use one of " + strings.Join(allowed, ", "), false
}

// KebabCase lets --tunnelId stand for --tunnel-id: Wrangler's parser takes
// both spellings, so scripts hold both.
func KebabCase(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	if strings.ToLower(name) == name {
		return pflag.NormalizedName(name) // nearly every flag, at every start
	}
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
