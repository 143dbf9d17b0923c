package output

import (
	"errors"
	"fmt"

	"github.com/itchyny/gojq"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/term"
)

func (f *Format) compileJQ() error {
	if f.jq == "" {
		return &UsageError{Msg: "--jq is empty", Hint: "all of the JSON is --jq ."}
	}
	query, err := gojq.Parse(f.jq)
	if err == nil {
		f.code, err = gojq.Compile(query)
	}
	if err != nil {
		return f.jqError(err)
	}
	return nil
}

func (f *Format) jqError(err error) error {
	return &UsageError{Msg: fmt.Sprintf("--jq %q: %s", f.jq, err), Hint: helpHint}
}

// runJQ prints each result on a line of its own: strings raw as jq -r does,
// all else as compact JSON. It stops with the command's context.
func (f *Format) runJQ(out *term.Output, text []byte) error {
	input, err := decode(text, nil)
	if err != nil {
		return err
	}
	results := f.results(input)
	w := &spool{out: out}
	for v, ok := results.Next(); ok; v, ok = results.Next() {
		if err, isErr := v.(error); isErr {
			if halt, is := errors.AsType[*gojq.HaltError](err); is && halt.Value() == nil {
				break // the expression's own wish
			}
			return f.runError(err)
		}
		if err := writeResult(w, v); err != nil {
			return err
		}
	}
	return w.flush()
}

// results runs the expression. A command that is not run by cobra, as in tests,
// has no context.
func (f *Format) results(input any) gojq.Iter {
	if ctx := f.context(); ctx != nil {
		return f.code.RunWithContext(ctx, input)
	}
	return f.code.Run(input)
}

// runError tells an interruption from an expression that does not fit.
func (f *Format) runError(err error) error {
	if ctx := f.context(); ctx != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return f.jqError(err)
}

func writeResult(w *spool, v any) error {
	text, isString := v.(string)
	if !isString {
		b, err := gojq.Marshal(v)
		if err != nil {
			return err
		}
		text = string(safetext.JSON(b))
	}
	_, err := w.Write([]byte(text + "\n"))
	return err
}
