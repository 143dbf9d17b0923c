package output

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/itchyny/gojq"
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/term"
)

const helpHint = "lariat help formatting"

// UsageError says that the output flags make no sense.
type UsageError struct {
	Msg  string
	Hint string
}

func (e *UsageError) Error() string { return e.Msg }

// Format is what the output flags of one command ask for.
type Format struct {
	fields []string // what the command can show

	json     fieldsFlag
	jq       string
	template string
	given    func(flag string) bool // an empty expression is a mistake, not absence

	context func() context.Context // of the command, once it runs
	code    *gojq.Code
	tmpl    *template.Template
}

// AddFlags adds --json, --jq and --template to a command whose data has the
// given top-level fields.
func AddFlags(cmd *cobra.Command, fields []string) *Format {
	fs := cmd.Flags()
	f := &Format{fields: fields, given: fs.Changed, context: cmd.Context}
	fs.Var(&f.json, "json", "print JSON: all fields, or --json=a,b for those")
	fs.Lookup("json").NoOptDefVal = all
	if cmd.Long == "" {
		cmd.Long = cmd.Short + "."
	}
	cmd.Long += "\n\nFields of --json: " + wrap(fields) + "."
	fs.StringVar(&f.jq, "jq", "", "filter the JSON with a jq `expression`; strings are printed raw")
	fs.StringVar(&f.template, "template", "", "format the JSON with a Go `template`; see \"lariat help formatting\"")
	_ = cmd.RegisterFlagCompletionFunc("json", f.completeFields)
	return f
}

// completeFields completes a comma-separated list of fields.
func (f *Format) completeFields(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return suggest.InList(typed, f.fields), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// Validate checks the flags before anything is asked of the network, and
// compiles what they hold. It fails with a *UsageError.
func (f *Format) Validate() error {
	if f.given("jq") && f.given("template") {
		return &UsageError{Msg: "--jq and --template exclude each other", Hint: "give one of the two"}
	}
	for _, field := range f.selected() {
		if err := f.checkField(field); err != nil {
			return err
		}
	}
	switch {
	case f.given("jq"):
		return f.compileJQ()
	case f.given("template"):
		return f.parseTemplate()
	}
	return nil
}

func (f *Format) checkField(field string) error {
	if slices.Contains(f.fields, field) {
		return nil
	}
	hint := "use " + strings.Join(f.fields, ", ")
	if word, ok := suggest.Nearest(field, f.fields); ok {
		hint = "did you mean --json=" + word + "? The fields are " + strings.Join(f.fields, ", ")
	}
	return &UsageError{Msg: fmt.Sprintf("--json has no field %q", field), Hint: hint}
}

// selected are the fields that --json names; nil means all of them.
func (f *Format) selected() []string { return f.json.names }

// Structured says whether data is asked for in a form for programs.
func (f *Format) Structured() bool { return f.given("json") || f.given("jq") || f.given("template") }

// Selective says whether --json names fields.
func (f *Format) Selective() bool { return f.selected() != nil }

// Wants says whether a field will be shown to people or in JSON, so that a
// command need not fetch what nobody sees. A pipe without --json counts as
// people only where the field is drawn, which is on terminals.
func (f *Format) Wants(field string, out *term.Output) bool {
	if !f.Structured() {
		return out.IsTerminal()
	}
	names := f.selected()
	if f.jq != "" && !strings.Contains(f.jq, field) && strings.HasPrefix(f.jq, ".") && plainPath(f.jq) {
		return false
	}
	return names == nil || slices.Contains(names, field)
}

// plainPath says whether a jq expression is a path of names and nothing else,
// so that the text tells which fields it reads.
func plainPath(jq string) bool {
	return strings.TrimLeft(jq, ".[]abcdefghijklmnopqrstuvwxyz_") == "" && strings.Trim(jq, ".[]") != ""
}
