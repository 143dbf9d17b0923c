package source_test

import (
	"strings"
	"testing"
)

// Names that the files of a project give each other lead to them.
func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	const useX, x = "export default { fetch(r, env) { return x(env) } };\n", "export const x = (env) => env.API.fetch('http://h');\n"
	main := func(name string) string { return "-- src/a.ts --\nimport { x } from '" + name + "';\n" + useX }
	const here = "-- src/lib/x.ts --\n" + x
	const found, none = `src/lib/x.ts:1:41 API.fetch "'http://h'" h`, ""
	for _, c := range []struct{ name, archive, want string }{
		{"a baseUrl", main("lib/x") + here + "-- tsconfig.json --\n" + `{ "compilerOptions": { "baseUrl": "./src" } }`, found},
		{"a baseUrl beside paths", main("lib/x") + here + "-- tsconfig.json --\n" + `{ "compilerOptions": { "baseUrl": "src", "paths": { "~/*": ["*"] } } }`, found},
		{"paths from a baseUrl", main("~/x") + here + "-- tsconfig.json --\n" + `{ "compilerOptions": { "baseUrl": "src", "paths": { "~/*": ["gone/*", "lib/*"] } } }`, found},
		{"a whole name before a pattern", main("~/x") + here + "-- tsconfig.json --\n" + `{ "compilerOptions": { "paths": { "~/*": ["./gone"], "~/x": ["./src/lib/x"] } } }`, found},
		{"a package for all that", main("x") + "-- tsconfig.json --\n" + `{ "compilerOptions": { "baseUrl": "src" } }`, none},
		{"extended", main("~/x") + here + "-- tsconfig.json --\n" + `{ "extends": "./conf/base" }` + "\n-- conf/base.json --\n" + `{ "compilerOptions": { "paths": { "~/*": ["../src/lib/*"] } } }`, found},
		{"extended by a baseUrl", main("~/x") + here + "-- tsconfig.json --\n" + `{ "extends": ["no-package/x.json", "./a.json", "./b.json"] }` + "\n-- a.json --\n" +
			`{ "compilerOptions": { "paths": { "~/*": ["lib/*"] } } }` + "\n-- b.json --\n" + `{ "compilerOptions": { "baseUrl": "src" } }`, found},
		{"extended, and not inherited", main("~/x") + here + "-- tsconfig.json --\n" + `{ "extends": "./base.json", "compilerOptions": { "paths": {} } }` + "\n-- base.json --\n" + `{ "compilerOptions": { "paths": { "~/*": ["./src/lib/*"] } } }`, none},
		{"extended by itself", main("~/x") + here + "-- tsconfig.json --\n" + `{ "extends": ["./tsconfig.json", "./tsconfig"], "compilerOptions": { "paths": { "~/*": ["./src/lib/*"] } } }`, found},
		{"the nearest", main("~/x") + here + "-- src/tsconfig.json --\n" + `{ "compilerOptions": { "paths": { "~/*": ["./lib/*"] } } }` + "\n-- tsconfig.json --\n" + `{ "compilerOptions": { "paths": { "~/*": ["./gone/*"] } } }`, found},
		{"that of who imports", main("./y/b") + "-- src/y/b.ts --\nexport { x } from '~/x';\n" + here + "-- src/y/jsconfig.json --\n" + `{ "compilerOptions": { "paths": { "~/*": ["../lib/*"] } } }`, found},
		{"above the working folder", main("~/x") + here + "-- ../tsconfig.json --\n" + `{ "compilerOptions": { "baseUrl": ".", "paths": { "~/x": ["w/x"] } } }` + "\n-- ../w/x.ts --\n" + x, strings.Replace(found, "src/lib", "../w", 1)},
		{"subpath imports", main("#lib/x.js") + here + "-- package.json --\n" + `{ "imports": { "#*": "./gone/*", "#lib/*": "./src/lib/*" } }`, found},
		{"subpath imports by condition", main("#x") + here + "-- package.json --\n" + `{ "imports": { "#x": { "node": "./no.js", "workerd": { "import": "./src/lib/x.ts" } , "default": "./no.js" } } }`, found},
		{"subpath imports of a package", main("#x") + "-- package.json --\n" + `{ "imports": { "#x": "some-package", "#y": null, "#z": { "node": "./n" } } }`, none},
		{"other subpath imports", main("#z") + "-- package.json --\n" + `{ "imports": { "#x": "some-package", "#y": null, "#z": { "node": "./n" } } }`, none},
		{"a file that is not in order", main("#x") + "-- package.json --\n{\n-- tsconfig.json --\n[]\n", none},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(uses(read(t, c.archive+"\n")), "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Data that is too much to look at, or of no use, is not part of the Worker.
func TestOpaqueFiles(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("x", 6<<20)
	w := read(t, "-- a.js --\nimport m, { n } from './m.wasm'; import t from './t.html'; import d, { y } from './d.json';\n"+
		"export default { fetch(r, env) { return env.API.fetch('http://h') && n(m, t, d, y) } };\n"+
		"-- m.wasm --\n"+big+"\n-- t.html --\n"+big+"\n-- d.json --\n{ \"y\": \""+big+"\" }\n")
	if got := strings.Join(uses(w), "|"); got != `a.js:2:55 API.fetch "'http://h'" h` || len(w.Files) != 1 {
		t.Errorf("got %q, %d files", got, len(w.Files))
	}
}
