package source_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check/source"
)

// project is a Worker of as many modules, each of 50 lines.
func project(modules int) map[string][]byte {
	files := map[string][]byte{}
	var index strings.Builder
	for i := range modules {
		fmt.Fprintf(&index, "import { m%d } from './m%d';\n", i, i)
		var b strings.Builder
		fmt.Fprintf(&b, "import { m%d } from './m%d';\ninterface Env { API: Fetcher }\n", (i+1)%modules, (i+1)%modules)
		fmt.Fprintf(&b, "const base%d = 'http://api.internal';\n", i)
		for j := range 10 {
			call := "call(id, "
			if j < 2 {
				call = "env.API.fetch("
			}
			fmt.Fprintf(&b, "async function f%d(env: Env, id: string): Promise<string> {\n"+
				"  const reply = await "+call+"`${base%d}/users/${id}`, { headers: { a: 'b' } });\n"+
				"  return reply.ok ? (await reply.json() as { name: string }).name : m%d.name + id.split('/').map((x) => x.trim()).join();\n}\n",
				j, i, (i+1)%modules)
		}
		fmt.Fprintf(&b, "export async function m%d(env: Env) {\n", i)
		for j := range 10 {
			fmt.Fprintf(&b, "  await f%d(env, '%d');\n", j, j)
		}
		b.WriteString("}\n")
		files[filepath.FromSlash(fmt.Sprintf("src/m%d.ts", i))] = []byte(b.String())
	}
	index.WriteString("export default { async fetch(request, env) {\n")
	for i := range modules {
		fmt.Fprintf(&index, "  await m%d(env);\n", i)
	}
	index.WriteString("return new Response() } };\n")
	files[filepath.FromSlash("src/index.ts")] = []byte(index.String())
	return files
}

// BenchmarkReadWorker has a budget of 150 ms for 200 modules (the whole check).
func BenchmarkReadWorker(b *testing.B) {
	for _, modules := range []int{20, 200} {
		files := project(modules)
		b.Run(fmt.Sprint(modules), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := source.Settings{}.ReadWorker(b.Context(), filepath.FromSlash("src/index.ts"), reader(files))
				if len(w.Uses) != 2*2*modules || w.Open || len(w.Faults) > 0 {
					b.Fatal(len(w.Uses), w.Open, w.Faults)
				}
			}
		})
	}
}
