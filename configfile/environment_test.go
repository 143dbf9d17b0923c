package configfile

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/diag"
)

// Both formats of one configuration, which the tests below run on alike.
func environmentDocs(t *testing.T) map[string]*Document {
	t.Helper()
	return map[string]*Document{
		"jsonc": mustParse(t, "wrangler.jsonc", `{
  "name": "w", "account_id": "top", "main": "src/a.ts", "compatibility_date": "2026-01-01",
  "vpc_services": [{"binding": "API", "service_id": "s1"}],
  "vpc_networks": [{"binding": "NET", "tunnel_id": "t1"}],
  "env": {
    "staging": {"account_id": "st", "vpc_services": [{"binding": "API", "service_id": "s2", "remote": true}]},
    "prod": {"name": "prod-worker", "main": "src/b.ts", "vpc_services": []},
    "bare": {}
  }
}`),
		"toml": mustParse(t, "wrangler.toml", `
name = "w"
account_id = "top"
main = "src/a.ts"
compatibility_date = "2026-01-01"
vpc_services = [{ binding = "API", service_id = "s1" }]
vpc_networks = [{ binding = "NET", tunnel_id = "t1" }]
[env.staging]
account_id = "st"
[[env.staging.vpc_services]]
binding = "API"
service_id = "s2"
remote = true
[env.prod]
name = "prod-worker"
main = "src/b.ts"
vpc_services = []
[env.bare]
`),
	}
}

// What an environment inherits: facts/wrangler.md 2.
func TestEnvironmentInheritance(t *testing.T) {
	t.Parallel()
	for format, d := range environmentDocs(t) {
		for _, c := range []struct{ env, name, account, main, date string }{
			{"", "w", "top", "src/a.ts", "2026-01-01"},
			{"staging", "w-staging", "st", "src/a.ts", "2026-01-01"},
			{"prod", "prod-worker", "top", "src/b.ts", "2026-01-01"},
			{"bare", "w-bare", "top", "src/a.ts", "2026-01-01"},
		} {
			e, err := d.Environment(c.env)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{e.Fields.Name.V, e.AccountID.V, e.Main.V, e.CompatibilityDate.V}
			if want := []string{c.name, c.account, c.main, c.date}; !slices.Equal(got, want) {
				t.Errorf("%s, environment %q: %q, want %q", format, c.env, got, want)
			}
			if got, err := d.AccountID(c.env); err != nil || got.V != c.account || !d.Root.Range.Contains(got.Range) {
				t.Errorf("%s, environment %q: account %+v, %v", format, c.env, got, err)
			}
			if len(e.Warnings) != 0 {
				t.Errorf("%s, environment %q: %v", format, c.env, e.Warnings)
			}
		}
	}
}

// Bindings are not inherited, and an explicit empty list differs from none.
func TestEnvironmentBindings(t *testing.T) {
	t.Parallel()
	for format, d := range environmentDocs(t) {
		top, staging, prod, bare := env(t, d, ""), env(t, d, "staging"), env(t, d, "prod"), env(t, d, "bare")
		if s := top.VPCServices.V; len(s) != 1 || s[0].ServiceID.V != "s1" || s[0].Remote.Present() {
			t.Errorf("%s: top level %+v", format, s)
		}
		if n := top.VPCNetworks.V; len(n) != 1 || n[0].TunnelID.V != "t1" || n[0].NetworkID.Present() {
			t.Errorf("%s: top level %+v", format, n)
		}
		if s := staging.VPCServices.V; len(s) != 1 || s[0].ServiceID.V != "s2" || !s[0].Remote.V {
			t.Errorf("%s: staging %+v", format, s)
		}
		if staging.VPCNetworks.Present() || bare.VPCServices.Present() {
			t.Errorf("%s: a list was inherited", format)
		}
		if !prod.VPCServices.Set || len(prod.VPCServices.V) != 0 {
			t.Errorf("%s: the empty list is %+v", format, prod.VPCServices)
		}
	}
}

func env(t *testing.T, d *Document, name string) Environment {
	t.Helper()
	e, err := d.Environment(name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestUnknownEnvironment(t *testing.T) {
	t.Parallel()
	for format, d := range environmentDocs(t) {
		_, err := d.Environment("Staging")
		unknown, ok := errors.AsType[*UnknownEnvironmentError](err)
		if !ok || !slices.Equal(unknown.Known, []string{"staging", "prod", "bare"}) {
			t.Errorf("%s: %v", format, err)
		}
		want := `no environment "Staging" in "` + d.Path + `", which has "staging", "prod", "bare"`
		if err.Error() != want {
			t.Errorf("%s: got %q, want %q", format, err, want)
		}
		if got, err := d.AccountID("Staging"); got.Present() || !errors.As(err, &unknown) {
			t.Errorf("%s: account %+v, %v", format, got, err)
		}
	}
}

// What makes the account doubtful is told; other findings are not.
func TestAccountIDDoubts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ src, env, want string }{
		{`{"account_id": "a", "main": 5, "main": 6}`, "", ""},
		{`{"account_id": 5}`, "", "1:16 wrong-type"},
		{`{"account_id": null}`, "", "1:16 wrong-type"},
		{`{"account_id": "a", "account_id": "b"}`, "", "1:2 duplicate-key"},
		{`{"account_id": 5, "env": {"e": {"account_id": "a"}}}`, "e", ""},
		{`{"account_id": 5, "env": {"e": {}}}`, "e", "1:16 wrong-type"},
		{`{"account_id": "a", "env": {"e": {"account_id": 5}}}`, "e", "1:49 wrong-type"},
		{`{"account_id": "a", "env": {"e": {"account_id": 5}}}`, "", ""},
		{`{"account_id": "a", "env": {"e": {}, "e": {}}}`, "e", "1:29 duplicate-key"},
		{`{"account_id": "a", "env": {"e": {}}, "env": {"e": {}}}`, "e", "1:21 duplicate-key"},
		{`{"account_id": "a", "env": ["e"]}`, "e", "1:28 wrong-type"},
		{`{"account_id": "a", "env": {"e": 5}}`, "e", "1:34 wrong-type"},
		{`[]`, "", ""},
	} {
		_, err := mustParse(t, "wrangler.json", c.src).AccountID(c.env)
		set, _ := errors.AsType[diag.Set](err)
		var got []string
		for _, f := range set {
			got = append(got, f.Range.Start.String()+" "+f.Rule)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s, environment %q: %q, want %q", c.src, c.env, got, c.want)
		}
	}
}

// Without environments one that is asked for is only warned of; the top level
// counts, under a name with suffix (facts/wrangler.md 2).
func TestNoEnvironments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ path, src string }{
		{"wrangler.json", `{"name": "w", "vpc_services": [{"binding": "A"}]}`},
		{"wrangler.json", `{"name": "w", "vpc_services": [{"binding": "A"}], "env": {}}`},
		{"wrangler.toml", "name = \"w\"\nvpc_services = [{binding = \"A\"}]"},
	} {
		e := env(t, mustParse(t, c.path, c.src), "nope")
		if e.Fields.Name.V != "w-nope" || len(e.VPCServices.V) != 1 {
			t.Errorf("%s: %+v", c.src, e)
		}
		if len(e.Warnings) != 1 || e.Warnings[0].Rule != RuleUnknownEnvironment {
			t.Errorf("%s: warnings %v", c.src, e.Warnings)
		}
	}
	if e := env(t, mustParse(t, "wrangler.json", `{}`), "nope"); e.Fields.Name.Present() {
		t.Errorf("a name out of nothing: %+v", e.Fields.Name)
	}
}

// Values of the wrong type are reported and stay reachable.
func TestWrongTypes(t *testing.T) {
	t.Parallel()
	const src = `{
  "account_id": 12,
  "name": null,
  "vpc_services": [{"binding": "A", "service_id": ["x"], "remote": "yes"}, "B", {"binding": "C"}],
  "vpc_networks": {"binding": "N"},
  "env": {"a": {"vpc_networks": [{"tunnel_id": false}]}, "b": 3}
}`
	d := mustParse(t, "wrangler.jsonc", src)
	want := []string{
		`2:17 "account_id" should be a string, not a number`,
		`3:11 "name" should be a string, not null`,
		`4:51 "vpc_services[0].service_id" should be a string, not an array`,
		`4:68 "vpc_services[0].remote" should be a boolean, not a string`,
		`4:76 "vpc_services[1]" should be an object, not a string`,
		`5:19 "vpc_networks" should be an array, not an object`,
		`6:48 "env.a.vpc_networks[0].tunnel_id" should be a string, not a boolean`,
		`6:63 "env.b" should be an object, not a number`,
	}
	if got := lines(d.Findings); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	remote := d.Top.VPCServices.V[0].Remote
	if remote.Set || !remote.Present() || remote.Node.Text != "yes" || textAt(d, remote.Range) != `"yes"` {
		t.Errorf("remote: %+v", remote)
	}
	if s := d.Top.VPCServices.V; len(s) != 3 || s[1].Node.Text != "B" || s[2].Binding.V != "C" {
		t.Errorf("entries lost their places: %+v", s)
	}
	if got := d.Environments(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("environments %q", got)
	}
	if got, err := d.AccountID("b"); err == nil || got.Set || got.V != "" {
		t.Errorf("account %+v, %v", got, err)
	}
	if d := mustParse(t, "wrangler.json", `{"env": []}`); len(d.Findings) != 1 {
		t.Errorf("an env table that is an array: %v", d.Findings)
	}
}

// One environment is not at fault for what is wrong in another.
func TestFindingsOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		path, text string
		want       map[string]int // by environment
	}{
		{"wrangler.jsonc", `{"vpc_services": [{"remote": "x"}], "env": {
			"a": {"vpc_services": [{"remote": "x", "binding": "A", "binding": "B"}], "b": {}, "b": {}}, "b": {"vpc_networks": {}}}}`,
			map[string]int{"": 1, "a": 4, "b": 2}},
		{"wrangler.toml", "[[vpc_services]]\nremote = 'x'\n[env.a]\nname = 1\n[[env.a.vpc_services]]\nremote = 'x'\n[env.b.vpc_networks]\n",
			map[string]int{"": 1, "a": 3, "b": 2}},
		{"wrangler.jsonc", `{"env": {"a": 1, "a": {"name": 2}}, "env": {"b": {"name": 2}, "b": 5}}`, map[string]int{"": 3, "b": 4}},
	} {
		doc, err := Parse(c.path, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		for env, want := range c.want {
			if got := doc.FindingsOf(env); len(got) != want {
				t.Errorf("%s\nenvironment %q: %d findings, want %d: %v", c.text, env, len(got), want, got)
			}
		}
	}
}
