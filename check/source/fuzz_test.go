package source_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check/source"
)

// Whatever a file holds, reading it ends, and what is found lies in it.
func FuzzReadWorker(f *testing.F) {
	for _, text := range []string{
		`export default { async fetch(r, { API, ...rest }) { const u = new URL("/x", "http://h:1"); return API.fetch(u) } }`,
		`import { env as e } from "cloudflare:workers"; export class A extends B { #x = e.API; static { this.y = 1 } }`,
		`const a = b, b = a; let c = c + c; export default { fetch: (r, env) => env[a]?.fetch(` + "`${c}`" + `) }`,
		`function f(x) { return f(x) } class A extends A {} export default f(f)`,
		`import { Hono } from "hono"; const app = new Hono(); app.get("/", (c) => c.env.A.connect({})); export default app`,
		"\ufeffexport default \u2028 { fetch(r, env) { env.Ä.fetch('🤠') } }",
		`for (const { a = b } of env) { ({ [a]: a.b, ...a.c } = a); [a, , ...b] = c; a.b.c++; delete a[b] }`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		main := filepath.FromSlash("src/a.ts")
		w := source.Settings{}.ReadWorker(t.Context(), main, reader(map[string][]byte{main: []byte(text)}))
		for _, u := range w.Uses {
			if r := u.At.Range; u.At.Path != main || r.Start.Offset > r.End.Offset || r.End.Offset > len(text) {
				t.Errorf("%+v lies outside", u)
			}
		}
		for _, fault := range w.Faults {
			if fault.Message == "" || strings.Contains(fault.Message, "is not understood") || fault.Place.Range.End.Offset > len(text) {
				t.Errorf("bad fault %+v", fault)
			}
		}
	})
}

func FuzzURL(f *testing.F) {
	for _, text := range []string{"http://a:1/b", "//a", "http://[::1", "a:1", "http://%zz", "http:a@b@c:d", "\t"} {
		f.Add(text, "x")
	}
	f.Fuzz(func(t *testing.T, text, more string) {
		// What is known of a part stays true of the whole.
		part, whole := source.ReadURL(text, false), source.ReadURL(text+more, true)
		for _, pair := range [][2]string{{part.Scheme, whole.Scheme}, {part.Host, whole.Host}, {part.Port, whole.Port}} {
			if pair[0] != "" && pair[0] != pair[1] {
				t.Errorf("%q: %q, but with %q: %q", text, pair[0], more, pair[1])
			}
		}
		if part.Relative && !whole.Relative || part.Invalid && !whole.Invalid {
			t.Errorf("%q is relative or invalid, but not with %q", text, more)
		}
	})
}
