package check_test

import (
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// An id that is none, or not the right one, is told by one rule alone, with what
// was probably meant.
func TestIDs(t *testing.T) {
	t.Parallel()
	host := vpc.Host{IPv4: "10.0.0.5", TunnelID: tunnelID}
	known := (&check.Directory{
		Services: []vpc.Service{
			{ID: serviceID, Spec: vpc.Spec{Name: "orders", Type: vpc.TypeHTTP, Host: host}},
			{ID: "01a0ebf6-0a78-73c3-b7cf-2126eda86c57", Spec: vpc.Spec{Name: "todo-api", Type: vpc.TypeHTTP, Host: host}},
		},
		Tunnels: []vpc.Tunnel{{ID: tunnelID, Name: "office", Status: vpc.TunnelHealthy}},
	}).Index()
	const (
		service, network = `"vpc_services": [{ "binding": "API", "service_id": `, `"vpc_networks": [{ "binding": "NET", "tunnel_id": `
		meant            = "; did you mean " + serviceID + " (orders)?"
		office           = "; did you mean " + tunnelID + " (office)?"
	)
	for _, c := range []struct {
		list, id        string
		offline, online string // rule, then message and hint, as they begin
	}{
		{service, serviceID, "", ""},
		{service, strings.ToUpper(serviceID), "", ""},
		{service, "<YOUR_SERVICE_ID>", `placeholder-id: service_id "<YOUR_SERVICE_ID>" is a placeholder; put the id of a service there`, "same"},
		{service, "MY_SERVICE_ID", `placeholder-id: service_id "MY_SERVICE_ID" is a placeholder`, "same"},
		{service, "INSERT_ID_HERE", `placeholder-id: service_id "INSERT_ID_HERE" is a placeholder`, "same"},
		{service, "00000000-0000-0000-0000-000000000000", `placeholder-id: `, "same"},
		{service, "", `placeholder-id: service_id "" is a placeholder`, "same"},
		{service, "orders", `placeholder-id: service_id "orders" is not a UUID`, `service-name: "orders" is the name of a service`},
		{service, "todo-api", `placeholder-id: service_id "todo-api" is a placeholder`, `service-name: "todo-api" is the name of a service`},
		{service, "order", `placeholder-id: service_id "order" is not a UUID`,
			`unknown-service: the account has no service with the id "order"` + meant},
		{service, serviceID[:35], `placeholder-id: `, `unknown-service: the account has no service with the id "` + serviceID[:35] + `"` + meant},
		{service, serviceID[1:], `placeholder-id: `, `unknown-service: the account has no service with the id "` + serviceID[1:] + `"` + meant},
		{service, serviceID + " ", `placeholder-id: `, `unknown-service: the account has no service with the id "` + serviceID + ` "` + meant},
		{service, strings.ReplaceAll(serviceID, "-", ""), `placeholder-id: `,
			`unknown-service: the account has no service with the id "` + strings.ReplaceAll(serviceID, "-", "") + `"` + meant},
		{network, tunnelID, "", ""},
		{network, "<YOUR_TUNNEL_ID>", `placeholder-id: tunnel_id "<YOUR_TUNNEL_ID>" is a placeholder; put the id of a tunnel there`, "same"},
		{network, "", `placeholder-id: tunnel_id "" is a placeholder`, "same"},
		{network, "office", `placeholder-id: tunnel_id "office" is not a UUID`, `tunnel-name: "office" is the name of a tunnel, tunnel_id takes its id; put ` + tunnelID},
		{network, "ofice", `placeholder-id: `, `tunnel-missing: tunnel "ofice" does not exist` + office},
		{network, strings.Replace(tunnelID, "5456", "5465", 1), "",
			`tunnel-missing: tunnel "` + strings.Replace(tunnelID, "5456", "5465", 1) + `" does not exist` + office},
	} {
		config := "{" + c.list + `"` + c.id + `" }]}`
		if c.online == "same" {
			c.online = c.offline
		}
		for _, run := range []struct {
			o    check.Options
			want string
		}{
			{check.Options{}, c.offline},
			{check.Options{Directory: func(string) *check.Directory { return known }}, c.online},
		} {
			got := fileFindings(t, "wrangler.jsonc", []byte(config), run.o)
			if !isOnly(got, run.want) {
				t.Errorf("%s\n found %v\n  want %s", config, got, run.want)
			}
		}
	}
}

// isOnly reports whether one finding alone was made, which begins as wanted; ""
// wants none.
func isOnly(found diag.Set, want string) bool {
	if want == "" || len(found) != 1 {
		return want == "" && len(found) == 0
	}
	return strings.HasPrefix(found[0].Rule+": "+found[0].Message+"; "+found[0].Hint, want)
}
