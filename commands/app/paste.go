package app

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Pasteable makes a hint that begins with a lariat command mean the same world
// as the command that failed: a delete under --local must not, once pasted,
// reach the account at Cloudflare.
func (a *App) Pasteable(hint string) string { return a.pasteable(hint, "") }

// pasteable is Pasteable without a flag whose value is wrong.
func (a *App) pasteable(hint, atFault string) string {
	command, isCommand := strings.CutPrefix(hint, "lariat ")
	if !isCommand || a.FlagSet == nil || isAboutItself(command) {
		return hint
	}
	// Only what stands before the verb is the hint's own; behind it are names.
	own, _, _ := strings.Cut(command, " ")
	words := []string{"lariat"}
	a.FlagSet.VisitAll(func(f *pflag.Flag) {
		isImplied := f.Name == atFault || own == "--"+f.Name || own == "local" && (f.Name == "local" || f.Name == "env") ||
			f.Name == "profile" && (own == "config" || own == "auth")
		if f.Changed && slices.Contains(worldFlags(), f.Name) && !isImplied {
			words = append(words, given(f)...)
		}
	})
	return strings.Join(append(words, command), " ")
}

// worldFlags are the global flags that say what a command works on.
func worldFlags() []string {
	return []string{"account-id", "config", "cwd", "env", "env-file", "local", "profile", "state-dir"}
}

// isAboutItself tells commands that work on nothing.
func isAboutItself(command string) bool {
	verb, _, _ := strings.Cut(command, " ")
	return slices.Contains([]string{"help", "version", "completion", "demo"}, verb) ||
		strings.HasSuffix(command, " --help") && !strings.Contains(command, " -- ")
}

// given is a flag as the user may type it again.
func given(f *pflag.Flag) []string {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		var words []string
		for _, value := range list.GetSlice() {
			words = append(words, "--"+f.Name, Quote(value))
		}
		return words
	}
	if f.Value.Type() == "bool" {
		return []string{"--" + f.Name}
	}
	return []string{"--" + f.Name, Quote(f.Value.String())}
}
