package check_test

import (
	"testing"

	"github.com/lariat-cli/lariat/check"
)

func TestEnvLacksBindings(t *testing.T) {
	t.Parallel()
	const repeat = "bound at the top level here; hint: environments do not inherit bindings: repeat "
	const top = `{"vpc_services": [{"binding": "A", "service_id": "x"}, {"binding": "B", "service_id": "x"}], "env": {` + "\n"
	checkRule(t, "env-lacks-bindings", []ruleCase{
		{"no list", "jsonc", top + `"s": {}}}`, []string{
			`2:1 warning: env.s has no vpc_services, so its Worker goes without "A", "B"; 1:31 ` + repeat +
				`the list there, or write "vpc_services": [] if there are to be none`,
		}},
		{"no list in TOML", "toml", "[[vpc_networks]]\nbinding = \"A\"\n[env.s]\nname = \"s\"\n", []string{
			`3:6 warning: env.s has no vpc_networks, so its Worker goes without "A"; 2:11 ` + repeat +
				`the list there, or write vpc_networks = [] if there are to be none`,
		}},
		{"an empty list says none", "toml", "[[vpc_networks]]\nbinding = \"A\"\n[env.s]\nvpc_networks = []\n", nil},
		{"one lacks", "jsonc", top + `"s": {"vpc_services": [{"binding": "B"}, {"binding": "C"}]}}}`, []string{
			`2:7 warning: env.s lacks the binding "A" of the top level; 1:31 ` + repeat + "it there",
		}},
		{"bound by another kind", "jsonc", top + `"s": {"vars": {"A": ""}, "services": [{"binding": "B"}]}}}`, nil},
		{"a misspelt list is unknown-field's", "jsonc", top + `"s": {"vpc_service": []}}}`, nil},
		{"another type is wrong-type's", "jsonc", top + `"s": {"vpc_services": {}}, "t": "x", "u": []}}`, nil},
		{"nothing at the top", "jsonc", `{"vpc_services": [], "env": {"s": {}, "t": {"vpc_services": [{"binding": "A"}]}}}`, nil},
		{"no names at the top", "jsonc", `{"vpc_services": [{}, {"binding": ""}], "env": {"s": {}}}`, nil},
	})
}

// The top level is what the one environment is compared with, though it is not
// checked itself.
func TestEnvLacksBindingsOfOneEnvironment(t *testing.T) {
	t.Parallel()
	const text = `{"vpc_services": [{"binding": "A"}], "env": {"s": {}, "t": {}}}`
	for env, want := range map[string]int{"": 0, "s": 1} {
		got := told(findings(t, wrangler("jsonc", text), check.Options{Env: &env}), "env-lacks-bindings")
		if len(got) != want {
			t.Errorf("-e %q: %q", env, got)
		}
	}
	undefined := "s"
	found := findings(t, wrangler("jsonc", `{"vpc_services": [{"binding": "A"}]}`), check.Options{Env: &undefined})
	if got := told(found, "env-lacks-bindings"); got != nil {
		t.Errorf("without environments the top level is deployed: %q", got)
	}
}
