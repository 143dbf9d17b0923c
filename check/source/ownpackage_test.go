package source_test

import "testing"

// A package of the Worker's own authors may use bindings out of sight.
func TestImportsOfOwnPackages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		module, manifest string
		want             bool
	}{
		{"lib", `{ "dependencies": { "lib": "^1.0.0" } }`, false},
		{"lib/sub", `{ "devDependencies": { "lib": "1.0.0" } }`, false},
		{"@acme/lib/sub", `{ "dependencies": { "@acme/lib": "1.0.0" } }`, false},
		{"@acme/lib", `{ "name": "@acme/worker", "dependencies": { "@acme/lib": "1.0.0" } }`, true},
		{"@acme/lib", `{ "name": "@acmes/worker", "dependencies": { "@acme/lib": "1.0.0" } }`, false},
		{"lib", `{ "dependencies": { "lib": "workspace:^" } }`, true},
		{"lib", `{ "dependencies": { "lib": "file:../lib" } }`, true},
		{"lib", `{ "dependencies": { "lib": "*" } }`, true},
		{"lib", `{ "dependencies": { "other": "1.0.0" } }`, true},
		{"lib", `{ "dependencies": [], "name": 1 }`, true},
		{"lib", `{`, true},
		{"hono/cors", `{}`, false},
		{"node:buffer", `{}`, false},
		{"cloudflare:sockets", `{}`, false},
	} {
		for _, path := range []string{"package.json", "src/package.json"} {
			w := read(t, "-- src/a.js --\nimport { x } from '"+c.module+"';\nexport default { fetch() { return x } };\n-- "+path+" --\n"+c.manifest+"\n")
			if w.Open != c.want {
				t.Errorf("%s with %s of %s: open %v", c.module, path, c.manifest, w.Open)
			}
		}
	}
	for _, text := range []string{"import 'lib'; export default { fetch() {} }", "export default { async fetch() { (await import('lib')).x() } }"} {
		if w := read(t, "-- a.js --\n"+text+"\n"); !w.Open {
			t.Errorf("not open: %s", text)
		}
	}
}
