package check_test

import "testing"

func TestMissingField(t *testing.T) {
	t.Parallel()
	const (
		noBinding = "has no binding; hint: add the name that the Worker is to see it under, env.NAME"
		noService = "1:19 error: the entry of vpc_services has no service_id; hint: add the id of a service: lariat vpc service list"
	)
	checkRule(t, "missing-field", []ruleCase{
		{"nothing", "jsonc", `{"vpc_services": [{}], "vpc_networks": [{}]}`, []string{
			"1:19 error: the entry of vpc_services " + noBinding, noService,
			"1:41 error: the entry of vpc_networks " + noBinding,
		}},
		{"a TOML table is its header", "toml", "[env.a]\n[[env.a.vpc_services]]\nservice_id = \"x\"\n", []string{
			"2:1 error: the entry of vpc_services " + noBinding,
		}},
		{"misspelt", "jsonc", `{"vpc_services": [{"Binding": "A", "serviceId": "x"}]}`, nil},
		{"null or another type is there", "jsonc", `{"vpc_services": [{"binding": null, "service_id": 1}]}`, nil},
		{"an empty list, and what is no entry", "jsonc", `{"vpc_services": [], "vpc_networks": [1, "x"]}`, nil},
	})
}
