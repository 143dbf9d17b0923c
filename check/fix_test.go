package check_test

import (
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/vpc"
)

// against is a directory with the service "api", and two that share a name.
func against() check.Options {
	d := (&check.Directory{Services: []vpc.Service{
		{ID: serviceID, Spec: vpc.Spec{Name: "api"}},
		{ID: serviceID + "1", Spec: vpc.Spec{Name: "strange"}},
		{ID: strings.Replace(serviceID, "a1", "a2", 1), Spec: vpc.Spec{Name: "twin"}},
		{ID: strings.Replace(serviceID, "a1", "a3", 1), Spec: vpc.Spec{Name: "twin"}},
	}}).Index()
	return check.Options{Directory: func(string) *check.Directory { return d }}
}

// What can be mended without a guess is, and all else stays as it was written.
func TestFix(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, format, text, want string }{
		{"a name", "jsonc", `{"vpc_services": [{"binding": "A", "service_id": /* x */ "api"}]} // c`,
			`{"vpc_services": [{"binding": "A", "service_id": /* x */ "` + serviceID + `"}]} // c`},
		{"a name in other quotes", "toml", "[[vpc_services]]\r\nservice_id = 'api' # c\r\nbinding='A'\r\n",
			"[[vpc_services]]\r\nservice_id = \"" + serviceID + "\" # c\r\nbinding='A'\r\n"},
		{"a name of two services", "jsonc", `{"vpc_services": [{"binding": "A", "service_id": "twin"}]}`, ""},
		{"an id that is none", "jsonc", `{"vpc_services": [{"binding": "A", "service_id": "strange"}]}`, ""},
		{"types", "jsonc", `{"account_id": 12, "vpc_services": [{"binding": true, "service_id": "api", "remote": "true"}]}`,
			`{"account_id": "12", "vpc_services": [{"binding": true, "service_id": "` + serviceID + `", "remote": true}]}`},
		{"a date", "toml", "compatibility_date = 2025-01-01 # c\n", "compatibility_date = \"2025-01-01\" # c\n"},
		{"no word for a boolean", "jsonc", `{"vpc_services": [{"binding": "A", "remote": "yes"}], "main": null}`, ""},
		{"an object for a list", "jsonc", "{\"vpc_services\": {\n  \"binding\": \"A\" // c\n} }",
			"{\"vpc_services\": [{\n  \"binding\": \"A\" // c\n}] }"},
		{"an empty object", "jsonc", `{"vpc_services": {}}`, `{"vpc_services": []}`},
		{"a table for a list", "toml", "[vpc_services] # c\nbinding = \"A\"\n", "[[vpc_services]] # c\nbinding = \"A\"\n"},
		{"an inline table", "toml", "vpc_services = { binding = \"A\" }\n", "vpc_services = [{ binding = \"A\" }]\n"},
		{"dotted keys", "toml", "vpc_services.binding = \"A\"\n", ""},
		{"a table with one in it", "toml", "[vpc_services]\nbinding = \"A\"\n[vpc_services.x]\na = 1\n",
			"[[vpc_services]]\nbinding = \"A\"\n[vpc_services.x]\na = 1\n"},
		{"one after the other", "jsonc", `{"vpcService": {"x": 1}, "vpc-network": [{"Binding": "A", "remot": "true"}]}`,
			`{"vpcService": {"x": 1}, "vpc_networks": [{"binding": "A", "remot": "true"}]}`},
		{"a misspelt list that is an object", "jsonc", `{"vpc_network": { "binding": "N", "network_id": "cf1:network" }}`,
			`{"vpc_networks": [{ "binding": "N", "network_id": "cf1:network" }]}`},
		{"a misspelt table", "toml", "[env.a.vpc_service] # c\nbinding = \"A\"\n", "[[env.a.vpc_services]] # c\nbinding = \"A\"\n"},
		{"a misspelt inline table", "toml", "vpc_service = { binding = \"A\" }\n", "vpc_services = [{ binding = \"A\" }]\n"},
		{"a misspelt table with one in it", "toml", "[vpc_service]\nbinding = \"A\"\n[vpc_service.x]\na = 1\n", ""},
		{"misspelt dotted keys", "toml", "vpc_service.binding = \"A\"\n", ""},
		{"what a fix brings up", "jsonc", `{"vpc_service": [{"Binding": "A", "service": "api", "remote": "true"}]}`,
			`{"vpc_services": [{"binding": "A", "service_id": "` + serviceID + `", "remote": true}]}`},
		{"the same in another environment", "jsonc",
			`{"env": {"a": {"vpc_service": [{"Binding": "A"}]}, "b": {"vpc_services": [{"Binding": "B"}]}}}`,
			`{"env": {"a": {"vpc_services": [{"binding": "A"}]}, "b": {"vpc_services": [{"binding": "B"}]}}}`},
		{"a taken key", "jsonc", `{"vpc_services": [], "vpc_service": [{"binding": "A"}]}`, ""},
		{"two for one key", "jsonc", `{"vpc_service": [], "vpcServices": []}`, ""},
		{"two for one field", "jsonc", `{"vpc_services": [{"serviceId": "x", "service-id": "y"}]}`, ""},
		{"a key twice", "jsonc", `{"vpc_service": [1], "vpc_service": []}`, ""},
		{"a field of another kind", "jsonc", `{"vpc_services": [{"name": "A", "bindings": ["A"], "port": 1}]}`, ""},
		{"a key in quotes", "jsonc", `{"vpc_servic\u0065": []}`, `{"vpc_services": []}`},
		{"headers", "toml", "[[env.a.vpc_service]] # 1\nbinding = \"A\"\n[[ env . a . vpc_service ]] # 2\nbinding = \"B\"\n",
			"[[env.a.vpc_services]] # 1\nbinding = \"A\"\n[[ env . a . vpc_services ]] # 2\nbinding = \"B\"\n"},
		{"a header of other quotes", "toml", "[[vpc_service]]\nbinding = \"A\"\n[[\"vpc_service\"]]\nbinding = \"B\"\n", ""},
		{"a header that goes on", "toml", "[[vpc_service]]\nbinding = \"A\"\n[vpc_service.x]\na = 1\n", ""},
		{"ignored", "jsonc", "{\n// lariat-ignore wrong-type: mine\n\"account_id\": 12 }", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			doc, err := configfile.Parse("wrangler."+tt.format, []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			fixed, done, err := check.Fix(doc, against())
			want := tt.want
			if want == "" {
				want = tt.text
			}
			if err != nil || string(fixed.Source) != want || (len(done) == 0) != (tt.want == "") {
				t.Errorf("%v\n%s\nwant\n%s\n%v", err, fixed.Source, want, done)
			}
		})
	}
}

// FuzzFix: what was fixed parses, has nothing left to fix, and is found so again.
func FuzzFix(f *testing.F) {
	for _, seed := range []string{
		`{"vpc_service": [{"Binding": "A", "service": "api", "remote": "true"}], "account_id": 1}`,
		"[[vpc_service]]\nbinding = true\nremote='false'\n[[ vpc_service]]\n[vpc_networks]\ntunnelid = 2025-01-01\n",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, toml bool) {
		path := "wrangler.jsonc"
		if toml {
			path = "wrangler.toml"
		}
		doc, err := configfile.Parse(path, []byte(text))
		if err != nil {
			t.Skip()
		}
		fixed, done, err := check.Fix(doc, against())
		if err != nil {
			t.Fatal(err)
		}
		if (len(done) == 0) != (string(fixed.Source) == text) {
			t.Fatalf("%q became %q by %v", text, fixed.Source, done)
		}
		again, err := configfile.Parse(path, fixed.Source)
		if err != nil || !again.Equal(fixed) {
			t.Fatalf("%q became %q: %v", text, fixed.Source, err)
		}
	})
}
