// Package output is the one printer of every command that returns data: as
// JSON, through a jq expression or a Go template, or in the command's own form
// for people and pipes.
package output

import "github.com/lariat-cli/lariat/term"

// Print prints data in the form that the flags ask for; human prints it where
// they ask for none. data is a struct or a slice made for output: its JSON is
// a contract, and a nil slice anywhere in it is []. It fails with a *UsageError
// where a jq expression or a template does not fit the data, and then prints
// nothing of up to spoolSize bytes of results.
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
	case f.code != nil:
		return f.runJQ(s.Out, text)
	case f.tmpl != nil:
		return f.runTemplate(s.Out, text)
	default:
		return indent(s.Out, text)
	}
}
