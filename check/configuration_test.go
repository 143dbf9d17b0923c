package check_test

import (
	"testing"

	"github.com/lariat-cli/lariat/check"
)

func TestRemoteFalse(t *testing.T) {
	t.Parallel()
	const said = "warning: VPC bindings have no local simulator, so wrangler dev fails" +
		"; hint: write true, and wrangler dev uses the real network"
	checkRule(t, "remote-false", []ruleCase{
		{"both lists", "toml", "[[vpc_services]]\nremote = false\n[[env.a.vpc_networks]]\nremote = false\n", []string{
			"2:10 " + said, "4:10 " + said,
		}},
		{"true, absent, and no boolean", "jsonc", `{"vpc_services": [{"remote": true}, {}, {"remote": "false"}, {"remote": null}]}`, nil},
		{"other kinds", "jsonc", `{"kv_namespaces": [{"remote": false}]}`, nil},
	})
}

func TestUnsafeBinding(t *testing.T) {
	t.Parallel()
	checkRule(t, "unsafe-binding", []ruleCase{
		{"both types, and in an environment", "toml", `[[unsafe.bindings]]
type = "vpc_service"
[[env.a.unsafe.bindings]]
type = "vpc_network"
`, []string{
			`2:8 warning: a binding of type "vpc_service" in unsafe.bindings is not checked` +
				"; hint: move it to vpc_services, where its name is called binding",
			`4:8 warning: a binding of type "vpc_network" in unsafe.bindings is not checked` +
				"; hint: move it to vpc_networks, where its name is called binding",
		}},
		{"other types, and what is no binding", "jsonc",
			`{"unsafe": {"bindings": [{"type": "ratelimit"}, {"type": 1}, {}, "vpc_service"], "metadata": {"type": "vpc_service"}}}`, nil},
		{"no list", "jsonc", `{"unsafe": "vpc_service", "env": {"a": {"unsafe": {"bindings": {"type": "vpc_service"}}}}}`, nil},
	})
}

func TestPagesProject(t *testing.T) {
	t.Parallel()
	const rest = "; 1:1 this makes it a Pages project" +
		"; hint: move the project to Workers with static assets, or call a Worker that has the binding"
	checkRule(t, "pages-project", []ruleCase{
		{"both lists, and in an environment", "toml", `pages_build_output_dir = "dist"
[[vpc_services]]
binding = "A"
[[vpc_networks]]
binding = "B"
[[env.preview.vpc_services]]
binding = "A"
`, []string{
			"2:3 error: a Pages project cannot have vpc_services" + rest,
			"4:3 error: a Pages project cannot have vpc_networks" + rest,
			"6:15 error: a Pages project cannot have vpc_services" + rest,
		}},
		{"without bindings", "toml", "pages_build_output_dir = \"dist\"\nvpc_services = []\n", nil},
		{"a Worker", "toml", "[[vpc_services]]\nbinding = \"A\"\n[env.a]\npages_build_output_dir = \"dist\"\n", nil},
	})
}

// What configfile finds in reading is told as it is.
func TestWrongType(t *testing.T) {
	t.Parallel()
	checkRule(t, "wrong-type", []ruleCase{
		{"entries that are no objects", "jsonc", `{"vpc_services": ["x", 1, null], "env": {"a": {"vpc_networks": [[]]}}}`, []string{
			`1:19 error: "vpc_services[0]" should be an object, not a string`,
			`1:24 error: "vpc_services[1]" should be an object, not a number`,
			`1:27 error: "vpc_services[2]" should be an object, not null; hint: remove the field if it has no value`,
			`1:65 error: "env.a.vpc_networks[0]" should be an object, not an array`,
		}},
		{"a list that is no array", "jsonc", `{"vpc_services": {"binding": "A"}, "vpc_networks": "x"}`, []string{
			`1:18 error: "vpc_services" should be an array, not an object; hint: put the object in brackets: [{ ... }]`,
			`1:52 error: "vpc_networks" should be an array, not a string`,
		}},
		{"an empty object", "jsonc", `{"vpc_services": {}}`, []string{
			`1:18 error: "vpc_services" should be an array, not an object; hint: write []`,
		}},
		{"one bracket too few", "toml", "[vpc_services]\nbinding = \"A\"\n[env.a.vpc_networks]\nbinding = \"B\"\n", []string{
			`1:1 error: "vpc_services" should be an array, not an object; hint: write its header with two brackets: [[vpc_services]]`,
			`3:1 error: "env.a.vpc_networks" should be an array, not an object` +
				"; hint: write its header with two brackets: [[env.a.vpc_networks]]",
		}},
		{"remote", "toml", "[[vpc_services]]\nremote = \"yes\"\n[[vpc_networks]]\nremote = \"true\"\n", []string{
			`2:10 error: "vpc_services[0].remote" should be a boolean, not a string; hint: write true or false`,
			`4:10 error: "vpc_networks[0].remote" should be a boolean, not a string; hint: write true without quotes`,
		}},
		{"names and ids", "jsonc", `{"vpc_services": [{"binding": 1, "service_id": true}], "vpc_networks": [{"tunnel_id": []}]}`, []string{
			`1:31 error: "vpc_services[0].binding" should be a string, not a number; hint: put it in quotes: "1"`,
			`1:48 error: "vpc_services[0].service_id" should be a string, not a boolean; hint: put it in quotes: "true"`,
			`1:87 error: "vpc_networks[0].tunnel_id" should be a string, not an array`,
		}},
	})
}

// What is wrong in another environment keeps no environment from its deploy.
func TestChosenEnvironment(t *testing.T) {
	t.Parallel()
	text := `{"env": {"staging": {"vpc_services": [{"remote": "yes"}]}, "production": {"vpc_services": []}}}`
	for env, want := range map[string]bool{"": false, "production": false, "staging": true} {
		if got := has(findings(t, wrangler("jsonc", text), check.Options{Env: &env}), "wrong-type"); got != want {
			t.Errorf("environment %q: wrong-type found %v, want %v", env, got, want)
		}
	}
}
