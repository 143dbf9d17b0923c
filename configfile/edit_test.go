package configfile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/internal/atomicfile"
)

type editTest struct{ name, env, before, after string }

// run checks that add makes after of before. Where the list was there before,
// taking the binding out again gives back the file byte for byte.
func (c editTest) run(t *testing.T, path string) {
	t.Helper()
	d := mustParse(t, path, c.before)
	added, err := d.AddVPCService(c.env, "API", "id-9")
	if err != nil {
		t.Errorf("%s: %v", c.name, err)
		return
	}
	if string(added.Source) != c.after {
		t.Errorf("%s:\n%s\nwant\n%s\n%q", c.name, added.Source, c.after, added.Source)
	}
	removed, err := added.RemoveBinding(c.env, "API")
	if err != nil {
		t.Errorf("%s: remove: %v", c.name, err)
		return
	}
	if tg, err := d.target(c.env); err == nil && tg.lists[vpcServices] != nil && string(removed.Source) != c.before {
		t.Errorf("%s: taking it out again gives\n%q\nwant\n%q", c.name, removed.Source, c.before)
	}
}

func TestAddJSONC(t *testing.T) {
	t.Parallel()
	for _, c := range []editTest{
		{"only a name", "", "{\n\t\"name\": \"w\"\n}\n",
			"{\n\t\"name\": \"w\",\n\t\"vpc_services\": [\n\t\t{\n\t\t\t\"binding\": \"API\",\n\t\t\t\"service_id\": \"id-9\"\n\t\t}\n\t]\n}\n"},
		{"four spaces, trailing comma, comment", "", "{\n    \"name\": \"w\", // mine\n    // end\n}",
			"{\n    \"name\": \"w\", // mine\n    \"vpc_services\": [\n        {\n            \"binding\": \"API\",\n            \"service_id\": \"id-9\"\n        }\n    ],\n    // end\n}"},
		{"comma before a comment", "", "{\n  \"name\": \"w\" // mine\n}",
			"{\n  \"name\": \"w\", // mine\n  \"vpc_services\": [\n    {\n      \"binding\": \"API\",\n      \"service_id\": \"id-9\"\n    }\n  ]\n}"},
		{"empty root", "", "{}", "{\n  \"vpc_services\": [\n    {\n      \"binding\": \"API\",\n      \"service_id\": \"id-9\"\n    }\n  ]\n}"},
		{"one line", "", `{"name":"w"}`, `{"name":"w","vpc_services":[{"binding":"API","service_id":"id-9"}]}`},
		{"one line with space", "", `{ "name": "w" }`, `{ "name": "w", "vpc_services": [{ "binding": "API", "service_id": "id-9" }] }`},
		{"carriage returns and a byte-order mark", "", "\xef\xbb\xbf{\r\n  \"vpc_services\": [\r\n    { \"binding\": \"A\", \"service_id\": \"i\" }\r\n  ]\r\n}\r\n",
			"\xef\xbb\xbf{\r\n  \"vpc_services\": [\r\n    { \"binding\": \"A\", \"service_id\": \"i\" },\r\n    { \"binding\": \"API\", \"service_id\": \"id-9\" }\r\n  ]\r\n}\r\n"},
		{"array in one line", "", `{"vpc_services": [{"binding": "A", "service_id": "i"}]}`,
			`{"vpc_services": [{"binding": "A", "service_id": "i"}, {"binding": "API", "service_id": "id-9"}]}`},
		{"empty array", "", "{\n  \"vpc_services\": []\n}", "{\n  \"vpc_services\": [{ \"binding\": \"API\", \"service_id\": \"id-9\" }]\n}"},
		{"empty array with space", "", "{\n  \"vpc_services\": [ ]\n}", "{\n  \"vpc_services\": [ { \"binding\": \"API\", \"service_id\": \"id-9\" } ]\n}"},
		{"empty array with a comment", "", "{\n  \"vpc_services\": [\n    // none\n  ]\n}",
			"{\n  \"vpc_services\": [\n    // none\n    {\n      \"binding\": \"API\",\n      \"service_id\": \"id-9\"\n    }\n  ]\n}"},
		{"comments around the entries", "", "{\n  \"vpc_services\": [\n    // first\n    { \"binding\": \"A\" }, // a\n    /* second */\n    { \"binding\": \"B\" } // b\n    // last\n  ], // tail\n}",
			"{\n  \"vpc_services\": [\n    // first\n    { \"binding\": \"A\" }, // a\n    /* second */\n    { \"binding\": \"B\" }, // b\n    { \"binding\": \"API\", \"service_id\": \"id-9\" }\n    // last\n  ], // tail\n}"},
		{"trailing comma and comment", "", "{\"vpc_services\": [\n  {\"binding\": \"A\"}, // a\n]}",
			"{\"vpc_services\": [\n  {\"binding\": \"A\"}, // a\n  {\"binding\": \"API\", \"service_id\": \"id-9\"},\n]}"},
		{"entries set apart", "", "{\"vpc_services\": [\n  {\"binding\": \"A\"},\n\n  {\"binding\": \"B\"}\n]}",
			"{\"vpc_services\": [\n  {\"binding\": \"A\"},\n\n  {\"binding\": \"B\"},\n\n  {\"binding\": \"API\", \"service_id\": \"id-9\"}\n]}"},
		{"comma first", "", "{\"vpc_services\": [\n    {\"binding\": \"A\"}\n  , {\"binding\": \"B\"}\n]}",
			"{\"vpc_services\": [\n    {\"binding\": \"A\"}\n  , {\"binding\": \"B\"}\n  , {\"binding\": \"API\", \"service_id\": \"id-9\"}\n]}"},
		{"brackets side by side", "", "{\n  \"vpc_services\": [{\n    \"binding\": \"A\",\n    \"service_id\": \"i\",\n  }]\n}",
			"{\n  \"vpc_services\": [{\n    \"binding\": \"A\",\n    \"service_id\": \"i\",\n  }, {\n    \"binding\": \"API\",\n    \"service_id\": \"id-9\",\n  }]\n}"},
		{"comment in one line", "", "{\"vpc_services\": [{\"binding\": \"A\"} // a\n]}",
			"{\"vpc_services\": [{\"binding\": \"A\"}, {\"binding\": \"API\", \"service_id\": \"id-9\"} // a\n]}"},
		{"above the environments", "", "{\n  \"name\": \"w\",\n\n  // the environments\n  \"env\": {\n  }\n}",
			"{\n  \"name\": \"w\",\n  \"vpc_services\": [\n    {\n      \"binding\": \"API\",\n      \"service_id\": \"id-9\"\n    }\n  ],\n\n  // the environments\n  \"env\": {\n  }\n}"},
		{"style of other lists", "", "{\n  \"kv_namespaces\": [\n    {\"binding\":\"KV\", \"id\":\"1\"}\n  ]\n}",
			"{\n  \"kv_namespaces\": [\n    {\"binding\":\"KV\", \"id\":\"1\"}\n  ],\n  \"vpc_services\": [\n    {\"binding\":\"API\", \"service_id\":\"id-9\"}\n  ]\n}"},
		{"environment without the list", "st", "{\n  \"env\": {\n    \"st\": { \"name\": \"x\" }\n  }\n}",
			"{\n  \"env\": {\n    \"st\": { \"name\": \"x\", \"vpc_services\": [{ \"binding\": \"API\", \"service_id\": \"id-9\" }] }\n  }\n}"},
		{"empty environment", "st", "{\n  \"env\": {\n    \"st\": {}\n  }\n}",
			"{\n  \"env\": {\n    \"st\": {\n      \"vpc_services\": [\n        {\n          \"binding\": \"API\",\n          \"service_id\": \"id-9\"\n        }\n      ]\n    }\n  }\n}"},
		{"no environments", "a b", "{\n  \"name\": \"w\"\n}",
			"{\n  \"name\": \"w\",\n  \"env\": {\n    \"a b\": {\n      \"vpc_services\": [\n        {\n          \"binding\": \"API\",\n          \"service_id\": \"id-9\"\n        }\n      ]\n    }\n  }\n}"},
		{"environment's own list", "st", "{\n  \"vpc_services\": [{ \"binding\": \"API\" }],\n  \"env\": { \"st\": { \"vpc_services\": [] } }\n}",
			"{\n  \"vpc_services\": [{ \"binding\": \"API\" }],\n  \"env\": { \"st\": { \"vpc_services\": [{ \"binding\": \"API\", \"service_id\": \"id-9\" }] } }\n}"},
	} {
		c.run(t, "wrangler.jsonc")
	}
}

func TestAddTOML(t *testing.T) {
	t.Parallel()
	const keys = "binding = \"API\"\nservice_id = \"id-9\""
	for _, c := range []editTest{
		{"empty file", "", "", "[[vpc_services]]\n" + keys + "\n"},
		{"only a comment", "", "# c\n", "# c\n\n[[vpc_services]]\n" + keys + "\n"},
		{"only a name", "", "name = \"w\" # c\n", "name = \"w\" # c\n\n[[vpc_services]]\n" + keys + "\n"},
		{"no line break at the end", "", "name = \"w\"", "name = \"w\"\n\n[[vpc_services]]\n" + keys},
		{"carriage returns", "", "name='w'\r\n\r\n[vars]\r\na=1\r\n",
			"name='w'\r\n\r\n[vars]\r\na=1\r\n\r\n[[vpc_services]]\r\nbinding=\"API\"\r\nservice_id=\"id-9\"\r\n"},
		{"byte-order mark", "", "\xef\xbb\xbf", "\xef\xbb\xbf[[vpc_services]]\n" + keys + "\n"},
		{"array of tables", "", "name = \"w\"\n\n[[vpc_services]] # one\n  binding = \"A\" # a\n  # more\n\n# the rest\n[vars]\nx = 1\n",
			"name = \"w\"\n\n[[vpc_services]] # one\n  binding = \"A\" # a\n  # more\n\n[[vpc_services]]\n  binding = \"API\"\n  service_id = \"id-9\"\n\n# the rest\n[vars]\nx = 1\n"},
		{"array of tables, nothing between", "", "name = \"w\"\n[[ vpc_services ]]\nbinding=\"A\"\n[vars]\nx = 1\n",
			"name = \"w\"\n[[ vpc_services ]]\nbinding=\"A\"\n[[ vpc_services ]]\nbinding=\"API\"\nservice_id=\"id-9\"\n[vars]\nx = 1\n"},
		{"array of tables with a table below", "", "[[vpc_services]]\nbinding = \"A\"\n\n[vpc_services.x]\ny = 1\n",
			"[[vpc_services]]\nbinding = \"A\"\n\n[vpc_services.x]\ny = 1\n\n[[vpc_services]]\n" + keys + "\n"},
		{"array of empty tables", "", "[[vpc_services]]", "[[vpc_services]]\n\n[[vpc_services]]\n" + keys},
		{"inline array", "", "vpc_services = [{binding = 'A', service_id = 'i'}]\n",
			"vpc_services = [{binding = 'A', service_id = 'i'}, {binding = \"API\", service_id = \"id-9\"}]\n"},
		{"empty inline array", "", "vpc_services = []\n", "vpc_services = [{ binding = \"API\", service_id = \"id-9\" }]\n"},
		{"array over lines", "", "vpc_services = [\n\t{ binding = \"A\" } # a\n\t# end\n]\n",
			"vpc_services = [\n\t{ binding = \"A\" }, # a\n\t{ binding = \"API\", service_id = \"id-9\" }\n\t# end\n]\n"},
		{"trailing comma", "", "vpc_services = [\n  { binding = \"A\" }, # a\n]\n",
			"vpc_services = [\n  { binding = \"A\" }, # a\n  { binding = \"API\", service_id = \"id-9\" },\n]\n"},
		{"above the environments", "", "name = \"w\"\n\n# staging\n[env.st]\nname = \"s\"\n",
			"name = \"w\"\n\n[[vpc_services]]\n" + keys + "\n\n# staging\n[env.st]\nname = \"s\"\n"},
		{"environments alone", "", "[env.st]\nname = \"s\"\n", "[env.st]\nname = \"s\"\n\n[[vpc_services]]\n" + keys + "\n"},
		{"environment with a header", "st", "[env.st]\nname = \"s\"\n\n[env.st.vars]\na = 1\n\n[env.prod]\nname = \"p\"\n",
			"[env.st]\nname = \"s\"\n\n[env.st.vars]\na = 1\n\n[[env.st.vpc_services]]\n" + keys + "\n\n[env.prod]\nname = \"p\"\n"},
		{"environment without a header of its own", "my env", "[env.'my env'.vars]\na = 1\n",
			"[env.'my env'.vars]\na = 1\n\n[[env.'my env'.vpc_services]]\n" + keys + "\n"},
		{"environment's array of tables", "st", "[[env.\"st\".vpc_services]]\nbinding = \"A\"\n\n[[env.prod.vpc_services]]\nbinding = \"API\"\n",
			"[[env.\"st\".vpc_services]]\nbinding = \"A\"\n\n[[env.\"st\".vpc_services]]\n" + keys + "\n\n[[env.prod.vpc_services]]\nbinding = \"API\"\n"},
		{"environment by dotted keys", "st", "env.st.name = \"s\" # s\nenv.prod.name = \"p\"\n",
			"env.st.name = \"s\" # s\nenv.st.vpc_services = [{ binding = \"API\", service_id = \"id-9\" }]\nenv.prod.name = \"p\"\n"},
		{"environment by dotted keys under a header", "st", "[env]\n  st.name = \"s\"\n  st.vars.a = 1\n\n[vars]\na = 1\n",
			"[env]\n  st.name = \"s\"\n  st.vars.a = 1\n  st.vpc_services = [{ binding = \"API\", service_id = \"id-9\" }]\n\n[vars]\na = 1\n"},
		{"environment inline", "st", "env.st = {name = \"s\"}\n",
			"env.st = {name = \"s\", vpc_services = [{ binding = \"API\", service_id = \"id-9\" }]}\n"},
		{"environments inline", "st", "env = { st = {} }\n", "env = { st = {vpc_services = [{ binding = \"API\", service_id = \"id-9\" }]} }\n"},
		{"no environments", "my.env", "name = \"w\"\n", "name = \"w\"\n\n[[env.\"my.env\".vpc_services]]\n" + keys + "\n"},
		{"no environments, inline", "st", "env = {}\n", "env = {st = { vpc_services = [{ binding = \"API\", service_id = \"id-9\" }] }}\n"},
	} {
		c.run(t, "wrangler.toml")
	}
}

func TestRemoveBinding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, path, env, before, after string }{
		{"first", "w.json", "", "{\"vpc_services\": [\n  {\"binding\": \"X\"}, // x\n  // b\n  {\"binding\": \"B\"}\n]}", "{\"vpc_services\": [\n  // b\n  {\"binding\": \"B\"}\n]}"},
		{"middle, set apart", "w.json", "", "{\"vpc_services\": [\n  {\"binding\": \"A\"},\n\n  {\"binding\": \"X\"},\n\n  {\"binding\": \"B\"}\n]}", "{\"vpc_services\": [\n  {\"binding\": \"A\"},\n\n  {\"binding\": \"B\"}\n]}"},
		{"last keeps comments in lines of their own", "w.json", "", "{\"vpc_services\": [\n  {\"binding\": \"A\"}, // a\n  // x\n  {\"binding\": \"X\"} // x\n  // end\n]}", "{\"vpc_services\": [\n  {\"binding\": \"A\"} // a\n  // x\n  // end\n]}"},
		{"bracket behind the last", "w.json", "", "{\"vpc_services\": [\n  {\"binding\": \"A\"}, // a\n  {\"binding\": \"X\"}]}", "{\"vpc_services\": [\n  {\"binding\": \"A\"} // a\n  ]}"},
		{"in one line", "w.json", "", `{"vpc_networks": [ {"binding": "A"}, {"binding": "X"}, {"binding": "B"} ]}`, `{"vpc_networks": [ {"binding": "A"}, {"binding": "B"} ]}`},
		{"first in one line", "w.json", "", `{"vpc_networks": [ {"binding": "X"}, {"binding": "B"} ]}`, `{"vpc_networks": [ {"binding": "B"} ]}`},
		{"line goes on", "w.json", "", "{\"vpc_networks\": [{\"binding\": \"A\"}, {\"binding\": \"X\"},\n  // b\n  {\"binding\": \"B\"}]}", "{\"vpc_networks\": [{\"binding\": \"A\"},\n  // b\n  {\"binding\": \"B\"}]}"},
		{"comma first", "w.json", "", "{\"vpc_services\": [\n    {\"binding\": \"A\"}\n  , {\"binding\": \"X\"}\n  , {\"binding\": \"B\"}\n]}", "{\"vpc_services\": [\n    {\"binding\": \"A\"}\n  , {\"binding\": \"B\"}\n]}"},
		{"the only one", "w.json", "", "{\n  \"vpc_services\": [\n    {\n      \"binding\": \"X\" // x\n    },\n  ]\n}", "{\n  \"vpc_services\": []\n}"},
		{"the only one below a comment", "w.json", "", "{\n  \"vpc_services\": [\n    // c\n    { \"binding\": \"X\" }\n  ]\n}", "{\n  \"vpc_services\": [\n    // c\n  ]\n}"},
		{"the only one inline", "w.toml", "", "vpc_services = [\r\n  {binding = \"X\"}, # x\r\n]\r\n", "vpc_services = []\r\n"},
		{"table", "w.toml", "", "name = \"w\"\n\n# about x\n[[vpc_services]]\nbinding = \"X\" # x\n\n[vars]\na = 1\n", "name = \"w\"\n\n# about x\n\n[vars]\na = 1\n"},
		{"table with more above than below", "w.toml", "", "a = 1\n\n\n[[vpc_services]]\nbinding = \"X\"\n\n[vars]\na = 1\n", "a = 1\n\n\n[vars]\na = 1\n"},
		{"table in the middle", "w.toml", "", "[[vpc_services]]\nbinding = \"A\"\n\n[[vpc_services]]\nbinding = \"X\"\n[vpc_services.y]\nz = 1\n\n[[vpc_services]]\nbinding = \"B\"\n", "[[vpc_services]]\nbinding = \"A\"\n\n[[vpc_services]]\nbinding = \"B\"\n"},
		{"table at the top", "w.toml", "", "[[vpc_services]]\nbinding = \"X\"\n\n\n[vars]\na = 1\n", "[vars]\na = 1\n"},
		{"all there is", "w.toml", "", "[[vpc_services]]\nbinding = \"X\"\n", ""},
		{"at the end", "w.toml", "", "a = 1\r\n\r\n\r\n[[vpc_networks]]\r\nbinding = \"X\"\r\n", "a = 1\r\n"},
		{"the environment stays", "w.toml", "st", "a = 1\n\n[[env.'st'.vpc_services]] # h\nbinding = \"X\"\n\n[vars]\na = 1\n", "a = 1\n\n[env.'st']\n\n[vars]\na = 1\n"},
		{"the environment has more", "w.toml", "st", "[[env.st.vpc_services]]\nbinding = \"X\"\n\n[env.st.vars]\na = 1\n", "[env.st.vars]\na = 1\n"},
		{"inline", "w.toml", "", "vpc_services = [\n  {binding = \"A\"}, # a\n  {binding = \"X\"}, # x\n]\n", "vpc_services = [\n  {binding = \"A\"}, # a\n]\n"},
	} {
		removed, err := mustParse(t, c.path, c.before).RemoveBinding(c.env, "X")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if string(removed.Source) != c.after {
			t.Errorf("%s:\n%s\nwant\n%s\n%q", c.name, removed.Source, c.after, removed.Source)
		}
	}
}

func TestSetServiceID(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, path, before, after string }{
		{"JSON", "w.json", `{"vpc_services": [{"service_id": "old" /* c */, "binding": "X"}]}`, `{"vpc_services": [{"service_id": "new" /* c */, "binding": "X"}]}`},
		{"of another type", "w.json", `{"vpc_services": [{"binding": "X", "service_id": {"a": 1}}]}`, `{"vpc_services": [{"binding": "X", "service_id": "new"}]}`},
		{"missing", "w.json", "{\"vpc_services\": [{\n  \"binding\": \"X\" // x\n}]}", "{\"vpc_services\": [{\n  \"binding\": \"X\", // x\n  \"service_id\": \"new\"\n}]}"},
		{"TOML", "w.toml", "[[vpc_services]]\nbinding = 'X'\nservice_id = 'old' # c\n", "[[vpc_services]]\nbinding = 'X'\nservice_id = 'new' # c\n"},
		{"over lines", "w.toml", "vpc_services = [{binding = \"X\", service_id = \"\"\"\nold\"\"\"}]", "vpc_services = [{binding = \"X\", service_id = \"new\"}]"},
		{"missing in a table", "w.toml", "[[vpc_services]]\n  binding='X' # x\n[vars]\n", "[[vpc_services]]\n  binding='X' # x\n  service_id=\"new\"\n[vars]\n"},
		{"missing inline", "w.toml", "vpc_services = [{binding = \"X\", remote = true}]", "vpc_services = [{binding = \"X\", service_id = \"new\", remote = true}]"},
	} {
		set, err := mustParse(t, c.path, c.before).SetServiceID("", "X", "new")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if string(set.Source) != c.after {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, set.Source, c.after)
		}
	}
}

// What belongs to one entry may lie on both sides of something else.
func TestRemoveRefusesScattered(t *testing.T) {
	t.Parallel()
	d := mustParse(t, "w.toml", "[[vpc_services]]\nbinding = \"X\"\n\n[vars]\na = 1\n\n[vpc_services.y]\nz = 1\n")
	after, err := d.RemoveBinding("", "X")
	if e, ok := errors.AsType[*EditError](err); !ok || after != nil || e.Hint != "change it by hand" {
		t.Errorf("%v, %v", after, err)
	}
}

// Names and ids are whatever the user says; what they mean is for others.
func TestEditQuotes(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"w.json", "w.toml"} {
		for _, text := range []string{"", `a"b\`, "<&>\u2028é😀", "\x00\x01\t\r\n\x7f", "'"} {
			empty := ""
			if path == "w.json" {
				empty = "{}"
			}
			d, err := mustParse(t, path, empty).AddVPCService("e"+text, text, text)
			if err != nil {
				t.Errorf("%s: %q: %v", path, text, err)
				continue
			}
			env, err := d.Environment("e" + text)
			if err != nil || len(env.VPCServices.V) != 1 || env.VPCServices.V[0].Binding.V != text || env.VPCServices.V[0].ServiceID.V != text {
				t.Errorf("%s: %q became\n%s\n%v", path, text, d.Source, err)
			}
		}
	}
}

func TestEditRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ path, src, env, want string }{
		{"w.json", `[]`, "", "w.json:1:1: a configuration should be an object, not an array"},
		{"w.json", `{"vpc_services": [], "vpc_services": []}`, "", `w.json:1:2: key "vpc_services" comes twice`},
		{"w.json", `{"vpc_services": {}}`, "", `w.json:1:18: "vpc_services" should be an array, not an object`},
		{"w.json", `{"vpc_networks": null}`, "", `w.json:1:18: "vpc_networks" should be an array, not null`},
		{"w.json", `{"env": []}`, "a", `w.json:1:9: "env" should be an object, not an array`},
		{"w.json", `{"env": {"a": 1}}`, "a", `w.json:1:15: "env.a" should be an object, not a number`},
		{"w.json", `{"env": {"a": {}, "a": {}}}`, "a", `w.json:1:10: key "env.a" comes twice`},
		{"w.json", `{"env": {"a": {}}, "env": {"a": {}}}`, "a", `w.json:1:2: key "env" comes twice`},
		{"w.json", `{"env": {"a": {}}}`, "b", `no environment "b" in "w.json", which has "a"`},
		{"w.toml", "[[env]]\na = 1", "a", `w.toml:1:1: "env" should be an object, not an array`},
		{"w.toml", "vpc_services = 'x'", "", `w.toml:1:16: "vpc_services" should be an array, not a string`},
		{"w.toml", "env = { st.name = 1, prod.name = 2, st.b = 1 }", "st", "w.toml:1:47: the file is written in a way that cannot be changed safely here"},
	} {
		d := mustParse(t, c.path, c.src)
		after, err := d.AddVPCService(c.env, "API", "id")
		if err == nil || err.Error() != c.want || after != nil {
			t.Errorf("%s:\n%v\nwant\n%s", c.src, err, c.want)
		}
		if _, again := d.RemoveBinding(c.env, "API"); again == nil {
			t.Errorf("%s: a binding was removed", c.src)
		}
	}
}

func TestEditErrors(t *testing.T) {
	t.Parallel()
	d := mustParse(t, "w.json", `{"vpc_services": [{"binding": "A", "service_id": "i"}, 1, {"binding": "D"}, {"binding": "D"}],
  "vpc_networks": [{"binding": "N"}, {"service_id": 1}], "env": {"e": {}}}`)
	_, err := d.AddVPCService("", "A", "j")
	if e, ok := errors.AsType[*BindingExistsError](err); !ok || e.Service != "i" || e.Field != "vpc_services" ||
		e.Error() != `w.json:1:19: binding "A" exists already in vpc_services` {
		t.Errorf("%v", err)
	}
	_, err = d.AddVPCService("", "N", "j")
	if e, ok := errors.AsType[*BindingExistsError](err); !ok || e.Service != "" || e.Field != "vpc_networks" {
		t.Errorf("%v", err)
	}
	for want, f := range map[string]func() (*Document, error){
		`no VPC binding "X" in "w.json", which has "A", "D", "N"`:                      func() (*Document, error) { return d.RemoveBinding("", "X") },
		`no VPC binding "A" in "w.json" of environment "e", which has no VPC bindings`: func() (*Document, error) { return d.RemoveBinding("e", "A") },
		`w.json:1:77: binding "D" exists twice`:                                        func() (*Document, error) { return d.RemoveBinding("", "D") },
		`w.json:2:20: binding "N" is one of vpc_networks, which has no service_id`:     func() (*Document, error) { return d.SetServiceID("", "N", "i") },
		`no environment "x" in "w.json", which has "e"`:                                func() (*Document, error) { return d.SetServiceID("x", "N", "i") },
		`no VPC binding "N" in "w.json" of environment "e", which has no VPC bindings`: func() (*Document, error) { return d.SetServiceID("e", "N", "i") },
	} {
		if after, err := f(); err == nil || err.Error() != want || after != nil {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A text edit that goes wrong is noticed, not returned.
func TestApplyRefuses(t *testing.T) {
	t.Parallel()
	d := mustParse(t, "w.json", `{"a": 1}`)
	e := newEditor(d)
	for _, s := range []splice{{1, 1, `"b": 2, `}, {1, 1, "}"}, {1, 7, ""}} {
		after, err := e.apply(s, d.Root)
		if _, ok := errors.AsType[*EditError](err); !ok || after != nil {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

func TestWriteFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "wrangler.jsonc")
	if err := os.WriteFile(path, []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	after, err := d.AddVPCService("", "API", "id")
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, d.Source, after.Source); err != nil {
		t.Fatal(err)
	}
	if now, err := Load(path); err != nil || !now.Equal(after) {
		t.Errorf("%v, %v", now, err)
	}
	err = WriteFile(path, d.Source, after.Source)
	if _, ok := errors.AsType[*atomicfile.ChangedError](err); !ok || !strings.Contains(err.Error(), "changed meanwhile") {
		t.Errorf("%v, want that the file was changed", err)
	}
}
