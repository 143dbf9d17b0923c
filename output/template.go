package output

import (
	"text/template"

	"github.com/lariat-cli/lariat/term"
)

func (f *Format) parseTemplate() error {
	if f.template == "" {
		return &UsageError{Msg: "--template is empty", Hint: helpHint}
	}
	t, err := template.New("--template").Option("missingkey=error").
		Funcs(helpers()).Funcs(new(rows).helpers()).Parse(f.template)
	if err != nil {
		return &UsageError{Msg: err.Error(), Hint: helpHint}
	}
	f.tmpl = t
	return nil
}

// runTemplate prints what the template prints, with a line break at the end
// unless there is one, or nothing at all. Rows that no tablerender has printed
// come last.
func (f *Format) runTemplate(out *term.Output, text []byte) error {
	input, err := decode(text, null(nil))
	if err != nil {
		return err
	}
	table := &rows{out: out}
	w := &lineEnd{spool: spool{out: out}}
	if err := f.tmpl.Funcs(table.helpers()).Execute(w, input); err != nil {
		return templateError(err)
	}
	rest, err := table.render()
	if err != nil {
		return err
	}
	if _, err := w.Write([]byte(rest)); err != nil {
		return err
	}
	return w.end()
}

// templateError leaves alone what is not the template's fault, such as a reader
// that has gone.
func templateError(err error) error {
	if _, ok := err.(template.ExecError); !ok { //nolint:errorlint // text/template never wraps it
		return err
	}
	return &UsageError{Msg: err.Error(), Hint: helpHint}
}

// lineEnd remembers whether the text ended its last line.
type lineEnd struct {
	spool
	last byte
}

func (l *lineEnd) Write(p []byte) (int, error) {
	if len(p) > 0 {
		l.last = p[len(p)-1]
	}
	return l.spool.Write(p)
}

func (l *lineEnd) end() error {
	if l.last != 0 && l.last != '\n' {
		l.wait.WriteByte('\n')
	}
	return l.flush()
}
