package check_test

import (
	"slices"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
)

func TestDeployed(t *testing.T) {
	t.Parallel()
	service := func(name, id string) check.Binding {
		return check.Binding{Name: name, Type: "vpc_service", ServiceID: id}
	}
	tunnel := check.Binding{Name: "NET", Type: "vpc_network", TunnelID: "t1"}
	for name, tt := range map[string]struct {
		meant, got []check.Binding
		want       []string
	}{
		"none":            {nil, []check.Binding{service("API", "a")}, nil},
		"as meant":        {[]check.Binding{service("API", "a"), tunnel}, []check.Binding{tunnel, service("API", "A")}, nil},
		"more than meant": {[]check.Binding{tunnel}, []check.Binding{service("API", "a"), tunnel}, nil},
		"dropped": {[]check.Binding{service("API", "a"), service("DB", "b")}, []check.Binding{service("DB", "b")},
			[]string{`binding "API" is missing, which was to be service "a"`}},
		"all dropped": {[]check.Binding{tunnel, service("API", "a")}, nil, []string{
			`binding "NET" is missing, which was to be tunnel "t1"`,
			`binding "API" is missing, which was to be service "a"`}},
		"another service": {[]check.Binding{service("API", "a")}, []check.Binding{service("API", "b")},
			[]string{`binding "API" is service "b", and was to be service "a"`}},
		"another network": {[]check.Binding{tunnel}, []check.Binding{{Name: "NET", Type: "vpc_network", NetworkID: "cf1:network"}},
			[]string{`binding "NET" is network "cf1:network", and was to be tunnel "t1"`}},
		"another kind, same id": {[]check.Binding{service("NET", "t1")}, []check.Binding{tunnel},
			[]string{`binding "NET" is tunnel "t1", and was to be service "t1"`}},
		"no VPC binding": {[]check.Binding{service("API", "a")}, []check.Binding{{Name: "API", Type: "plain_text"}},
			[]string{`binding "API" is of type "plain_text", and was to be service "a"`}},
		"names have a case": {[]check.Binding{service("API", "a")}, []check.Binding{service("api", "a")},
			[]string{`binding "API" is missing, which was to be service "a"`}},
	} {
		var texts []string
		for _, d := range check.Deployed(tt.meant, tt.got) {
			texts = append(texts, d.String())
		}
		if !slices.Equal(texts, tt.want) {
			t.Errorf("%s: %q, want %q", name, texts, tt.want)
		}
	}
}

// What is meant is what stands in the environment: bindings are not inherited
// (facts/wrangler.md 2).
func TestMeant(t *testing.T) {
	t.Parallel()
	doc, err := configfile.Parse("wrangler.jsonc", []byte(`{
		"vpc_services": [{ "binding": "API", "service_id": "a" }],
		"vpc_networks": [{ "binding": "NET", "tunnel_id": "t" }, { "binding": "MESH", "network_id": "cf1:network" }],
		"env": { "staging": {}, "live": { "vpc_services": [{ "binding": "API", "service_id": "b" }] } }
	}`))
	if err != nil {
		t.Fatal(err)
	}
	for env, want := range map[string][]check.Binding{
		"": {
			{Name: "API", Type: "vpc_service", ServiceID: "a"},
			{Name: "NET", Type: "vpc_network", TunnelID: "t"},
			{Name: "MESH", Type: "vpc_network", NetworkID: "cf1:network"},
		},
		"staging": nil,
		"live":    {{Name: "API", Type: "vpc_service", ServiceID: "b"}},
	} {
		level, err := doc.Environment(env)
		if err != nil {
			t.Fatal(err)
		}
		if got := check.Meant(level); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", env, got, want)
		}
	}
}
