package source_test

import (
	"slices"
	"strings"
	"testing"
)

// What esbuild puts together, if with less than there may be, is read all the
// same.
func TestImportsThatAreOpen(t *testing.T) {
	t.Parallel()
	const call = `export default { async fetch(r, env) { return env.API.fetch("http://h") } };` + "\n"
	for _, c := range []struct {
		name, archive string
		want          []string
	}{
		{"a template", "-- a.js --\nconst m = (x) => import(`./lang/${x}.json`);\n" + call, []string{`a.js:2:61 API.fetch "\"http://h\"" h`}},
		{"a sum", "-- a.js --\nconst m = (x) => import('../lang/' + x);\n" + call, []string{`a.js:2:61 API.fetch "\"http://h\"" h`}},
		{"many, and alike", "-- a.js --\n" + strings.Repeat("m = (x) => [import(`./a/${x}`), import('./b/' + x), require( \"./c/\" +x), import(('./d/' + x))];\n", 20) + call,
			[]string{`a.js:21:61 API.fetch "\"http://h\"" h`}},
		{"in several files", "-- a.js --\nimport './b';\nconst m = (x) => import(`./a/${x}`);\n" + call + "-- b.js --\nexport const m = (x) => import(`../${x}.js`);\n",
			[]string{`a.js:3:61 API.fetch "\"http://h\"" h`}},
		{"beside what is not there", "-- a.js --\nimport './gone';\nconst m = (x) => import(`./a/${x}`);\n" + call,
			[]string{`a.js:3:61 API.fetch "\"http://h\"" h`, `3 a.js:1:8 "./gone" is not there`}},
		{"tried", "-- a.js --\ntry { await import('./gone') } catch {}\nlet x; try { x = require('./none') } catch {}\nimport('./no').catch(() => 0);\n" + call,
			[]string{`a.js:4:61 API.fetch "\"http://h\"" h`}},
		{"tried, and not", "-- a.js --\ntry { await import('./gone') } catch {}\nconst y = import('./gone');\n" + call,
			[]string{`a.js:3:61 API.fetch "\"http://h\"" h`, `3 a.js:2:18 "./gone" is not there`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := read(t, c.archive)
			if got := uses(w); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			if !w.Open || !w.Read() {
				t.Errorf("open %v, read %v, want both", w.Open, w.Read())
			}
		})
	}
}

// What has a fault of its own besides is told of that alone, in our words.
func TestFaultsBesides(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, archive, want string }{
		{"a glob", "-- a.js --\nimport './b';\nimport(`./a/${x}`);\n-- b.js --\nconst = 1;\n", `2 b.js:1:7 expected identifier but found "="`},
		{"an abbreviation", "-- a.js --\nimport './b.json';\n-- b.json --\n[1,]\n", "2 b.json:1:3 JSON does not support trailing commas"},
		{"a name of a file", "-- a.js --\nimport { gone } from './b.js'; gone();\n-- b.js --\nexport const b = 1;\n", `2 a.js:1:10 no matching export in "b.js" for import "gone"`},
	} {
		w := read(t, c.archive)
		if got := strings.Join(uses(w), "|"); got != c.want || w.Read() {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
