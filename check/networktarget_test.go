package check_test

import "testing"

func TestNetworkTarget(t *testing.T) {
	t.Parallel()
	const keep = "; hint: keep the one that is meant"
	checkRule(t, "network-target", []ruleCase{
		{"neither", "toml", "[[vpc_networks]]\nbinding = \"A\"\n", []string{
			"1:1 error: the entry of vpc_networks has neither tunnel_id nor network_id" +
				"; hint: add the id of a tunnel, or network_id with cf1:network",
		}},
		{"both, the second is pointed at", "jsonc", `{"vpc_networks": [
{"tunnel_id": "x", "network_id": "cf1:network"},
{"network_id": "cf1:network", "tunnel_id": "x"}]}`, []string{
			"2:20 error: the entry has a tunnel_id and a network_id; 2:2 tunnel_id is here" + keep,
			"3:31 error: the entry has a network_id and a tunnel_id; 3:2 network_id is here" + keep,
		}},
		{"another network", "jsonc", `{"env": {"a": {"vpc_networks": [{"network_id": "CF1:Network"}]}}}`, []string{
			`1:48 error: there is no network with the id "CF1:Network"` +
				"; hint: write cf1:network, or tunnel_id with the id of a tunnel",
		}},
		{"another type is wrong-type's", "jsonc", `{"vpc_networks": [{"network_id": 1}, {"tunnel_id": null}, "x"]}`, nil},
		{"null beside the other, and misspelt", "jsonc", `{"vpc_networks": [
{"tunnel_id": null, "network_id": "cf1:network"}, {"tunnelId": "x"}]}`, nil},
	})
}
