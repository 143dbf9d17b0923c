package app

import (
	"errors"
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

// Report prints err to stderr, as one JSON object where the command was asked
// for JSON, and returns the exit code. It is the one error edge.
func (a *App) Report(err error) int {
	// An exit code counts, also where the reader of the output has gone.
	if exit, ok := errors.AsType[ExitStatus](err); ok {
		return exit.Code
	}
	if err == nil || errors.Is(err, term.ErrClosedPipe) {
		return 0
	}
	p := a.explain(err)
	a.finish(p)
	if a.JSONErrors {
		a.reportJSON(p)
	} else {
		a.reportText(p)
	}
	return p.Kind.ExitCode()
}

// finish makes the hints ready to paste.
func (a *App) finish(p *Problem) {
	lines := strings.Split(p.Hint, "\n")
	for i, line := range lines {
		lines[i] = a.pasteable(line, p.AtFault)
	}
	p.Hint = strings.Join(lines, "\n")
	for _, one := range p.Each {
		a.finish(one)
	}
}

func (a *App) reportText(p *Problem) {
	for _, one := range p.Each {
		a.reportText(one)
	}
	if len(p.Each) > 0 {
		return
	}
	w := a.Streams.Err
	printLine(w, "fail", "error:", p.Msg)
	for line := range strings.Lines(p.Hint) {
		printLine(w, "dim", "hint:", line)
	}
}

// printLine prints one labelled line. Where stderr is gone, nobody is left to
// be told.
func printLine(w *term.Output, style, label, text string) {
	_, _ = fmt.Fprintf(w, "%s %s\n", w.Style(style, label), oneLine(text))
}

// problemView is a problem as programs see it.
type problemView struct {
	Kind       Kind          `json:"kind"`
	Message    string        `json:"message"`
	Hint       string        `json:"hint,omitempty"`
	Code       int           `json:"code,omitempty"`
	RequestID  string        `json:"request_id,omitempty"`
	RetryAfter int           `json:"retry_after,omitempty"` // seconds
	ExitCode   int           `json:"exit_code"`
	Errors     []problemView `json:"errors,omitempty"`
}

func newProblemView(p *Problem) problemView {
	v := problemView{p.Kind, p.Msg, p.Hint, p.Code, p.RequestID, int(p.RetryAfter.Seconds()), p.Kind.ExitCode(), nil}
	for _, one := range p.Each {
		v.Errors = append(v.Errors, newProblemView(one))
	}
	return v
}

func (a *App) reportJSON(p *Problem) {
	_ = output.Line(a.Streams.Err, map[string]problemView{"error": newProblemView(p)}) // as printLine
}

// oneLine keeps a message from the network from forging further lines, and
// names in it as they are.
func oneLine(s string) string {
	breaks := strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ")
	return safetext.Escape(breaks.Replace(strings.TrimSpace(s)))
}

// Warn prints a warning to stderr, in the form that an error would have.
func (a *App) Warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if a.JSONErrors {
		_ = output.Line(a.Streams.Err, map[string]warningView{"warning": {text}}) // as printLine
		return
	}
	printLine(a.Streams.Err, "warn", "warning:", text)
}

// warningView is a warning as programs see it.
type warningView struct {
	Message string `json:"message"`
}

// Note prints narration to stderr, where a pipe never sees it.
func (a *App) Note(format string, args ...any) {
	_, _ = fmt.Fprintln(a.Streams.Err, oneLine(fmt.Sprintf(format, args...))) // as printLine
}
