package check_test

import "testing"

func TestEnvBindingName(t *testing.T) {
	t.Parallel()
	envs := func(staging, production string) string {
		return `{"env": {
"staging": {"vpc_services": [{"binding": "` + staging + `"}]},
"production": {"vpc_services": [{"binding": "` + production + `"}]}}}`
	}
	finding := func(at, production, staging, name string) []string {
		return []string{at + ` warning: env.production calls "` + production + `" what env.staging calls "` + staging +
			`", and the same code reads one name; 2:42 called so here; hint: give both one name, such as ` + name}
	}
	checkRule(t, "env-binding-name", []ruleCase{
		{"one carries it", "jsonc", envs("API", "API_PROD"), finding("3:45", "API_PROD", "API", "API")},
		{"both do", "jsonc", envs("API_STAGING", "PRODUCTION_API"), finding("3:45", "PRODUCTION_API", "API_STAGING", "API")},
		{"the other does", "jsonc", envs("STAGING_API", "API"), finding("3:45", "API", "STAGING_API", "API")},
		{"the same", "jsonc", envs("API", "API"), nil},
		{"other things", "jsonc", envs("API", "AUTH"), nil},
		{"the name of another environment", "jsonc", envs("API", "API_STAGING"), nil},
		{"a word of one letter", "jsonc", envs("API", "API_P"), nil},
		{"both names", "jsonc", `{"env": {"a1": {"vpc_services": [{"binding": "API"}]},
"b1": {"vpc_services": [{"binding": "API_B1"}], "services": [{"binding": "API"}]}}}`, nil},
		{"with a list at the top", "jsonc", `{"vpc_services": [{"binding": "X"}],
"env": {"a1": {"vpc_services": [{"binding": "API"}]}, "b1": {"vpc_services": [{"binding": "API_B1"}]}}}`, nil},
		{"no objects", "jsonc", `{"env": {"a": 1, "b": {"vpc_services": 1}, "c": {"vpc_services": [1, {"binding": 1}]}}}`, nil},
	})
}
