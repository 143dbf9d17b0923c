package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

const workerSource = "export default { fetch() { return new Response(\"ok\") } }\n"

// The same project in both formats; SERVICE is a service's id.
const (
	projectJSONC = `{
	// the private API
	"name": "shop", "main": "src/index.js", "compatibility_date": "2026-09-01",
	"vars": { "MODE": "test" },
	"vpc_services": [{ "binding": "API", "service_id": "SERVICE" }],
	"vpc_networks": [{ "binding": "MESH", "network_id": "cf1:network" }],
}
`
	projectTOML = `name = "shop"
main = "src/index.js"
compatibility_date = "2026-09-01"
vars = { MODE = "test" }

[[vpc_services]] # the private API
binding = "API"
service_id = "SERVICE"

[[vpc_networks]]
binding = "MESH"
network_id = "cf1:network"
`
)

// project makes a Worker's folder with that configuration.
func project(t *testing.T, name, config string) string {
	t.Helper()
	dir := t.TempDir()
	for file, text := range map[string]string{name: config, filepath.Join("src", "index.js"): workerSource} {
		path := filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// in runs the tool in a folder of the test's.
func (c tool) in(t *testing.T, dir string, a *target, token string, args ...string) outcome {
	t.Helper()
	home := t.TempDir()
	return c.start(t, dir, append(a.env(home, token), c.env...), args...)
}

type boundBinding struct {
	Name, Type string
	ServiceID  string `json:"service_id"`
	NetworkID  string `json:"network_id"`
	TunnelID   string `json:"tunnel_id"`
	Text       string
}

// liveBindings asks the backend what the Worker that is live binds.
func liveBindings(t *testing.T, a *target) []boundBinding {
	t.Helper()
	return ask[struct{ Bindings []boundBinding }](t, a, "workers/scripts/shop/settings").Bindings
}

// The life of a Worker: its first deploy, the next one, a version that waits
// and its deployment (facts/wrangler.md 6.1 and 6.3).
func TestWranglerDeploy(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{"wrangler.jsonc": projectJSONC, "wrangler.toml": projectTOML} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, a := wrangler(t), newTarget(t)
			createServices(t, a, "api")
			id := a.service(t).ID
			dir := project(t, name, strings.ReplaceAll(config, "SERVICE", id))
			want := []boundBinding{
				{Name: "API", Type: "vpc_service", ServiceID: id}, {Name: "MESH", Type: "vpc_network", NetworkID: "cf1:network"},
				{Name: "MODE", Type: "plain_text", Text: "test"},
			}
			bound := func(want []boundBinding) {
				t.Helper()
				got := liveBindings(t, a)
				slices.SortFunc(got, func(x, y boundBinding) int { return strings.Compare(x.Name, y.Name) })
				if !slices.Equal(got, want) {
					t.Errorf("bound are\n     %+v\nwant %+v", got, want)
				}
			}
			checkDeploys(t, c, a, dir)
			bound(want)
			checkWaitingVersion(t, c, a, dir, func() { bound(want) })
			bound(want)
		})
	}
}

// checkDeploys deploys twice: as a whole, and then as a version of its own.
func checkDeploys(t *testing.T, c tool, a *target, dir string) {
	t.Helper()
	const w = "/accounts/ACCOUNT/workers/"
	first := []string{
		"GET " + w + "services/shop",
		"GET " + w + "scripts/shop/secrets",
		"GET " + w + "subdomain",
		"GET " + w + "scripts/shop/deployments",
		"GET " + w + "scripts/shop/settings",
		"PUT " + w + "scripts/shop?excludeScript=true&bindings_inherit=strict",
		"GET " + w + "workers/shop",
		"GET " + w + "subdomain",
		"POST " + w + "scripts/shop/subdomain",
	}
	next := []string{
		"GET " + w + "services/shop",
		"GET " + w + "scripts/shop/secrets",
		"GET " + w + "scripts/shop/deployments",
		"GET " + w + "scripts/shop/settings",
		"POST " + w + "scripts/shop/versions?bindings_inherit=strict",
		"POST " + w + "scripts/shop/deployments",
		"PATCH " + w + "scripts/shop/script-settings",
		"GET " + w + "workers/shop",
		"GET " + w + "subdomain",
		"POST " + w + "scripts/shop/subdomain",
	}
	for _, calls := range [][]string{first, next} {
		before := len(a.all())
		o := c.in(t, dir, a, a.token, "deploy")
		checkRun(t, o, "env.API", a.service(t).ID, "https://shop.local.workers.dev", "Current Version ID")
		got := a.calls(a.account, "ACCOUNT")[before:]
		if !slices.Equal(got, calls) {
			t.Errorf("requests\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(calls, "\n     "))
		}
	}
}

// checkWaitingVersion uploads a version, which changes nothing that is live,
// and then deploys it.
func checkWaitingVersion(t *testing.T, c tool, a *target, dir string, unchanged func()) {
	t.Helper()
	o := c.in(t, dir, a, a.token, "versions", "upload", "--tag", "v3", "--message", "waits")
	checkRun(t, o, "env.API")
	id := regexp.MustCompile(`Worker Version ID: (\S+)`).FindStringSubmatch(o.stdout)
	if id == nil {
		t.Fatal("no version id")
	}
	unchanged()
	checkRun(t, c.in(t, dir, a, a.token, "versions", "list"), id[1], "v3", "waits")
	checkRun(t, c.in(t, dir, a, a.token, "versions", "view", id[1]), id[1], "2026-09-01")
	checkRun(t, c.in(t, dir, a, a.token, "versions", "deploy", id[1]+"@100", "--yes", "--message", "now"))
	checkRun(t, c.in(t, dir, a, a.token, "deployments", "list"), "(100%) "+id[1], "now", "Automatic deployment on upload.")
	checkRun(t, c.in(t, dir, a, a.token, "deployments", "status"), "(100%) "+id[1])
}

// The same over `lariat local serve`, with what `lariat local env` prints: a
// deploy, and the next one after the service has gone.
func TestServeDeploys(t *testing.T) {
	t.Parallel()
	us, they := lariat(t), wrangler(t)
	state, home := filepath.Join(t.TempDir(), "state"), t.TempDir()
	addr := startServer(t, us, home, state)
	o := us.start(t, home, []string{"HOME=" + home}, "local", "env", "--addr", addr, "--state-dir", state)
	checkRun(t, o)
	env := append([]string{"HOME=" + home}, exported(o.stdout)...)
	o = us.start(t, home, env, "vpc", "service", "create", "api", "--type", "http",
		"--tunnel", "local", "--hostname", "api.internal", "--jq", ".service_id")
	checkRun(t, o)
	dir := project(t, "wrangler.jsonc", strings.ReplaceAll(projectJSONC, "SERVICE", strings.TrimSpace(o.stdout)))

	checkRun(t, they.start(t, dir, append(env, they.env...), "deploy"), "Current Version ID")
	checkRun(t, us.start(t, home, env, "vpc", "service", "delete", "api", "--yes"))
	o = they.start(t, dir, append(env, they.env...), "deploy")
	if o.exit != 1 || !strings.Contains(o.stderr, "[code: 10180]") {
		t.Errorf("without the service: exit %d", o.exit)
	}
	checkRun(t, they.start(t, dir, append(env, they.env...), "deployments", "list"), "(100%)")
}

// What Cloudflare refuses: a service that is not there, and a token that may
// not bind (facts/cloudflare-api.md 5.5). Nothing is left of it.
func TestWranglerDeployRefused(t *testing.T) {
	t.Parallel()
	c := wrangler(t)
	tunnel := func(config string) string {
		return strings.Replace(config, `"network_id": "cf1:network"`, `"tunnel_id": "TUNNEL"`, 1)
	}
	for _, tt := range []struct {
		name string
		role backend.Role
		edit func(string) string
		code string
	}{
		{"missing service", backend.RoleBind, func(s string) string { return strings.ReplaceAll(s, "SERVICE", unknownID) }, "10180"},
		{"token that may only read", backend.RoleRead, nil, "10196"},
		{"tunnel with a token that may bind services", backend.RoleBind, tunnel, "10196"},
	} {
		for _, command := range []string{"deploy", "versions upload"} {
			t.Run(tt.name+", "+command, func(t *testing.T) {
				t.Parallel()
				a := newTarget(t)
				createServices(t, a, "api")
				good := strings.ReplaceAll(projectJSONC, "SERVICE", a.service(t).ID)
				if command != "deploy" { // there has to be a Worker
					checkRun(t, c.in(t, project(t, "wrangler.jsonc", good), a, a.token, "deploy"))
				}
				config := projectJSONC
				if tt.edit != nil {
					config = tt.edit(config)
				}
				config = strings.NewReplacer("SERVICE", a.service(t).ID, "TUNNEL", a.tunnel).Replace(config)

				o := c.in(t, project(t, "wrangler.jsonc", config), a, a.tokenFor(t, tt.role), strings.Fields(command)...)

				if o.exit != 1 || !strings.Contains(o.stderr, "[code: "+tt.code+"]") {
					t.Errorf("exit %d, want 1 and %s", o.exit, tt.code)
				}
				refused := slices.DeleteFunc(a.writes(), func(x exchange) bool { return x.status < 400 })
				if len(refused) != 1 {
					t.Errorf("%d uploads were refused, want 1: %v", len(refused), a.calls())
				}
				workers := ask[[]json.RawMessage](t, a, "workers/scripts")
				if want := map[bool]int{true: 0, false: 1}[command == "deploy"]; len(workers) != want {
					t.Errorf("%d Workers, want %d", len(workers), want)
				}
			})
		}
	}
}
