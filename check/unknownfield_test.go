package check_test

import "testing"

func TestUnknownField(t *testing.T) {
	t.Parallel()
	const lost = "is no field that Wrangler knows, so it binds nothing; hint: did you mean "
	checkRule(t, "unknown-field", []ruleCase{
		{"near-misses of the lists", "jsonc", `{
"vpc_service": [], "VPC_SERVICES": [], "vpc_services ": [], "vpcServices": [],
"vpc-networks": [], "vcp_network": []}`, []string{
			`2:1 error: "vpc_service" ` + lost + "vpc_services?",
			`2:20 error: "VPC_SERVICES" ` + lost + "vpc_services?",
			`2:40 error: "vpc_services " ` + lost + "vpc_services?",
			`2:61 error: "vpcServices" ` + lost + "vpc_services?",
			`3:1 error: "vpc-networks" ` + lost + "vpc_networks?",
			`3:21 error: "vcp_network" ` + lost + "vpc_networks?",
		}},
		{"in an environment", "toml", "[[env.staging.vpc_service]]\nbinding = \"A\"\n", []string{
			`1:15 error: "vpc_service" ` + lost + "vpc_services?",
		}},
		{"other keys are others' business", "jsonc", `{"services": [], "networks": [], "web_services": [],
"voice_services": [], "vpc_bindings": [], "$schema": "", "vpc": {}, "x": 1}`, nil},
		{"fields of an entry", "jsonc", `{"vpc_services": [{
"serviceId": "a",
"Binding": "A",
"port": 1
}]}`, []string{
			`2:1 error: "serviceId" is no field of vpc_services; hint: did you mean service_id?`,
			`3:1 error: "Binding" is no field of vpc_services; hint: did you mean binding?`,
			`4:1 warning: "port" is no field of vpc_services; hint: an entry has binding, service_id, remote`,
		}},
		{"names of other kinds", "toml", "[[vpc_services]]\nname = \"A\"\nid = \"x\"\n", []string{
			`2:1 warning: "name" is no field of vpc_services; hint: did you mean binding?`,
			`3:1 warning: "id" is no field of vpc_services; hint: did you mean service_id?`,
		}},
		{"what is there is not meant", "toml", "[[vpc_services]]\nbinding = \"A\"\nservice_id = \"x\"\nservice = \"y\"\n", []string{
			`4:1 warning: "service" is no field of vpc_services; hint: an entry has binding, service_id, remote`,
		}},
		{"of the other list", "jsonc", `{"vpc_services": [{"tunnel_id": ""}], "vpc_networks": [{"service_id": "", "tunnel": ""}]}`, []string{
			`1:20 warning: "tunnel_id" is no field of vpc_services; hint: an entry with tunnel_id belongs into vpc_networks`,
			`1:57 warning: "service_id" is no field of vpc_networks; hint: an entry with service_id belongs into vpc_services`,
			`1:75 error: "tunnel" is no field of vpc_networks; hint: did you mean tunnel_id?`,
		}},
		{"entries that are no objects", "jsonc", `{"vpc_services": ["x", null, []], "vpc_networks": {"x": 1}, "env": {"a": 1}}`, nil},
	})
}
