package configfile

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

func TestFindRedirect(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{
		"wrangler.jsonc":               "{}",
		".wrangler/deploy/config.json": `{ /* built */ "configPath": "../../dist/wrangler.json", }`,
		"dist/wrangler.json":           `{"name": "w", "targetEnvironment": "staging"}`,
		"a/b/":                         "",
	})
	for _, user := range []string{filepath.Join(root, "wrangler.jsonc"), ""} {
		r, err := FindRedirect(filepath.Join(root, "a", "b"), user)
		if err != nil || r == nil {
			t.Fatalf("%+v, %v", r, err)
		}
		if want := filepath.Join(root, "dist", "wrangler.json"); r.Target != want {
			t.Errorf("target %q, want %q", r.Target, want)
		}
	}
}

func TestFindRedirectNone(t *testing.T) {
	t.Parallel()
	if r, err := FindRedirect(t.TempDir(), ""); r != nil || err != nil {
		t.Errorf("%+v, %v", r, err)
	}
}

// The error cases of facts/wrangler.md 1.
func TestFindRedirectErrors(t *testing.T) {
	t.Parallel()
	const file = ".wrangler/deploy/config.json"
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no path":      {map[string]string{file: `{}`}, `has no "configPath"`},
		"empty path":   {map[string]string{file: `{"configPath": ""}`}, `has no "configPath"`},
		"wrong type":   {map[string]string{file: `{"configPath": 1}`}, `has no "configPath"`},
		"broken":       {map[string]string{file: `{`}, "could not be read"},
		"array":        {map[string]string{file: `[]`}, `has no "configPath"`},
		"gone":         {map[string]string{file: `{"configPath": "x.json"}`}, "points to"},
		"another base": {map[string]string{file: `{"configPath": "x.json"}`, ".wrangler/deploy/x.json": "{}"}, "does not lie beside"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.files["a/wrangler.toml"] = ""
			root := tree(t, c.files)
			dir := filepath.Join(root, "a")
			_, err := FindRedirect(dir, filepath.Join(dir, "wrangler.toml"))
			fault, ok := errors.AsType[*RedirectError](err)
			if !ok || !strings.Contains(fault.Reason, c.want) || fault.File != filepath.Join(root, file) {
				t.Fatalf("%v, want %q", err, c.want)
			}
			if errors.Is(err, fs.ErrNotExist) != (name == "gone") {
				t.Errorf("%v: a missing target is not told apart", err)
			}
			_, syntax := errors.AsType[*SyntaxError](err)
			if syntax != (name == "broken") {
				t.Errorf("%v: the cause is lost", err)
			}
		})
	}
}

func TestRedirectCheck(t *testing.T) {
	t.Parallel()
	r := &Redirect{File: "f", Target: "t.json"}
	for _, c := range []struct {
		target, env, want string
	}{
		{`{}`, "", ""},
		{`{"targetEnvironment": "prod"}`, "prod", ""},
		{`{"targetEnvironment": "prod"}`, "", ""},
		{`{"targetEnvironment": "prod"}`, "staging", `built for environment "prod", not "staging"`},
		{`{}`, "staging", `built for environment "", not "staging"`},
		{`{"env": {}}`, "", `has an "env" table`},
	} {
		err := r.Check(mustParse(t, "t.json", c.target), c.env)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %q: %v, want %q", c.target, c.env, err, c.want)
		}
	}
}
