package check_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
)

// Every kind of facts/wrangler.md 2 that ends up in env, with its name in place.
func TestDuplicateBindingKnowsEveryKind(t *testing.T) {
	t.Parallel()
	var cases []ruleCase
	for _, form := range []struct {
		body string
		keys string
	}{
		{`[{"binding": "API"}]`, `kv_namespaces r2_buckets d1_databases vectorize hyperdrive services workflows ai_search
			ai_search_namespaces agent_memory analytics_engine_datasets dispatch_namespaces mtls_certificates pipelines
			secrets_store_secrets artifacts flagship worker_loaders unsafe_hello_world vpc_networks`},
		{`{"binding": "API"}`, "ai browser images media stream version_metadata assets"},
		{`[{"name": "API"}]`, "send_email ratelimits"},
		{`{"bindings": [{"name": "API"}]}`, "durable_objects unsafe logfwdr"},
		{`{"producers": [{"binding": "API"}]}`, "queues"},
		{`{"required": ["API"]}`, "secrets"},
		{`{"API": 1}`, "vars wasm_modules text_blobs data_blobs"},
	} {
		for key := range strings.FieldsSeq(form.keys) {
			column := strings.Index(form.body, `"API"`) + len(key) + 5
			cases = append(cases, ruleCase{
				key, "jsonc", "{\"" + key + "\": " + form.body + ",\n\"vpc_services\": [{\"binding\": \"API\"}]}",
				[]string{`2:30 error: "API" is bound already, in ` + key + "; 1:" + strconv.Itoa(column+1) +
					" first used here; hint: give one of the two another name"},
			})
		}
	}
	checkRule(t, "duplicate-binding", cases)
}

func TestDuplicateBinding(t *testing.T) {
	t.Parallel()
	const rename = " first used here; hint: give one of the two another name"
	checkRule(t, "duplicate-binding", []ruleCase{
		{"three times, and within one list", "toml", `[[vpc_services]]
binding = "API"
[[vpc_services]]
binding = "API"
[vars]
API = "x"
`, []string{
			`4:11 error: "API" is bound already, in vpc_services; 2:11` + rename,
			`6:1 error: "API" is bound already, in vpc_services; 2:11` + rename,
		}},
		{"levels are apart", "toml", `[vars]
API = "x"
[[env.staging.vpc_services]]
binding = "API"
`, nil},
		{"assets are inherited", "jsonc", `{"assets": {"binding": "API"}, "env": {
"a": {"vpc_services": [{"binding": "API"}]},
"b": {"vpc_services": [{"binding": "API"}], "assets": {"binding": "FILES"}}}}`, []string{
			`2:36 error: "API" is bound already, in assets; 1:24` + rename,
		}},
		{"case matters", "jsonc", `{"vars": {"api": 1}, "vpc_services": [{"binding": "API"}]}`, nil},
		{"no name is no name", "jsonc", `{"vpc_services": [{"binding": ""}, {"binding": ""}, {}, {}]}`, nil},
		{"what is no binding", "jsonc", `{"queues": {"consumers": [{"binding": "API"}]}, "define": {"API": "1"},
"tail_consumers": [{"binding": "API"}], "vars": 1, "unsafe": [], "ai": "API", "secrets": {"required": [1, {}]},
"vpc_services": [{"binding": "API"}]}`, nil},
	})
}

// An edit asks what an environment binds; one that is yet to be made has only
// what it will inherit.
func TestBindings(t *testing.T) {
	t.Parallel()
	const top = `{"vars": {"A": 1}, "assets": {"binding": "FILES"}, "vpc_services": [{"binding": "API"}]`
	for _, tt := range []struct{ config, env, want string }{
		{top + "}", "", "vars A, assets FILES, vpc_services API"},
		{top + "}", "new", "assets FILES"},
		{top + `, "env": {"old": {"ai": {"binding": "AI"}}}}`, "old", "assets FILES, ai AI"},
		{top + `, "env": {"old": {}}}`, "new", `no environment "new" in "wrangler.jsonc", which has "old"`},
		{"[]", "", ""},
	} {
		doc, err := configfile.Parse("wrangler.jsonc", []byte(tt.config))
		if err != nil {
			t.Fatal(err)
		}
		found, err := check.Bindings(doc, tt.env)
		var words []string
		for _, b := range found {
			if at := tt.config[b.At.Start.Offset:b.At.End.Offset]; strings.Trim(at, `"`) != b.Name {
				t.Errorf("%s stands on %s", b.Name, at)
			}
			words = append(words, b.Kind+" "+b.Name)
		}
		got := strings.Join(words, ", ")
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s, environment %q: %s, want %s", tt.config, tt.env, got, tt.want)
		}
	}
}

func TestBindingNameLike(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"api": "API", "orders-db": "ORDERS_DB", "2nd": "_2ND", "": "_", "größe x": "GR__E_X", "$x_1": "$X_1",
	} {
		if got := check.BindingNameLike(in); got != want || !check.IsBindingName(got) {
			t.Errorf("BindingNameLike(%q) = %q, want %q", in, got, want)
		}
	}
}
