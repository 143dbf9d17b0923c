package configfile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/diag"
)

func mustParse(tb testing.TB, path, src string) *Document {
	tb.Helper()
	d, err := Parse(path, []byte(src))
	if err != nil {
		tb.Fatalf("Parse(%s): %v", path, err)
	}
	return d
}

// syntaxError parses what must not parse.
func syntaxError(tb testing.TB, path, src string) *SyntaxError {
	tb.Helper()
	_, err := Parse(path, []byte(src))
	fault, ok := errors.AsType[*SyntaxError](err)
	if !ok {
		tb.Fatalf("Parse(%s) of %.60q: %v, want a syntax error", path, src, err)
	}
	return fault
}

// lines is the short form of findings that tests compare: place, then message.
func lines(s diag.Set) []string {
	var out []string
	for _, f := range s {
		out = append(out, f.Range.Start.String()+" "+f.Message)
	}
	return out
}

// textAt is the part of the file that a range covers.
func textAt(d *Document, r diag.Range) string {
	return string(d.Source[r.Start.Offset:r.End.Offset])
}

// tree writes files below a new folder, from path to content, and returns it.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}
