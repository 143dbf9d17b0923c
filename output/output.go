// Package output is the one printer of every command that returns data: as
// JSON, through a jq expression or a Go template, or in the command's own form
// for people and pipes.
package output

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/itchyny/gojq"
	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/term"
)

// all is what --json means without a value. No field has this name, and with
// it pflag shows the flag in help as one whose value may be left out.
const all = "true"

// UsageError says that the output flags make no sense.
type UsageError struct {
	Msg  string
	Hint string
}

func (e *UsageError) Error() string { return e.Msg }

// Format is what the output flags of one command ask for.
type Format struct {
	fields []string // what the command can show

	json     string
	jq       string
	template string

	code *gojq.Code
	tmpl *template.Template
}

// AddFlags adds --json, --jq and --template to a command whose data has the
// given top-level fields.
func AddFlags(cmd *cobra.Command, fields []string) *Format {
	f := &Format{fields: fields}
	fs := cmd.Flags()
	fs.Var((*fieldList)(&f.json), "json", "print JSON: all fields, or --json=a,b for those")
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

// fieldList is the value of --json.
type fieldList string

func (l *fieldList) Set(s string) error { *l = fieldList(s); return nil }
func (l *fieldList) String() string     { return string(*l) }

// Type is bool because pflag shows the value that stands in for a missing one
// for every other type.
func (l *fieldList) Type() string { return "bool" }

// wrap joins words by commas in lines that fit the help's text.
func wrap(words []string) string {
	const width = 90
	var b strings.Builder
	column := len("Fields of --json: ")
	for i, word := range words {
		if i > 0 {
			b.WriteByte(',')
			if column+len(word) > width {
				b.WriteByte('\n')
				column = 0
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(word)
		column += len(word) + 2
	}
	return b.String()
}

// completeFields completes a comma-separated list of fields.
func (f *Format) completeFields(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	head := typed[:strings.LastIndexByte(typed, ',')+1]
	var found []string
	for _, field := range f.fields {
		if !slices.Contains(strings.Split(head, ","), field) {
			found = append(found, head+field)
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// Validate checks the flags before anything is asked of the network. It fails
// with a *UsageError.
func (f *Format) Validate() error {
	if f.jq != "" && f.template != "" {
		return &UsageError{Msg: "--jq and --template exclude each other", Hint: "give one of the two"}
	}
	for _, field := range f.selected() {
		if err := f.checkField(field); err != nil {
			return err
		}
	}
	if f.jq != "" {
		return f.compileJQ()
	}
	if f.template != "" {
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
func (f *Format) selected() []string {
	if f.json == "" || f.json == all {
		return nil
	}
	return strings.Split(f.json, ",")
}

// Structured says whether data is asked for in a form for programs.
func (f *Format) Structured() bool { return f.json != "" || f.jq != "" || f.template != "" }

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

// Print prints data in the form that the flags ask for; human prints it where
// they ask for none. data is a struct or a slice made for output: its JSON is
// a contract, and an empty slice is [].
func Print(f *Format, s term.Streams, data any, human func(*term.Output) error) error {
	if !f.Structured() {
		return human(s.Out)
	}
	text, err := encode(data)
	if err != nil {
		return err
	}
	if names := f.selected(); names != nil {
		if text, err = pick(text, names); err != nil {
			return err
		}
	}
	switch {
	case f.jq != "":
		return f.runJQ(s.Out, text)
	case f.template != "":
		return f.runTemplate(s.Out, text)
	default:
		return indent(s.Out, text)
	}
}

// pick keeps the named top-level keys of an object, or of each object of a
// list, in the order they are named.
func pick(text []byte, names []string) ([]byte, error) {
	if len(text) > 0 && text[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(text, &list); err != nil {
			return nil, err
		}
		for i := range list {
			one, err := pick(list[i], names)
			if err != nil {
				return nil, err
			}
			list[i] = one
		}
		return encode(list)
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	var b strings.Builder
	for i, name := range names {
		sep := ","
		if i == 0 {
			sep = "{"
		}
		fmt.Fprintf(&b, "%s%q:%s", sep, name, object[name])
	}
	return []byte(b.String() + "}"), nil
}
