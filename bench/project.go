package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// writeProject writes a Worker of 200 modules of about 60 lines, which call
// their bindings twice each.
func writeProject(dir string) error {
	files := map[string]string{"wrangler.jsonc": strings.Replace(jsonc(1), "{\n", "{\n  \"main\": \"src/index.ts\",\n", 1)}
	var imports, calls strings.Builder
	for i := range modules {
		fmt.Fprintf(&imports, "import { m%d } from './m%d';\n", i, i)
		fmt.Fprintf(&calls, "  await m%d(env);\n", i)
		files[fmt.Sprintf("src/m%d.ts", i)] = projectModule(i)
	}
	files["src/index.ts"] = imports.String() + "export default { async fetch(request: Request, env: Env) {\n" +
		calls.String() + "  return new Response();\n} };\n"
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func projectModule(i int) string {
	next := (i + 1) % modules // so that the imports are a cycle
	var b strings.Builder
	fmt.Fprintf(&b, "import { m%d } from './m%d';\ninterface Env { SERVICE_%d: Fetcher }\n", next, next, i%bindings)
	fmt.Fprintf(&b, "const base = 'http://service-%04d.internal.example.com';\n", i)
	for j := range 10 {
		call := "call(id, "
		if j < 2 {
			call = fmt.Sprintf("env.SERVICE_%d.fetch(", i%bindings)
		}
		fmt.Fprintf(&b, `async function f%d(env: Env, id: string): Promise<string> {
  const reply = await %s`+"`${base}/users/${id}`"+`, { headers: { accept: 'application/json' } });
  if (!reply.ok) {
    return m%d.name + id.split('/').map((part) => part.trim()).join();
  }
  return (await reply.json() as { name: string }).name;
}
`, j, call, next)
	}
	fmt.Fprintf(&b, "export async function m%d(env: Env) {\n", i)
	for j := range 10 {
		fmt.Fprintf(&b, "  await f%d(env, '%d');\n", j, j)
	}
	return b.String() + "}\n"
}
