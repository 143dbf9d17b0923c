package source_test

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check/source"
	"github.com/rogpeppe/go-internal/txtar"
)

// read reads the Worker of an archive, whose main is its first file.
func read(t testing.TB, archive string) *source.Worker {
	t.Helper()
	files := map[string][]byte{}
	parsed := txtar.Parse([]byte(archive))
	for _, f := range parsed.Files {
		files[filepath.FromSlash(f.Name)] = f.Data
	}
	return source.Settings{}.ReadWorker(t.Context(), filepath.FromSlash(parsed.Files[0].Name), reader(files))
}

func reader(files map[string][]byte) source.Reader {
	return func(path string) ([]byte, error) {
		if data, ok := files[path]; ok {
			return data, nil
		}
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
}

// uses are the calls of a Worker with the text that each points to.
func uses(w *source.Worker) []string {
	var lines []string
	for _, u := range w.Uses {
		if u.Method != "" {
			r := u.At.Range
			lines = append(lines, fmt.Sprintf("%s:%s %s.%s %q %s", filepath.ToSlash(u.At.Path), r.Start, u.Binding, u.Method,
				w.Files[u.At.Path][r.Start.Offset:r.End.Offset], u.URL.Host))
		}
	}
	for _, f := range w.Faults {
		at := ""
		if f.Place.Path != "" {
			at = fmt.Sprintf("%s:%s ", filepath.ToSlash(f.Place.Path), f.Place.Range.Start)
		}
		lines = append(lines, fmt.Sprintf("%d %s%s", f.Kind, at, f.Message))
	}
	return lines
}

func TestReadWorker(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, archive string
		want          []string
	}{
		{"TypeScript", `
-- src/index.ts --
interface Env { API: Fetcher }
// Ünïcödé 🤠
export default {
  async fetch(request, env, ctx): Promise<Response> {
    const s = "🤠ü"; return (env as Env).API!.fetch("http://h/" as string);
  },
} satisfies ExportedHandler<Env>;
`, []string{`src/index.ts:5:52 API.fetch "\"http://h/\"" h`}},
		{"modules", `
-- src/index.ts --
import { call } from "./lib/call.js";
import { Hono } from "hono";
import type { Env } from "./types";
const app = new Hono<{ Bindings: Env }>();
app.get("/", (c) => call(c.env));
export default app;
-- src/lib/call.ts --
import { BASE } from "@/config";
import data from "../data.json";
export function call(env: Env) {
  env.API.fetch(data.base);
  return env.API.fetch(` + "`${BASE}/users`" + `);
}
-- src/config/index.ts --
export const BASE = "https://api.internal" as const;
-- src/data.json --
{ "base": "http://data/" }
-- tsconfig.json --
{ // paths
  "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }
`, []string{`src/lib/call.ts:4:17 API.fetch "data" data`, "src/lib/call.ts:5:24 API.fetch \"`${BASE}/users`\" api.internal"}},
		{"what the parser does not know", `
-- index.ts --
function dec(v: any, c: any) { return v }
class Store { async *list() { yield 1 } }
export class O { @dec go() {} constructor(private readonly x: number) {} }
enum Kind { A = "http://h" }
namespace N { export const x = 1 }
const late = await Promise.resolve(1);
export default { async fetch(r: Request, env: Env) {
  for await (const x of new Store().list()) console.log(x);
  using file = open();
  const o = { async *go() {} };
  return env.API.fetch(Kind.A) } };
`, []string{`index.ts:11:24 API.fetch "Kind" h`}},
		{"JSX", `
-- index.jsx --
export default { fetch(r, env) { const x = <p class="a">b</p>; return env.API.fetch("http://h") } };
`, []string{`index.jsx:1:85 API.fetch "\"http://h\"" h`}},
		{"CRLF and a byte-order mark", "-- index.js --\n\ufeff//\r\nexport default { fetch(r, env) {\r\n  return env.API.fetch('http://h') } };\n",
			[]string{`index.js:3:24 API.fetch "'http://h'" h`}},
		{"cyclic imports", `
-- a.js --
import { b } from "./b";
export const a = "http://h";
export default { fetch(r, env) { return b(env) } };
-- b.js --
import { a } from "./a";
export function b(env) { return env.API.fetch(a) }
`, []string{`b.js:2:47 API.fetch "a" h`}},
		{"an import that is not there", `
-- a.js --
import { b } from "./gone";
export default { fetch(r, env) { return env.API.fetch("http://h") } };
`, []string{`a.js:2:55 API.fetch "\"http://h\"" h`, `3 a.js:1:19 "./gone" is not there`}},
		{"several faults", `
-- a.ts --
import "./b";
import "./c";
-- c.ts --
const = 1;
-- b.ts --
let x: = 2;
`, []string{`2 b.ts:1:8 unexpected "="`, `2 c.ts:1:7 expected identifier but found "="`}},
		{"main is not there", "-- a.js/x --\n", []string{`1 "a.js" does not exist`}},
		{"Python", "-- a.py --\nx\n", []string{`6 "a.py" is neither JavaScript nor TypeScript`}},
		{"nesting", "-- a.js --\n" + strings.Repeat("(", 40000), []string{`4 "a.js" nests deeper than any program does`}},
		{"nesting of what is imported", "-- a.js --\nimport './b'\n-- b.js --\nx = " + strings.Repeat("!", 40000), []string{`4 "b.js" nests deeper than any program does`}},
		{"a chain", "-- a.js --\na" + strings.Repeat(".b(1, {})", 40000), []string{`4 "a.js" nests deeper than any program does`}},
		{"many small things", "-- a.js --\n" + manyFunctions(20_000), nil},
		{"too large", "-- a.js --\nimport './b';import './c';\n-- b.js --\n//" + strings.Repeat("x", 6<<20) + "\n-- c.js --\n//" + strings.Repeat("x", 6<<20) + "\n",
			[]string{`4 "a.js" with all that it imports is larger than 10 MiB`}},
		{"too much", "-- a.js --\nimport './b';\n-- b.js --\n" + strings.Repeat("a(b.c, {d: 1});\n", 80_000), []string{`4 "a.js" with all that it imports would take too much memory to read`}},
		{"too much at once", "-- a.js --\n" + strings.Repeat("x=>x;", 100_000) + "\n", []string{`4 "a.js" would take too much memory to read`}},
		{"empty", "-- a.js --\n", nil},
		{"no text", "-- a.js --\n\x00\xff\xfe\n", []string{`2 a.js:1:1 unexpected "\x00"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			archive := c.archive
			if c.name == "main is not there" {
				w := source.Settings{}.ReadWorker(t.Context(), "a.js", reader(nil))
				if got := uses(w); !slices.Equal(got, c.want) || w.Read() {
					t.Errorf("got %q", got)
				}
				return
			}
			if got := uses(read(t, archive)); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func manyFunctions(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "function f%d(a) { return (a.b + [1])(a) }\n", i)
	}
	return b.String()
}

// What takes too long is left alone.
func TestReadWorkerEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan bool)
	defer close(ended)
	w := source.Settings{}.ReadWorker(ctx, "a.js", func(string) ([]byte, error) {
		cancel()
		<-ended
		return nil, fs.ErrNotExist
	})
	if got := uses(w); !slices.Equal(got, []string{`4 "a.js" takes too long to read`}) || w.Read() {
		t.Errorf("got %q", got)
	}
}
