package configfile

import "testing"

// Equal content makes equal documents, whatever the format.
func TestEqualAcrossFormats(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ json, toml string }{
		"scalars":           {`{"a": "x", "b": 1, "c": true, "d": 2.5}`, "a = 'x'\nb = 1\nc = true\nd = 2.5"},
		"order":             {`{"env": {"s": {"name": "n"}}, "name": "w"}`, "name = \"w\"\n[env.s]\nname = \"n\""},
		"numbers":           {`{"a": 1.0, "b": 1e3, "c": 16, "d": 1000000}`, "a = 1\nb = 1000.0\nc = 0x10\nd = +1_000_000"},
		"strings":           {`{"a": "x\ny\té"}`, "a = \"\"\"\nx\ny\\t\\u00e9\"\"\""},
		"empty":             {`{}`, "# nothing\n"},
		"duplicate in JSON": {`{"a": 1, "a": 2}`, "a = 2"},
		"services": {
			`{"vpc_services": [{"binding": "A", "service_id": "i"}, {"binding": "B", "remote": true}]}`,
			"[[vpc_services]]\nbinding = \"A\"\nservice_id = \"i\"\n[[vpc_services]]\nbinding = \"B\"\nremote = true",
		},
		"inline services": {
			`{"vpc_services": [{"binding": "A", "service_id": "i"}]}`,
			"vpc_services = [ # x\n { binding = \"A\", service_id = \"i\", },\n]",
		},
		"environments": {
			`{"env": {"staging": {"vpc_services": [{"binding": "A"}]}, "a.b": {"vpc_networks": []}}}`,
			"[[env.staging.vpc_services]]\nbinding = \"A\"\n[env.\"a.b\"]\nvpc_networks = []",
		},
		"dotted keys": {`{"vars": {"a": {"b": 1, "c": 2}}}`, "vars.a.b = 1\nvars.a.c = 2"},
		"inline env":  {`{"env": {"s": {"vars": {"a": [[1], []]}}}}`, "env = { s.vars.a = [[1], []] }"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j, o := mustParse(t, "wrangler.jsonc", c.json), mustParse(t, "wrangler.toml", c.toml)
			if !j.Equal(o) || !o.Equal(j) || !j.Equal(mustParse(t, "other.json", c.json)) {
				t.Errorf("not equal:\n%s\n%s", c.json, c.toml)
			}
		})
	}
}

func TestNotEqual(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ a, b string }{
		{`{"a": 1}`, `{"a": "1"}`},
		{`{"a": 1}`, `{"a": 2}`},
		{`{"a": 1}`, `{"b": 1}`},
		{`{"a": 1}`, `{"a": 1, "b": 1}`},
		{`{"a": 1, "b": 1}`, `{"a": 1}`},
		{`{"a": [1, 2]}`, `{"a": [2, 1]}`},
		{`{"a": [1]}`, `{"a": [1, 1]}`},
		{`{"a": 9007199254740993}`, `{"a": 9007199254740992}`},
		{`{"a": true}`, `{"a": false}`},
		{`{"a": null}`, `{}`},
		{`{"a": {}}`, `{"a": []}`},
	} {
		if mustParse(t, "a.json", c.a).Equal(mustParse(t, "b.json", c.b)) {
			t.Errorf("%s equals %s", c.a, c.b)
		}
	}
	if mustParse(t, "a.json", `{"a": "2024-01-01"}`).Equal(mustParse(t, "b.toml", "a = 2024-01-01")) {
		t.Error("a string equals a date")
	}
}
