package output

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/lariat-cli/lariat/term"
)

// encode writes compact JSON without HTML escapes. A nil slice is [].
func encode(data any) ([]byte, error) {
	if v := reflect.ValueOf(data); v.Kind() == reflect.Slice && v.IsNil() {
		return []byte("[]"), nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(data); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// indent prints JSON for eyes and machines alike: one form, in a terminal and
// in a pipe. JSON escapes C0 itself; DEL and C1 are escaped for terminals.
func indent(out *term.Output, text []byte) error {
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := out.Write(visible(out, b.Bytes()))
	return err
}

// visible keeps terminals from obeying what is in the data. Line breaks and
// tabs are layout; a pipe gets the bytes as they are.
func visible(out *term.Output, text []byte) []byte {
	if !out.IsTerminal() {
		return text
	}
	var b bytes.Buffer
	for i, line := range bytes.Split(text, []byte("\n")) {
		if i > 0 {
			b.WriteByte('\n')
		}
		for j, cell := range bytes.Split(line, []byte("\t")) {
			if j > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(term.Sanitize(string(cell)))
		}
	}
	return b.Bytes()
}
