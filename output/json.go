package output

import (
	"bytes"
	"encoding/json"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/term"
)

// encode writes compact JSON without HTML escapes. A nil slice is [].
func encode(data any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(filled(data)); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// Line prints data as one line of JSON that no terminal obeys.
func Line(out *term.Output, data any) error {
	text, err := encode(data)
	if err == nil {
		_, err = out.Write(append(safetext.JSON(text), '\n'))
	}
	return err
}

// indent prints JSON for eyes and machines alike: one form, in a terminal and
// in a pipe.
func indent(out *term.Output, text []byte) error {
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := out.Write(safetext.JSON(b.Bytes()))
	return err
}
