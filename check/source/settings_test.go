package source_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check/source"
	"github.com/rogpeppe/go-internal/txtar"
)

// What a configuration says of imports is followed.
func TestSettings(t *testing.T) {
	t.Parallel()
	const useX, x = `export default { fetch(r, env) { return x(env) } };` + "\n", `export const x = (env) => env.API.fetch("http://h");` + "\n"
	const found = `API.fetch "\"http://h\"" h`
	for _, c := range []struct {
		name     string
		settings source.Settings
		archive  string
		want     string
	}{
		{"an alias", source.Settings{Alias: map[string]string{"impl": "./lib/x"}}, "-- a.ts --\nimport { x } from 'impl';\n" + useX + "-- lib/x.ts --\n" + x, "lib/x.ts:1:41 " + found},
		{"an alias of a file", source.Settings{Dir: "w", Alias: map[string]string{"./x": "./y.js"}}, "-- w/src/a.ts --\nimport { x } from './x';\n" + useX + "-- w/y.js --\n" + x, "w/y.js:1:41 " + found},
		{"an alias for a package", source.Settings{Alias: map[string]string{"./x": "y"}}, "-- a.ts --\nimport { x } from './x';\n" + useX, ""},
		{"an alias that leads nowhere", source.Settings{Alias: map[string]string{"x": "./y"}}, "-- a.ts --\nimport { x } from 'x';\n" + useX, `3 a.ts:1:19 "x" is not there`},
		{"an alias of another name", source.Settings{Alias: map[string]string{"x": "./y"}}, "-- a.ts --\nimport { x } from 'x/z';\n" + useX, ""},
		{"a rule", source.Settings{Rules: []source.Rule{{Type: "Text", Globs: []string{"**/*.tpl.js"}}}},
			"-- a.ts --\nimport t from './t.tpl.js'; import { x } from './x';\n" + useX + "-- t.tpl.js --\nno {{ program }}\n-- x.js --\n" + x, "x.js:1:41 " + found},
		{"a rule of data", source.Settings{Rules: []source.Rule{{Type: "Data", Globs: []string{"no", "*.json"}}}},
			"-- a.ts --\nimport t from './t.json'; import { x } from './x';\n" + useX + "-- t.json --\n{{\n-- x.js --\n" + x, "x.js:1:41 " + found},
		{"a rule for programs", source.Settings{Rules: []source.Rule{{Type: "ESModule", Globs: []string{"**/*.js"}}}}, "-- a.ts --\nimport { x } from './x.js';\n" + useX + "-- x.js --\n" + x, "x.js:1:41 " + found},
		{"a tsconfig", source.Settings{Dir: "w", Tsconfig: "ts/worker.json"}, "-- w/src/a.ts --\nimport { x } from '@/x';\n" + useX + "-- w/src/x.ts --\n" + x +
			"-- w/ts/worker.json --\n{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"../src/*\"] } } }\n-- w/tsconfig.json --\n{ \"compilerOptions\": { \"paths\": {} } }\n", "w/src/x.ts:1:41 " + found},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			main, read := readerOf(c.archive)
			if got := strings.Join(uses(c.settings.ReadWorker(t.Context(), main, read)), "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// readerOf is for the files of an archive, the first of which is main.
func readerOf(archive string) (main string, read source.Reader) {
	files := map[string][]byte{}
	parsed := txtar.Parse([]byte(archive))
	for _, f := range parsed.Files {
		files[filepath.FromSlash(f.Name)] = f.Data
	}
	return filepath.FromSlash(parsed.Files[0].Name), reader(files)
}

// A file that is none of the project, or cannot be read, is left out.
func TestWhatIsNotRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err        error
		main, name string
	}{
		{source.ErrOutside, `8 "a.js" leads out of the project`, `8 a.js:1:8 "./b" leads out of the project`},
		{fs.ErrPermission, `7 "a.js" cannot be read`, `3 a.js:1:8 "./b" cannot be read`},
		{fs.ErrNotExist, `1 "a.js" does not exist`, `3 a.js:1:8 "./b" is not there`},
	} {
		for i, want := range []string{c.main, c.name} {
			read := func(path string) ([]byte, error) {
				if i == 1 && path == "a.js" {
					return []byte("import './b';"), nil
				}
				return nil, c.err
			}
			w := source.Settings{}.ReadWorker(t.Context(), "a.js", read)
			if got := strings.Join(uses(w), "|"); got != want || w.Read() != (i == 1) {
				t.Errorf("got %q, read %v; want %q", got, w.Read(), want)
			}
		}
	}
}

// What main may be that is none of our business, and what it may not.
func TestMains(t *testing.T) {
	t.Parallel()
	for archive, want := range map[string]string{
		"-- @a/b/entry --\n":     "6 is a package",
		"-- some-package --\n":   "6 is a package",
		"-- dev-package/x --\n":  "6 is a package",
		"-- src/index --\n":      "1 does not exist",
		"-- @a/b.js --\n":        "1 does not exist",
		"-- a.json --\n{{\n":     "6 is neither JavaScript nor TypeScript",
		"-- secret.txt --\nx=\n": "6 is neither JavaScript nor TypeScript",
	} {
		main, read := readerOf(archive)
		w := source.Settings{}.ReadWorker(t.Context(), main, func(path string) ([]byte, error) {
			switch {
			case path == "package.json":
				return []byte(`{ "dependencies": { "some-package": "1" }, "devDependencies": { "dev-package": "1" } }`), nil
			case path == main && filepath.Ext(main) != ".js" && filepath.Ext(main) != "":
				return read(path)
			}
			return nil, fs.ErrNotExist
		})
		kind, message, _ := strings.Cut(want, " ")
		if got := strings.Join(uses(w), "|"); got != kind+` "`+filepath.ToSlash(main)+`" `+message || len(w.Files) > 0 {
			t.Errorf("%s: got %q, want %q", main, got, want)
		}
	}
}
