package output

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/itchyny/gojq"

	"github.com/lariat-cli/lariat/term"
)

func (f *Format) compileJQ() error {
	query, err := gojq.Parse(f.jq)
	if err == nil {
		f.code, err = gojq.Compile(query)
	}
	if err != nil {
		return &UsageError{Msg: fmt.Sprintf("--jq %q: %s", f.jq, err), Hint: "lariat help formatting"}
	}
	return nil
}

// runJQ prints each result on lines of its own, strings raw as jq -r does.
func (f *Format) runJQ(out *term.Output, text []byte) error {
	var input any
	if err := json.Unmarshal(text, &input); err != nil {
		return err
	}
	var b bytes.Buffer
	results := f.code.Run(input)
	for {
		v, ok := results.Next()
		if !ok {
			break
		}
		if err, isErr := v.(error); isErr {
			return &UsageError{Msg: fmt.Sprintf("--jq %q: %s", f.jq, err), Hint: "lariat help formatting"}
		}
		if err := writeResult(&b, v); err != nil {
			return err
		}
	}
	_, err := out.Write(visible(out, b.Bytes()))
	return err
}

func writeResult(b *bytes.Buffer, v any) error {
	if s, ok := v.(string); ok {
		b.WriteString(s + "\n")
		return nil
	}
	text, err := gojq.Marshal(v)
	if err != nil {
		return err
	}
	b.Write(text)
	b.WriteByte('\n')
	return nil
}
