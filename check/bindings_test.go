package check_test

import (
	"strconv"
	"strings"
	"testing"
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
