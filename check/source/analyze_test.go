package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// told is what is found in a bundle: a line a use, and "open".
func told(t *testing.T, code string) []string {
	t.Helper()
	read, err := analyze(code)
	if err != nil {
		t.Fatalf("%v in\n%s", err, code)
	}
	var lines []string
	for _, f := range read.found {
		switch {
		case f.method == "":
			lines = append(lines, f.binding)
		case f.url.Invalid:
			lines = append(lines, fmt.Sprintf("%s.%s invalid %q", f.binding, f.method, f.url.Text))
		case f.url.Relative:
			lines = append(lines, fmt.Sprintf("%s.%s relative %q", f.binding, f.method, f.url.Text))
		default:
			lines = append(lines, fmt.Sprintf("%s.%s %s %s %s", f.binding, f.method, f.url.Scheme, f.url.Host, f.url.Port))
		}
	}
	if read.open {
		lines = append(lines, "open")
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	slices.Sort(lines)
	return lines
}

// Every way that env takes to a call. The body is that of fetch(request, env).
func TestEnvIsFollowed(t *testing.T) {
	t.Parallel()
	worker := func(body string) string {
		return "var x_default = { async fetch(request, env, ctx) {\n" + body + "\n} };\nexport { x_default as default };"
	}
	const users = "API.fetch http api.internal 8080"
	for _, c := range []struct{ name, code, want string }{
		{"plain", worker(`return env.API.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"optional", worker(`return env.API?.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"bracket", worker(`return env["API"].fetch("http://api.internal:8080/users")`), "API|" + users},
		{"bracket of a constant", worker(`const n = "API"; return env[n].fetch("http://api.internal:8080/users")`), "API|" + users},
		{"bracket of anything", worker(`return env[request.method].fetch("http://api.internal:8080/users")`), "open"},
		{"alias of env", worker(`const e = env; return e.API.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"alias of the binding", worker(`const api = env.API; return api.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"destructured", worker(`const { API: api, DB } = env; return api.fetch("http://api.internal:8080/users")`), "API|" + users + "|DB"},
		{"assigned later", worker(`let api; if (request) { api = env.API } return api.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"destructured into what is there", worker(`let api; ({ API: api } = env); return api.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"rest", worker(`const { A, ...rest } = env; return rest.API.fetch("http://api.internal:8080/users")`), "A|open"},
		{"shadowed", worker(`return ((env) => env.API.fetch("http://api.internal:8080/users"))({})`), ""},
		{"a function", worker(`return call(env)`) + `function call(e) { return e.API.fetch("http://api.internal:8080/users") }`, "API|" + users},
		{"an arrow with a pattern", `const call = ({ env: { API } }) => API.fetch("http://api.internal:8080/users");` + worker(`return call({ env })`), "API|" + users},
		{"through two", worker(`return a(env)`) + `function a(e) { return b(e.API) } function b(api) { return api.fetch("http://api.internal:8080/users") }`, "API|" + users},
		{"returned", worker(`return pick(env).fetch("http://api.internal:8080/users")`) + `function pick(e) { return e.API }`, "API|" + users},
		{"either", worker(`return (request.x ? env.API : env.OTHER).fetch("http://api.internal:8080/users")`), "API|" + users + "|OTHER|OTHER.fetch http api.internal 8080"},
		{"an object", worker(`const deps = { api: env.API }; return deps.api.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"closure", worker(`const go = async () => env.API.fetch("http://api.internal:8080/users"); return go()`), "API|" + users},
		{"callback of others", worker(`return Promise.all([1].map(() => env.API.fetch("http://api.internal:8080/users")))`), "API|" + users},
		{"handed to others", worker(`elsewhere(env); return env.API.fetch("http://api.internal:8080/users")`), "API|" + users + "|open"},
		{"printed", worker(`console.log(env); JSON.stringify({ env }); return env.API.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"the binding handed to others", worker(`elsewhere(env.API)`), "API"},
		{"in an object handed to others", worker(`elsewhere({ a: { env } })`), "open"},
		{"spread", worker(`const e = { ...env }; return e.API`), "open"},
		{"stored elsewhere", worker(`globalThis.env = env`), "open"},
		{"a list", worker(`return [env]`), "open"},
		{"loop over its names", worker(`for (const k in env) {}`), "open"},
		{"another handler", "var x_default = { scheduled: async (c, env) => { await env.API.fetch('http://api.internal:8080/users') } };\nexport { x_default as default };", "API|" + users},
		{"a handler by name", "async function fetch(r, env) { return env.API.fetch('http://api.internal:8080/users') }\nvar x_default = { fetch };\nexport { x_default as default };", "API|" + users},
		{"no handler", worker(`const o = { fetch(r, env) { return env.API.fetch("/") } }; return 1`), ""},
		{"imported env", "import { env } from 'cloudflare:workers';\n" + worker(`return 1`) + "function f() { return env.API.fetch('http://api.internal:8080/users') }", "API|" + users},
		{"imported env of another name", "import { env as e } from 'cloudflare:workers';\ne.API.fetch('http://api.internal:8080/users');" + worker(``), "API|" + users},
		{"imported module", "import * as cf from 'cloudflare:workers';\ncf.env.API.fetch('http://api.internal:8080/users');" + worker(``), "API|" + users},
		{"entrypoint", "import { WorkerEntrypoint } from 'cloudflare:workers';\nvar X = class extends WorkerEntrypoint { fetch() { const { API } = this.env; return API.fetch('http://api.internal:8080/users') } };\nexport { X as default };", "API|" + users},
		{"durable object", "import { DurableObject } from 'cloudflare:workers';\nvar X = class extends DurableObject { constructor(ctx, env) { super(ctx, env); this.api = env.API; } go() { return this.api.fetch('http://api.internal:8080/users') } };\nvar x_default = {};\nexport { X, x_default as default };", "API|" + users},
		{"a base of our own", "import { DurableObject } from 'cloudflare:workers';\nvar B = class extends DurableObject {};\nvar X = class extends B { go() { return this.env.API.fetch('http://api.internal:8080/users') } };\nexport { X };", "API|" + users},
		{"a class", "var C = class { #env; constructor(env) { this.#env = env } go() { return this.#env.API.fetch('http://api.internal:8080/users') } };" + worker(`return new C(env).go()`), "API|" + users},
		{"an exported class that is none of the runtime's", "var C = class { constructor(token, o) { this.o = o } get() { return this.o.api.fetch('http://api.internal:8080/users') } };" + strings.Replace(worker(`return new C("", { api: env.API }).get()`), "{ x_default", "{ C, x_default", 1), "API|" + users + "|open"},
		{"an exported class that nobody makes", "var C = class { constructor(token, o) { this.o = o } get() { return this.o.api.fetch('http://api.internal:8080/users') } };" + strings.Replace(worker(``), "{ x_default", "{ C, x_default", 1), "open"},
		{"a durable object without a base", "var C = class { constructor(state, env) { this.env = env } fetch() { return this.env.API.fetch('http://api.internal:8080/users') } };" + strings.Replace(worker(``), "{ x_default", "{ C, x_default", 1), "API|" + users},
		{"an agent", "import { Agent } from 'agents';\nvar C = class extends Agent { go() { return this.env.API.fetch('http://api.internal:8080/users') } };" + strings.Replace(worker(``), "{ x_default", "{ C, x_default", 1), "API|" + users + "|open"},
		{"a base of others", "import { Base } from 'b';\nvar C = class extends Base { go() { return this.env.API.fetch('http://api.internal:8080/users') } };\nexport { C as default };", "API|open"},
		{"an exported function", "function load(c) { return c.env.API }\n" + strings.Replace(worker(``), "{ x_default", "{ load, x_default", 1), "open"},
		{"an instance", "var C = class { fetch(request, env) { return env.API.fetch('http://api.internal:8080/users') } };\nvar x_default = new C();\nexport { x_default as default };", "API|" + users + "|open"},
		{"a class that extends one", "var B = class { constructor(env) { this.env = env } };\nvar C = class extends B { constructor(e) { super(e) } go() { return this.env.API.fetch('http://api.internal:8080/users') } };" + worker(`return new C(env).go()`), "API|" + users},
		{"a class handed to others", "var C = class { constructor(env) { this.env = env } };" + worker(`elsewhere(new C(env))`), "open"},
		{"static", "var C = class { static go(env) { return env.API.fetch('http://api.internal:8080/users') } };" + worker(`return C.go(env)`), "API|" + users},
		{"hono", "import { Hono } from 'hono';\nvar app = new Hono();\napp.get('/', (c) => c.env.API.fetch('http://api.internal:8080/users'));\nvar x_default = app;\nexport { x_default as default };", "API|" + users},
		{"hono with a named handler", "import { Hono } from 'hono';\nconst go = async (c) => { const { API } = c.env; return API.fetch('http://api.internal:8080/users') };\nvar app = new Hono().basePath('/a').use(go);\nvar x_default = { fetch: app.fetch };\nexport { x_default as default };", "API|" + users},
		{"hono with a helper", "import { Hono } from 'hono';\nconst go = (c) => c.env.API.fetch('http://api.internal:8080/users');\nvar app = new Hono();\napp.get('/', (c) => go(c));\nvar x_default = app;\nexport { x_default as default };", "API|" + users},
		{"hono with a middleware of others", "import { Hono } from 'hono';\nimport m from 'm';\nvar app = new Hono();\napp.use(m());\napp.get('/', (c) => c.env.API);\nvar x_default = app;\nexport { x_default as default };", "API|open"},
		{"wrapped by others", "import * as s from 's';\nvar x_default = s.wrap((env) => ({}), { fetch(r, env) { return env.API.fetch('http://api.internal:8080/users') } });\nexport { x_default as default };", "API|" + users + "|open"},
		{"a router of others", "import { Router } from 'r';\nvar r = Router();\nr.get('/', (q, env) => env.API.fetch('/'));\nvar x_default = { fetch: r.fetch };\nexport { x_default as default };", "open"},
		{"connect", worker(`return env.API.connect("db.internal:5432")`), "API|API.connect"},
		{"no binding", worker(`return fetch("http://api.internal:8080/users")`), ".fetch http api.internal 8080"},
		{"no binding, by its owner", worker(`return globalThis.fetch(new URL("/users", "http://api.internal:8080"))`), ".fetch http api.internal 8080"},
		{"no binding, and not known of whom", worker("fetch(`http://${request.url}/`); return fetch(request)"), ""},
		{"another fetch", "import fetch from 'node-fetch';\n" + worker(`return fetch("http://api.internal:8080/users")`), ""},
		{"a parameter called fetch", worker(`return ((fetch) => fetch("http://api.internal/"))(env.API)`), "API"},
		{"rest parameters", `var x_default = { fetch: (request, ...args) => go(request, ...args) }; function go(r, env) { return env.API.fetch("http://h") }` + "\nexport { x_default as default };", "open"},
		{"nothing but rest parameters", `var log = (h) => (...args) => h(...args); var x_default = { fetch: log((r, env) => env.API) }` + "\nexport { x_default as default };", "open"},
		{"rest parameters without env", worker(`return go(env.API)`) + `function go(...list) {}`, "API"},
		{"arguments", `var x_default = { fetch() { return go.apply(null, arguments) } };` + "\nexport { x_default as default };", "open"},
		{"eval", worker(`return eval("env.API")`), "open"},
		{"a handler of old", worker(``) + `addEventListener("fetch", (e) => {})`, "open"},
		{"another listener", worker(``) + `addEventListener("unhandledrejection", (e) => {})`, ""},
		{"a handler that is assigned", "var x_default = {};\nx_default.fetch = (r, env) => env.API;\nexport { x_default as default };", "open"},
		{"imported late", worker(`const { env: e } = await import("cloudflare:workers"); return e.API.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"imported later", worker(`return import("cloudflare:workers").then(({ env: e }) => e.API.fetch("http://api.internal:8080/users"))`), "API|" + users},
		{"required", worker(`return __require("cloudflare:workers").env.API.fetch("http://api.internal:8080/users")`), "API|" + users},
		{"others imported late", worker(`const { env: e } = await import("m"); return e.API.fetch("http://api.internal:8080/users")`), ""},
		{"hono's env()", "import { Hono } from 'hono';\nimport { env } from 'hono/adapter';\nvar app = new Hono();\napp.get('/', (c) => { const { API } = env(c); return API.fetch('http://api.internal:8080/users') });\nvar x_default = app;\nexport { x_default as default };", "API|" + users},
		{"hono's context of anywhere", "import { Hono } from 'hono';\nimport { getContext } from 'hono/context-storage';\nvar go = () => getContext().env.API.fetch('http://api.internal:8080/users');\nvar app = new Hono();\napp.get('/', (c) => go());\nvar x_default = app;\nexport { x_default as default };", "API|" + users},
		{"a callback in options of hono", "import { Hono } from 'hono';\nimport { basicAuth } from 'hono/basic-auth';\nvar app = new Hono();\napp.use(basicAuth({ on: { verifyUser: (u, p, c) => c.env.API.fetch('http://api.internal:8080/users') } }));\nvar x_default = app;\nexport { x_default as default };", "API|" + users},
		{"hono with rest parameters", "import { Hono } from 'hono';\nvar app = new Hono();\napp.get('/', (...a) => go(...a));\nvar x_default = app;\nexport { x_default as default };", "open"},
		{"an async generator", "import { DurableObject } from 'cloudflare:workers';\nvar C = class extends DurableObject { go() { return __asyncGenerator(this, null, function* () { yield this.env.API.fetch('http://api.internal:8080/users') }) } };\nvar x_default = {};\nexport { C, x_default as default };\nvar __asyncGenerator = (__this, __arguments, generator) => generator.apply(__this, __arguments);", "API|" + users},
		{"the module handed on", "import * as cf from 'cloudflare:workers';\n" + worker(`copy(cf)`), "open"},
		{"recursion", worker(`return go(env, 3)`) + `function go(e, n) { return n ? go(e, n - 1) : e.API.fetch("http://api.internal:8080/users") }`, "API|" + users},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(told(t, c.code), "|"); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.code, got, c.want)
			}
		})
	}
}

// Objects, functions and classes that are made of each other many times over are
// looked at once.
func TestWebs(t *testing.T) {
	t.Parallel()
	const width, height = 20, 12
	for _, c := range []struct{ name, first, rest, part string }{
		{"objects", "var o0 = {};", "var o%d = { %s };", "k%[1]d: o%[2]d, "},
		{"spreads", "var o0 = {};", "var o%d = { %s };", "...o%[2]d, /*%[1]d*/"},
		{"functions", "var o0 = () => 1;", "var o%d = () => { %s };", "if (x%[1]d) return o%[2]d;"},
		{"fields", "var o0 = {};", "var o%d = new (class { %s })();", "k%[1]d = o%[2]d;"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			b.WriteString(c.first)
			for i := range height {
				parts := ""
				for j := range width {
					parts += fmt.Sprintf(c.part, j, i)
				}
				fmt.Fprintf(&b, "\n"+c.rest, i+1, parts)
			}
			fmt.Fprintf(&b, "\nvar x_default = { fetch(r, env) { other(o%d); const { x } = o%[1]d; x.y; return env.API.fetch('http://h') } };\n", height)
			b.WriteString("export { x_default as default };")
			if got := strings.Join(told(t, b.String()), "|"); got != "API|API.fetch http h" {
				t.Errorf("got %s", got)
			}
		})
	}
}

// A binding is followed through as many hands as programs have.
func TestChains(t *testing.T) {
	t.Parallel()
	const length = 300
	var b strings.Builder
	for i := range length {
		fmt.Fprintf(&b, "var C%d = class { constructor(env, api) { this.env = env; this.api = api } go() { this.api.fetch('/x'); ", i)
		if i > 0 {
			fmt.Fprintf(&b, "new C%d(this.env, this.api).go(); ", i-1)
		}
		b.WriteString("} };\n")
	}
	fmt.Fprintf(&b, "var x_default = { fetch(r, env) { new C%d(env, env.API).go() } };\nexport { x_default as default };", length-1)
	want := append([]string{"API"}, slices.Repeat([]string{`API.fetch relative "/x"`}, length)...)
	if got := told(t, b.String()); !slices.Equal(got, want) {
		t.Errorf("got %d lines, of which the last is %q", len(got), got[len(got)-1])
	}
}

// What may be something else than a binding is named alone: nothing is told of
// its calls. The body is that of fetch(request, env).
func TestWhatMayBeAnother(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, before, body, want string }{
		{"wrapped by others", "", `let api = env.API; api = wrap(api); return api.fetch("/x")`, "API"},
		{"wrapped", "function wrap(f) { return { fetch: (p) => f.fetch('http://h' + p) } }", `let api = env.API; api = wrap(api); return api.fetch("/x")`, "API"},
		{"wrapped by another name", "function wrap(f) { return { fetch: (p) => f.fetch('http://h/' + p) } }", `const api = wrap(env.API); return api.fetch("/x")`, "API|API.fetch http h"},
		{"a parameter", "function call(api) { api = wrap(api); return api.fetch('/x') }", `return call(env.API)`, "API"},
		{"a parameter that is given others", "function call(api) { return api.fetch('/x') }", `call(wrap(env.API)); return call(env.API)`, "API|API"},
		{"a parameter that others give", "function call(api) { return api.fetch('/x') }", `mocks.forEach(call); return call(env.API)`, "API"},
		{"a parameter of what is bound", "function call(api) { return api.fetch('/x') }", `call.call(null, mock); return call(env.API)`, "API"},
		{"a parameter that a list gives", "function call(api) { return api.fetch('/x') }", `call(...mocks); return call(env.API)`, "API"},
		{"a loop", "", `let api = env.API; for (api of mocks) {} return api.fetch("/x")`, "API"},
		{"destructured", "", `let { API } = env; if (request.x) API = mock; return API.fetch("/x")`, "API"},
		{"destructured with a default", "", `const { API = fallback() } = env; return API.fetch("/x")`, "API"},
		{"a default of nothing", "", `const { API = undefined } = env; return API.fetch("/x")`, `API|API.fetch relative "/x"`},
		{"a field", "class C { constructor(api) { this.api = api } use() { this.api = wrap(this.api); return this } go() { return this.api.fetch('/x') } }", `return new C(env.API).use().go()`, "API"},
		{"a field of what others make", "class C { constructor(api) { this.api = api } go() { return this.api.fetch('/x') } }", `container.add(C); return new C(env.API).go()`, "API"},
		{"a field of a class below", "class C { constructor(api) { this.api = api } go() { return this.api.fetch('/x') } } class D extends C { api = mock }", `return new C(env.API).go()`, "API"},
		{"a field that another assigns", "class C { constructor(api) { this.api = api } go() { return this.api.fetch('/x') } }", `const c = new C(env.API); c.api = mock; return c.go()`, "API"},
		{"a field that may be assigned", "class C { constructor(api, more) { this.api = api; Object.assign(this, more) } go() { return this.api.fetch('/x') } }", `return new C(env.API, request).go()`, "API"},
		{"a field by a name that is not known", "class C { constructor(api) { this.api = api; this[api] = 1 } go() { return this.api.fetch('/x') } }", `return new C(env.API).go()`, "API"},
		{"of a frozen object", "", `const o = Object.freeze({ api: env.API }); return o.api.fetch("/x")`, `API|API.fetch relative "/x"`},
		{"either", "const own = { fetch(p) {} };", `const f = request.x ? own : env.API; if (f === own) return f.fetch("/x")`, "API"},
		{"or", "", `return (mock() || env.API).fetch("/x")`, "API"},
		{"and", "", `return (mock() && env.API).fetch("/x")`, `API|API.fetch relative "/x"`},
		{"kept", "let client; class C { constructor(api) { this.api = api } go() { return this.api.fetch('/x') } }", `client ??= new C(env.API); return client.go()`, `API|API.fetch relative "/x"`},
		{"kept, or another", "let api = mock;", `return (api ||= env.API).fetch("/x")`, "API"},
		{"kept in a field", "class C { constructor(env) { this.env = env } get api() { return this.own ??= this.env.API } go() { return this.api.fetch('/x') } }", `return new C(env).go()`, `API|API.fetch relative "/x"`},
		{"assigned unless there", "", `env.API ??= mock(); return env.API.fetch("/x")`, "API|API"},
		{"or nothing", "", `return (request.x ? env.API : null)?.fetch("/x")`, `API|API.fetch relative "/x"`},
		{"returned", "function pick(env) { if (env.TEST) return mock; return env.API }", `return pick(env).fetch("/x")`, "API|TEST"},
		{"of an object", "", `const o = { api: env.API, ...request.x }; return o.api.fetch("/x")`, "API"},
		{"of an object that is spread before", "", `const o = { ...request.x, api: env.API }; return o.api.fetch("/x")`, `API|API.fetch relative "/x"`},
		{"of env that is assigned", "", `env.API = wrap(env.API); return env.API.fetch("/x")`, "API|API|API"},
		{"of env that is another", "", `env = { ...env, API: wrap(env.API) }; return env.API.fetch("/x")`, "API|API|open"},
		{"of env with more", "", `Object.assign(env, more); return env.API.fetch("/x")`, "API|open"},
		{"of env by a name that is not known", "", `env[request.x] = mock; return env.API.fetch("/x")`, "API|open"},
		{"of another env", "import { env, withEnv } from 'cloudflare:workers';", `return withEnv({ API: mock }, () => env.API.fetch("/x"))`, "API"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			code := c.before + "\nvar x_default = { async fetch(request, env) {\n" + c.body + "\n} };\nexport { x_default as default };"
			if strings.Contains(c.before, "import") {
				code = strings.Replace(code, "request, env", "request", 1)
			}
			if got := strings.Join(told(t, code), "|"); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", code, got, c.want)
			}
		})
	}
}

// What the source asks for before it calls it may be there or not.
func TestOptionalBindings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code string
		want bool
	}{
		{`env.API.fetch("http://h")`, false},
		{`env.API?.fetch("http://h")`, true},
		{`if (env.API) env.API.fetch("http://h")`, true},
		{`if (!env.API) return 1; env.API.fetch("http://h")`, true},
		{`if (env["API"] === undefined) return 1; env.API.fetch("http://h")`, true},
		{`if (typeof env.API == "undefined") return 1; env.API.fetch("http://h")`, true},
		{`if ("API" in env) env.API.fetch("http://h")`, true},
		{`if (Boolean(env.API)) env.API.fetch("http://h")`, true},
		{`const { API } = env; while (API) API.fetch("http://h")`, true},
		{`const api = env.API; request.x && api && api.fetch("http://h")`, true},
		{`const there = (b) => b instanceof Fetcher; there(env.API) ? env.API.fetch("http://h") : 0`, true},
		{`if (env.OTHER) env.API.fetch("http://h")`, false},
		{`if (env.API.fetch("http://h")) return`, false},
	} {
		read, err := analyze("export { x_default as default }; var x_default = { fetch(request, env) { " + c.code + " } }")
		if err != nil {
			t.Fatal(err)
		}
		calls := 0
		for _, f := range read.found {
			if f.method == "" {
				continue
			}
			if calls++; f.optional != c.want {
				t.Errorf("%s: optional %v", c.code, f.optional)
			}
		}
		if calls != 1 {
			t.Errorf("%s: %d calls", c.code, calls)
		}
	}
}

// What is known of an URL: the code before, and what fetch() is given.
func TestURLs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ before, url, want string }{
		{"", `"http://h:1/x"`, "http h 1"},
		{"", `"HTTPS://User:pw@API.Internal/x"`, "https api.internal"},
		{"", `"http://[fd00::1]:8080/"`, "http fd00::1 8080"},
		{"", `"http://h"`, "http h"},
		{"", `"http:\\\\h\\x"`, "http h"},
		{"", `" http://h/"`, "http h"},
		{"", `" http://h "`, "http h"},
		{"", "`\n  https://h\n`", "https h"},
		{"", `"\u0000ht\ttp://h\r\n:1"`, "http h 1"},
		{"", `"http://h:080/"`, "http h 80"},
		{"", `"http://h:65535/"`, "http h 65535"},
		{"", `"http://h:65536/"`, `invalid "http://h:65536/"`},
		{"", `"http://h:80a/"`, `invalid "http://h:80a/"`},
		{"", `"http://"`, `invalid "http://"`},
		{"", `"http://:80/"`, `invalid "http://:80/"`},
		{"", `"http://a b/"`, `invalid "http://a b/"`},
		{"", `"http://[fd00::1/"`, `invalid "http://[fd00::1/"`},
		{"", "`http://h ${id}`", "http"},
		{"", `"ftp://h/"`, "ftp"},
		{"", `"/users"`, `relative "/users"`},
		{"", `"users"`, `relative "users"`},
		{"", `""`, `relative ""`},
		{"", `"//h/x"`, `relative "//h/x"`},
		{"", `id ? "/a" : "/b"`, `relative "/a"`},
		{"", `id ? "/a" : id ? "b" : "/c"`, `relative "/a"`},
		{"", `id ? "/a" : id`, ""},
		{"", `id ? "http://h/" : "http://h/"`, "http h"},
		{"", `id ? "http://h/" : "http://i/"`, ""},
		{"", `"h:8080/x"`, `relative "h:8080/x"`},
		{"", `"h.internal:8080"`, `relative "h.internal:8080"`},
		{"", "`/users/${id}`", `relative "/users/"`},
		{"", "`users/${id}`", `relative "users/"`},
		{"", "`${base}/users`", ""},
		{"", "`http${s}://h/`", ""},
		{"", "`http://${host}/`", "http"},
		{"", "`http://h${id}/`", "http"},
		{"", "`http://h:80${id}/`", "http"},
		{"", "`http://h:80/${id}`", "http h 80"},
		{"", "`http://h?${id}`", "http h"},
		{"", "tag`/users`", ""},
		{"", `"http://h" + "/" + id`, "http h"},
		{"", `"/" + id`, `relative "/"`},
		{"", `id + "/x"`, ""},
		{`const H = "http://h:1"`, "`${H}/x`", "http h 1"},
		{`const P = 8080`, "`http://h:${P}/x`", "http h 8080"},
		{`const P = 3e3`, "`http://h:${P}/x`", "http h 3000"},
		{`const P = 0x50`, "`http://h:${P}/x`", "http h 80"},
		{`const P = 1.5`, "`http://h:${P}/x`", "http"},
		{`const P = 8000`, "`http://h:${P + 80}/x`", "http h 8080"},
		{"", `"http://h:" + (8000 + 80) + "/x"`, "http h 8080"},
		{"", `"http://h:" + 80 + 80 + "/x"`, "http h 8080"},
		{`const P = 8000`, "`http://h:${P + id}/x`", "http"},
		{`const P = 80`, "`http://h:${P + \"80\"}/x`", "http h 8080"},
		{`const P = 80`, "`http://h:${String(P) + 80}/x`", "http h 8080"},
		{`let h = "http://h"; h = id`, "h", ""},
		{`let h = "http://h"; h += id`, "h", ""},
		{`let h; h = "http://h/"`, "h", "http h"},
		{`var h = "http://h/"; for (h of id) {}`, "h", ""},
		{`const h = id ? "http://a/" : "http://b/"`, "h", ""},
		{`const a = b, b = a`, "a", ""},
		{`const C = { base: "http://h/" }`, "C.base", "http h"},
		{`const C = { base: "http://h/" }`, "C?.base", "http h"},
		{`const C = Object.freeze({ api: { base: "http://h/" } })`, "C.api.base", "http h"},
		{`const { base } = { base: "http://h/" }`, "base", "http h"},
		{`const C = { base: "http://h/" }; C.base = id`, "C.base", ""},
		{`const C = { base: "http://h/" }; change(C)`, "C.base", ""},
		{`const C = { base: "http://h/", ...id }`, "C.base", ""},
		{`const C = { base: "http://h/" }; const D = C; D.base = id`, "C.base", ""},
		{`const C = { base: "http://h/" }; const D = id ? C : {}; Object.assign(D, id)`, "C.base", ""},
		{`const C = { base: "http://h/" }; const D = id || C; change(D)`, "C.base", ""},
		{`const C = { base: "http://h/" }; const D = C && 1`, "C.base", "http h"},
		{`const C = { base: "http://h/", load(o) { Object.assign(this, o) } }`, "C.base", ""},
		{`const C = { base: "http://h/", set(k, v) { this[k] = v } }`, "C.base", ""},
		{`const C = { base: "http://h/" }; console.log(C)`, "C.base", "http h"},
		{`const C = { base: "http://h/", get() { return this.base } }`, "C.base", "http h"},
		{`const C = { base: "http://h/" }; [id].push([C])`, "C.base", ""},
		{`const { u } = { u: new URL("http://h:1") }; u.port = ""`, "u", ""},
		{`const u = new URL("http://h:1"); const v = id ? u : null; v.port = ""`, "u", ""},
		{`const u = new URL("http://h:1"); const v = u ?? id; v.port = ""`, "u", ""},
		{`const u = new URL("http://h:1"); if (u && id) {}`, "u", "http h 1"},
		{"", `new URL("http://h:1/x")`, "http h 1"},
		{"", `new URL("/x", "http://h:1/y")`, "http h 1"},
		{"", `new URL("x", "http://h")`, "http h"},
		{"", `new URL("http://a/", "http://b")`, "http a"},
		{"", `new URL("/x", request.url)`, ""},
		{"", `new URL("a:1/x", "http://h")`, `relative "a:1/x"`},
		{"", `new URL(" /x ", "http://h")`, "http h"},
		{"", `new URL("http:x", "http://h")`, ""},
		{"", `new URL(id, "http://h")`, ""},
		{"", `new URL("//a/x", "http://h")`, ""},
		{"", `new URL("/x")`, `relative "/x"`},
		{"", `new URL("http://h/").toString()`, "http h"},
		{"", `new URL("http://h/").href`, "http h"},
		{"", `String(new URL("http://h/"))`, "http h"},
		{`const u = new URL("/x", "http://h:1"); u.pathname = id; u.searchParams.set("a", "b")`, "u", "http h 1"},
		{`const u = new URL("/x", "http://h:1")`, "u.href", "http h 1"},
		{`const u = new URL("/x", "http://h:1"); u.port = "2"`, "u", ""},
		{`const u = new URL("http://h:1"); change(u)`, "u", ""},
		{`const u = new URL("http://h:1"); const v = u; v.port = 2`, "u", ""},
		{"", `new Request("http://h/", { method: "POST" })`, "http h"},
		{`const q = new Request(new URL("/a", "http://h"), request)`, "q", "http h"},
		{"", "new Request(request)", ""},
		{`class URL { constructor(x) {} }`, `new URL("/x")`, ""},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } new C().go()`, "id", "http h"},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } const c = new C(); c.base = id`, "id", ""},
		{`class C { static base = "http://h/" }`, "C.base", "http h"},
		{`class C { static base = "http://h/"; static set(k, v) { this[k] = v } }`, "C.base", ""},
		{`class C { base = "http://h/"; constructor(o) { Object.assign(this, o) } go() { return env.API.fetch(this.base) } } new C().go()`, "id", ""},
		{`class C { base = "http://h/"; constructor(o) { for (const k in o) this[k] = o[k] } go() { return env.API.fetch(this.base) } } new C().go()`, "id", ""},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } const c = new C(); change(c)`, "id", ""},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } function change(o, k) { o[k] = 1 } change(new C(), id)`, "id", ""},
		{`class C { base = "http://h/"; go() { change(this); return env.API.fetch(this.base) } }`, "id", ""},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } class D extends C {} change(new D())`, "id", ""},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } decorate(C.prototype, "base")`, "id", ""},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } __decorateClass([d], C.prototype, "base", 2)`, "id", ""},
		{`class C { base = "http://h/"; go(e) { return e.API.fetch(this.base) } } __decorateClass([d], C.prototype, "go", 1); new C().go(env)`, "id", "http h"},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } __decorateClass([d], C.prototype, "go", 1)`, "id", "http h"},
		{`class C { base = "http://h/"; go() { return env.API.fetch(this.base) } } class D extends C { base = "http://i/" }`, "id", ""},
		{`class C { constructor(b) { this.base = b } go() { return env.API.fetch(this.base) } }`, "id", ""},
		{`function f(u) { return env.API.fetch(u) }`, `id`, ""},
	} {
		t.Run(c.before+";"+c.url, func(t *testing.T) {
			t.Parallel()
			code := "var x_default = { fetch(request, env) {\n" + c.before + ";\nreturn env.API.fetch(" + c.url + ") } };\nexport { x_default as default };"
			var got []string
			for _, line := range told(t, code) {
				if rest, ok := strings.CutPrefix(line, "API.fetch"); ok && rest != "" {
					got = append(got, strings.TrimSpace(rest))
				}
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q in\n%s", got, c.want, code)
			}
		})
	}
}
