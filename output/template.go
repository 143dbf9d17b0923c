package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"
	"time"

	"github.com/lariat-cli/lariat/term"
)

func (f *Format) parseTemplate() error {
	t, err := template.New("--template").Funcs(helpers()).Parse(f.template)
	if err != nil {
		return &UsageError{Msg: err.Error(), Hint: "lariat help formatting"}
	}
	f.tmpl = t
	return nil
}

// helpers are the functions of templates; the help topic lists them.
func helpers() template.FuncMap {
	return template.FuncMap{
		"json":    templateJSON,
		"join":    templateJoin,
		"upper":   strings.ToUpper,
		"trunc":   truncate,
		"timeago": timeAgo,
	}
}

// runTemplate prints what the template prints, with a line break at the end.
func (f *Format) runTemplate(out *term.Output, text []byte) error {
	var input any
	if err := json.Unmarshal(text, &input); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := f.tmpl.Execute(&b, input); err != nil {
		return &UsageError{Msg: err.Error(), Hint: "lariat help formatting"}
	}
	if b.Len() > 0 && !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
		b.WriteByte('\n')
	}
	_, err := out.Write(visible(out, b.Bytes()))
	return err
}

func templateJSON(v any) (string, error) {
	text, err := encode(v)
	return string(text), err
}

func templateJoin(sep string, list []any) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, sep)
}

func truncate(n int, s string) string {
	r := []rune(s)
	if len(r) <= n || n < 1 {
		return s
	}
	return string(r[:n-1]) + "…"
}

func timeAgo(s string) (string, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return "", err
	}
	return term.RelativeTime(time.Now(), t), nil
}
