package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const roomSource = `import { DurableObject } from "cloudflare:workers"
export class Room extends DurableObject {}
export class Hall extends DurableObject {}
export default { fetch() { return new Response("ok") } }
`

// shop is a project named so with these settings besides what each has.
func shop(t *testing.T, settings string) string {
	t.Helper()
	dir := project(t, "wrangler.jsonc", "")
	configure(t, dir, settings)
	write(t, dir, "src/index.js", roomSource)
	return dir
}

func configure(t *testing.T, dir, settings string) {
	t.Helper()
	write(t, dir, "wrangler.jsonc", `{"name":"shop","main":"src/index.js","compatibility_date":"2026-09-01",`+settings+`}`)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// uploads are the metadata of the scripts that were sent.
func (a *target) uploads(t *testing.T) (list []map[string]any) {
	t.Helper()
	for _, x := range a.writes() {
		_, rest, found := strings.Cut(x.body, "name=\"metadata\"")
		if !found {
			continue
		}
		var metadata map[string]any
		if err := json.NewDecoder(strings.NewReader(rest)).Decode(&metadata); err != nil {
			t.Fatal(err)
		}
		list = append(list, metadata)
	}
	return list
}

// withInput feeds a tool's standard input.
func (c tool) withInput(text string) tool {
	c.argv = append([]string{"sh", "-c", `printf %s "$INPUT" | "$0" "$@"`}, c.argv...)
	c.env = append(slices.Clone(c.env), "INPUT="+text)
	return c
}

type trigger struct{ Hostname, Service, Cron string }

// Routes, a custom domain and two cron triggers are there after a deploy, the
// same after another, and fewer where the configuration has fewer.
func TestWranglerTriggers(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	const crons = `"triggers":{"crons":["*/5 * * * *","0 0 LW * *"]}`
	dir := shop(t, `"workers_dev":false,"routes":["shop.example.com/*",{"pattern":"*.example.net/api/*","zone_name":"example.net"},`+
		`{"pattern":"www.example.com","custom_domain":true}],`+crons)
	check := func(domains, schedules int) {
		t.Helper()
		d := ask[[]trigger](t, a, "workers/domains/records")
		s := ask[struct{ Schedules []trigger }](t, a, "workers/scripts/shop/schedules").Schedules
		if len(d) != domains || len(s) != schedules || domains > 0 && d[0] != (trigger{Hostname: "www.example.com", Service: "shop"}) {
			t.Errorf("domains %v, schedules %v; want %d and %d", d, s, domains, schedules)
		}
	}
	for range 2 {
		o := c.in(t, dir, a, a.token, "deploy")
		checkRun(t, o, "shop.example.com/*", "*.example.net/api/* (zone name: example.net)", "www.example.com (custom domain)",
			"schedule: */5 * * * *", "schedule: 0 0 LW * *")
		check(1, 2)
	}
	checkRun(t, c.in(t, dir, a, a.token, "triggers", "deploy"), "shop.example.com/*")
	checkRun(t, c.in(t, dir, a, a.token, "versions", "upload"))
	check(1, 2)

	write(t, dir, "wrangler.jsonc", `{"name":"other","main":"src/index.js","compatibility_date":"2026-09-01",`+
		`"workers_dev":false,"routes":["shop.example.com/*"]}`)
	o := c.in(t, dir, a, a.token, "deploy")
	if o.exit == 0 || !strings.Contains(o.stdout+o.stderr, `"shop" is already assigned to routes`) {
		t.Errorf("the route of another Worker: exit %d", o.exit)
	}

	configure(t, dir, `"workers_dev":false,"routes":["new.example.com/*"],"triggers":{"crons":[]}`)
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "new.example.com/*")
	check(1, 0)
	for _, x := range a.all() {
		if x.status >= 400 && x.status != 404 {
			t.Errorf("%s %s: %d %s", x.method, x.path, x.status, x.result)
		}
	}
}

// Static assets are sent once; then what has changed.
func TestWranglerAssets(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	dir := shop(t, `"assets":{"directory":"public","binding":"ASSETS"}`)
	write(t, dir, "public/index.html", "<h1>shop</h1>")
	write(t, dir, "public/img/logo.svg", "<svg/>")
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "Uploaded 2 files", "env.ASSETS")
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "No updated asset files to upload")
	write(t, dir, "public/index.html", "<h1>open</h1>")
	checkRun(t, c.in(t, dir, a, a.token, "versions", "upload"), "Uploaded 1 file (1 already uploaded)")
	service := ask[struct {
		Environment struct {
			Script struct {
				HasAssets bool `json:"has_assets"`
			}
		} `json:"default_environment"`
	}](t, a, "workers/services/shop")
	if !service.Environment.Script.HasAssets {
		t.Error("the Worker has no assets")
	}

	write(t, dir, "wrangler.jsonc", `{"name":"site","compatibility_date":"2026-09-01","assets":{"directory":"public"}}`)
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "Current Version ID")
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "Current Version ID")
	if workers := ask[[]json.RawMessage](t, a, "workers/scripts"); len(workers) != 2 {
		t.Errorf("%d Workers, want 2", len(workers))
	}
}

// The migrations of Durable Objects are sent once, each.
func TestWranglerMigrations(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	const room = `"durable_objects":{"bindings":[{"name":"ROOM","class_name":"Room"}]},` +
		`"migrations":[{"tag":"v1","new_sqlite_classes":["Room"]}`
	dir := shop(t, room+`]`)
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "env.ROOM")
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "env.ROOM")
	checkRun(t, c.in(t, dir, a, a.token, "versions", "upload"), "env.ROOM")
	configure(t, dir, room+`,{"tag":"v2","new_sqlite_classes":["Hall"]}]`)
	o := c.in(t, dir, a, a.token, "versions", "upload")
	if o.exit == 0 || !strings.Contains(o.stderr, "pending Durable Object migration") {
		t.Errorf("a version with a migration: exit %d", o.exit)
	}
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "env.ROOM")
	var sent []string
	for _, metadata := range a.uploads(t) {
		text, err := json.Marshal(metadata["migrations"])
		if err != nil {
			t.Fatal(err)
		}
		sent = append(sent, string(text))
	}
	want := []string{
		`{"new_tag":"v1","steps":[{"new_sqlite_classes":["Room"]}]}`, "null", "null",
		`{"new_tag":"v2","old_tag":"v1","steps":[{"new_sqlite_classes":["Hall"]}]}`,
	}
	if !slices.Equal(sent, want) {
		t.Errorf("sent were %v, want %v", sent, want)
	}
}

// Secrets are set and deleted, in the Worker and in versions that wait. Deploys
// keep them.
func TestWranglerSecrets(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	dir := shop(t, `"vars":{"MODE":"test"}`)
	names := func(want ...string) {
		t.Helper()
		var got []string
		for _, secret := range ask[[]boundBinding](t, a, "workers/scripts/shop/secrets") {
			got = append(got, secret.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the secrets are %v, want %v", got, want)
		}
	}
	checkRun(t, c.in(t, dir, a, a.token, "deploy"))
	checkRun(t, c.withInput("hush").in(t, dir, a, a.token, "secret", "put", "KEY"), "Uploaded secret KEY")
	write(t, dir, "secrets.json", `{"ONE":"hush","TWO":"hush"}`)
	checkRun(t, c.in(t, dir, a, a.token, "secret", "bulk", "secrets.json"))
	names("KEY", "ONE", "TWO")
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "env.MODE")
	names("KEY", "ONE", "TWO")
	checkRun(t, c.in(t, dir, a, a.token, "secret", "delete", "ONE"), "Deleted secret ONE")
	names("KEY", "TWO")

	checkRun(t, c.withInput("hush").in(t, dir, a, a.token, "versions", "secret", "put", "LATER"), "Created version")
	checkRun(t, c.in(t, dir, a, a.token, "versions", "secret", "delete", "TWO"), "Created version")
	names("KEY", "TWO")
	o := c.withInput("hush").in(t, dir, a, a.token, "secret", "put", "KEY")
	if o.exit == 0 || !strings.Contains(o.stderr, "wrangler versions secret put") {
		t.Errorf("while a version waits: exit %d", o.exit)
	}
	checkRun(t, c.in(t, dir, a, a.token, "versions", "secret", "list"), "Secret Name: TWO")
	checkRun(t, c.in(t, dir, a, a.token, "deploy"))
	names("KEY", "LATER")
	checkRun(t, c.withInput("hush").in(t, dir, a, a.token, "secret", "put", "KEY", "--name", "draft"), "Uploaded secret KEY")
}

// A Worker is deleted with what leads to it, and by force if others need it.
func TestWranglerDelete(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	dir := shop(t, `"routes":[{"pattern":"www.example.com","custom_domain":true}],"triggers":{"crons":["0 0 * * *"]}`)
	user := project(t, "wrangler.jsonc", `{"name":"user","main":"src/index.js","compatibility_date":"2026-09-01",`+
		`"services":[{"binding":"SHOP","service":"shop"}]}`)
	checkRun(t, c.in(t, dir, a, a.token, "deploy"), "www.example.com")
	checkRun(t, c.in(t, dir, a, a.token, "delete"), "Successfully deleted shop")
	checkRun(t, c.in(t, dir, a, a.token, "deploy"))
	checkRun(t, c.in(t, user, a, a.token, "deploy"), "env.SHOP")
	checkRun(t, c.in(t, dir, a, a.token, "delete", "--force"), "Successfully deleted shop")
	if domains := ask[[]trigger](t, a, "workers/domains/records"); len(domains) != 0 {
		t.Errorf("left are %v", domains)
	}
	if workers := ask[[]json.RawMessage](t, a, "workers/scripts"); len(workers) != 1 {
		t.Errorf("%d Workers, want 1", len(workers))
	}
}

// An environment is a Worker of its own, which Wrangler tags. A rollback brings
// the version before back.
func TestWranglerEnvironment(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	dir := shop(t, `"env":{"staging":{"routes":["staging.example.com/*"],"vars":{"MODE":"one"}}}`)
	checkRun(t, c.in(t, dir, a, a.token, "deploy", "-e", "staging"), "staging.example.com/*", `env.MODE ("one")`)
	configure(t, dir, `"env":{"staging":{"routes":["staging.example.com/*"],"vars":{"MODE":"two"}}}`)
	checkRun(t, c.in(t, dir, a, a.token, "deploy", "-e", "staging"), "staging.example.com/*", `env.MODE ("two")`)
	checkRun(t, c.in(t, dir, a, a.token, "rollback", "-e", "staging", "--yes", "--message", "back"), "Current Version ID")
	bound := ask[struct{ Bindings []boundBinding }](t, a, "workers/scripts/shop-staging/settings").Bindings
	if len(bound) != 1 || bound[0].Text != "one" {
		t.Errorf("bound are %+v", bound)
	}
	tags := ask[struct{ Tags []string }](t, a, "workers/scripts/shop-staging/script-settings").Tags
	if want := []string{"cf:service=shop", "cf:environment=staging"}; !slices.Equal(tags, want) {
		t.Errorf("the tags are %v, want %v", tags, want)
	}
	for _, x := range a.writes() {
		if x.status >= 400 {
			t.Errorf("%s %s: %d %s", x.method, x.path, x.status, x.result)
		}
	}
}

// What the backend leaves out is said in so many words.
func TestWranglerUnserved(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	o := c.in(t, project(t, "wrangler.jsonc", "{}"), a, a.token, "d1", "list")
	if o.exit == 0 || !strings.Contains(o.stderr, "the embedded backend does not serve GET") || strings.Contains(o.stderr, "10405") {
		t.Errorf("exit %d", o.exit)
	}
}

// All of it at once, over `lariat local serve`.
func TestServeDeploysEverything(t *testing.T) {
	t.Parallel()
	us, they := lariat(t), wrangler(t)
	state, home := filepath.Join(t.TempDir(), "state"), t.TempDir()
	addr := startServer(t, us, home, state)
	o := us.start(t, home, []string{"HOME=" + home}, "local", "env", "--addr", addr, "--state-dir", state)
	checkRun(t, o)
	env := append([]string{"HOME=" + home}, exported(o.stdout)...)
	dir := shop(t, `"routes":["shop.example.com/*",{"pattern":"www.example.com","custom_domain":true}],`+
		`"triggers":{"crons":["*/5 * * * *","0 0 * * *"]},"assets":{"directory":"public"},`+
		`"durable_objects":{"bindings":[{"name":"ROOM","class_name":"Room"}]},`+
		`"migrations":[{"tag":"v1","new_sqlite_classes":["Room"]}]`)
	write(t, dir, "public/index.html", "<h1>shop</h1>")
	for _, run := range []struct {
		input, args string
		says        []string
	}{
		{"", "deploy", []string{"Uploaded 1 file", "shop.example.com/*", "www.example.com", "schedule: 0 0 * * *", "env.ROOM"}},
		{"", "deploy", []string{"No updated asset files", "shop.example.com/*", "www.example.com", "schedule: */5 * * * *"}},
		{"", "versions upload", []string{"Worker Version ID"}},
		{"", "deploy", []string{"Current Version ID"}},
		{"hush", "secret put KEY", []string{"Uploaded secret KEY"}},
		{"", "secret list", []string{`"KEY"`}},
		{"", "delete --force", []string{"Successfully deleted shop"}},
	} {
		c := they.withInput(run.input)
		checkRun(t, c.start(t, dir, append(slices.Clone(env), c.env...), strings.Fields(run.args)...), run.says...)
	}
}
