package configfile

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/tailscale/hujson"
)

// editSeedsJSONC are files as people write them.
var editSeedsJSONC = []string{
	"{}", "[]", `{"vpc_services":[]}`, "{ \"vpc_services\": [ ] }", "\xef\xbb\xbf{\r\n\t\"name\": \"w\"\r\n}\r\n",
	`/**
 * For more details on how to configure Wrangler, refer to:
 * https://developers.cloudflare.com/workers/wrangler/configuration/
 */
{
	"$schema": "node_modules/wrangler/config-schema.json",
	"name": "my-worker",
	"main": "src/index.ts",
	"compatibility_date": "2026-11-17",
	"observability": { "enabled": true },
	// Private services
	"vpc_services": [
		{
			"binding": "API",
			"service_id": "0195e1a2-0000-7000-8000-000000000001", // orders
			"remote": true,
		},
		// { "binding": "OLD", "service_id": "x" },
	],
	/* more */
}
`,
	`{
  "name": "w",
  "kv_namespaces": [{ "binding": "KV", "id": "1" }],
  "vpc_networks": [{ "binding": "NET", "network_id": "cf1:network" }], // all of it
  "env": {
    "staging": {
      "vpc_services": [
        { "binding": "API", "service_id": "a" }, // a

        { "binding": "DB", "service_id": "b" } // b
      ]
    },
    "production": {},
    "empty": { "vpc_services": [
      // none
    ] }
  }
}
`,
	"{\"vpc_services\": [\n    {\"binding\": \"A\"}\n  , {\"binding\": \"B\"} /* b */ // c\n]}",
	"{\"vpc_services\": [{\"binding\": \"A\"}, /* b */ {\"binding\": \"B\"} // c\n], \"env\": {\"e\": {\"vpc_services\": [1] // x\n}}}",
}

var editSeedsTOML = []string{
	"", "# c", "\xef\xbb\xbfname = 'w'\r\n[vars]\r\na = 1", tomlSample, "[[vpc_services]]", "vpc_services = []\n",
	`#:schema node_modules/wrangler/config-schema.json
name = "my-worker"
main = "src/index.ts"
compatibility_date = "2026-11-17"

# Private services
[[vpc_services]]
binding = "API" # orders
service_id = "0195e1a2-0000-7000-8000-000000000001"
# remote = true

[[vpc_services]]
binding = "DB"
service_id = "x"

[observability]
enabled = true

# ---- staging ----
[env.staging]
name = "s"
vars = { A = "1" }

[[env.staging.vpc_networks]]
binding = "NET"
tunnel_id = "t"

[env."my prod".vars]
B = """
# no comment
"""
`,
	"env.a.name = 1\nenv.'b'.vars.c = 2\n[x]\n  y=1\n", "[env]\na.name = 1\n[env.b]\n[env.a.vars]\nx=1\n",
	"env = {a = {vpc_services = [{binding = 'X'},{binding='Y'}]}, b = {}}", "[[vpc_services]]\nbinding='A'\n[vpc_services.x]\n[y]\n[[vpc_services]]\n\n\n[z]",
}

// decoder reads a file with a library, which knows nothing of our trees.
type decoder func(t *testing.T, src []byte) (any, error)

func decodeJSONC(_ *testing.T, src []byte) (v any, err error) {
	plain, err := hujson.Standardize([]byte(strings.TrimPrefix(string(src), utf8BOM)))
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(plain, &v)
	return v, err
}

func decodeTOML(t *testing.T, src []byte) (any, error) {
	v := map[string]any{}
	if _, err := toml.Decode(strings.TrimPrefix(string(src), utf8BOM), &v); err != nil {
		return nil, err
	}
	text, err := json.Marshal(v) // its arrays come as several types
	if err != nil {
		t.Skip("JSON has no such number: ", err)
	}
	var plain any
	err = json.Unmarshal(text, &plain)
	return plain, err
}

// withoutLines is a document whose list, if it is empty, has no line breaks in it.
func withoutLines(d *Document, list *Node) []byte {
	start, end := list.Range.Start.Offset+1, list.Range.End.Offset-1
	if list.Header.IsValid() || start > end {
		return d.Source
	}
	within := string(d.Source[start:end])
	if strings.Trim(within, white) != "" || !strings.ContainsAny(within, breaks) {
		return d.Source
	}
	return slices.Delete(slices.Clone(d.Source), start, end)
}

// FuzzEditJSONC and FuzzEditTOML: what an edit leads to is what was meant, as
// another parser reads it; nothing is lost outside of the edit; an entry that is
// put into a list and taken out again leaves no trace, but for the lines of an empty
// one.
func FuzzEditJSONC(f *testing.F) {
	for _, s := range editSeedsJSONC {
		f.Add([]byte(s), "API_2", "id \"9\"")
	}
	f.Fuzz(func(t *testing.T, src []byte, binding, id string) {
		if loneCR(src) {
			t.Skip("hujson reads a lone carriage return in another way")
		}
		fuzzEdit(t, "wrangler.jsonc", src, newEntry{binding, id}, decodeJSONC)
	})
}

func FuzzEditTOML(f *testing.F) {
	for _, s := range editSeedsTOML {
		f.Add([]byte(s), "API_2", "id \"9\"")
	}
	f.Fuzz(func(t *testing.T, src []byte, binding, id string) {
		fuzzEdit(t, "wrangler.toml", src, newEntry{binding, id}, decodeTOML)
	})
}

func fuzzEdit(t *testing.T, path string, src []byte, en newEntry, decode decoder) {
	d, err := Parse(path, src)
	if err != nil {
		t.Skip()
	}
	envs := append([]string{""}, d.Environments()...)
	if len(envs) == 1 {
		envs = append(envs, en.binding+"x")
	}
	for _, env := range envs {
		tg, err := d.target(env)
		if err != nil {
			continue
		}
		for _, name := range tg.names() {
			if removed, err := d.RemoveBinding(env, name); err == nil {
				checkRemoved(t, d, removed, env, name, decode)
			}
			if set, err := d.SetServiceID(env, name, en.serviceID); err == nil {
				checkSet(t, d, set, env, name, en.serviceID)
			}
		}
		checkAdd(t, d, tg, en, decode)
	}
}

func checkAdd(t *testing.T, d *Document, tg target, en newEntry, decode decoder) {
	t.Helper()
	added, err := d.AddVPCService(tg.env, en.binding, en.serviceID)
	if err != nil {
		return
	}
	s, err := newEditor(d).add(tg, en)
	old := string(d.Source[s.start:s.end])
	if err != nil || !strings.Contains(s.text, old) && strings.Trim(old, blanks) != "" {
		t.Fatalf("%q: the edit loses %q: %+v, %v", d.Source, old, s, err)
	}
	want := decoded(t, d, decode)
	level := levelOf(want, tg.env)
	list, _ := level[vpcServices].([]any)
	level[vpcServices] = append(list, map[string]any{"binding": en.binding, "service_id": en.serviceID})
	if got := decoded(t, added, decode); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q\nbecame\n%q\nwhich is\n%v\nwant\n%v", d.Source, added.Source, got, want)
	}
	removed, err := added.RemoveBinding(tg.env, en.binding)
	if err != nil {
		t.Fatalf("%q: remove: %v", added.Source, err)
	}
	if list := tg.lists[vpcServices]; list != nil && !bytes.Equal(removed.Source, withoutLines(d, list)) {
		t.Fatalf("%q\nbecame\n%q\nand then\n%q", d.Source, added.Source, removed.Source)
	}
	if got, want := withoutEmpty(decoded(t, removed, decode), tg.env), withoutEmpty(decoded(t, d, decode), tg.env); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q\nbecame\n%q\nand then\n%q", d.Source, added.Source, removed.Source)
	}
}

func checkRemoved(t *testing.T, d, removed *Document, env, name string, decode decoder) {
	t.Helper()
	want := decoded(t, d, decode)
	level := levelOf(want, env)
	for _, field := range []string{vpcServices, vpcNetworks} {
		list, _ := level[field].([]any)
		var kept []any
		for _, item := range list {
			if m, ok := item.(map[string]any); !ok || m["binding"] != name {
				kept = append(kept, item)
			}
		}
		if len(kept) < len(list) {
			level[field] = append([]any{}, kept...)
		}
	}
	if got := decoded(t, removed, decode); !reflect.DeepEqual(withoutEmpty(got, env), withoutEmpty(want, env)) {
		t.Fatalf("%q\nwithout %q became\n%q", d.Source, name, removed.Source)
	}
}

func checkSet(t *testing.T, d, set *Document, env, name, id string) {
	t.Helper()
	_, en, err := set.entry(env, name)
	if err != nil || en.node.At("service_id").Text != id {
		t.Fatalf("%q\nwith %q became\n%q: %v", d.Source, id, set.Source, err)
	}
}

func decoded(t *testing.T, d *Document, decode decoder) map[string]any {
	t.Helper()
	v, err := decode(t, d.Source)
	m, ok := v.(map[string]any)
	if err != nil || !ok {
		t.Fatalf("%q: %v", d.Source, err)
	}
	return m
}

func levelOf(root map[string]any, env string) map[string]any {
	if env == "" {
		return root
	}
	envs, ok := root["env"].(map[string]any)
	if !ok {
		envs = map[string]any{}
		root["env"] = envs
	}
	level, ok := envs[env].(map[string]any)
	if !ok {
		level = map[string]any{}
		envs[env] = level
	}
	return level
}

// withoutEmpty drops what an edit makes on its way and leaves behind: empty
// lists, and an empty environment.
func withoutEmpty(root map[string]any, env string) map[string]any {
	level := levelOf(root, env)
	for _, field := range []string{vpcServices, vpcNetworks} {
		if list, ok := level[field].([]any); ok && len(list) == 0 {
			delete(level, field)
		}
	}
	return root
}
