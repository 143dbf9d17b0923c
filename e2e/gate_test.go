package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/vpc"
)

// gated makes a project whose own Wrangler is the unmodified one, as npm
// installs it.
func gated(t *testing.T, config string) string {
	t.Helper()
	they := wrangler(t)
	dir := project(t, "wrangler.jsonc", config)
	bin := filepath.Join(dir, "node_modules", ".bin")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\nexport " + strings.Join(they.env, " ") + "\nexec '" + strings.Join(they.argv, "' '") + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "wrangler"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// alive connects what a tunnel needs to be found in order.
func (a *target) alive(t *testing.T) {
	t.Helper()
	connector := func(id string) vpc.Connector {
		return vpc.Connector{ID: id, Version: "2026.9.1", Connections: []vpc.Connection{{ColoName: "fra01"}}}
	}
	if err := a.store.SetConnectors(t.Context(), a.tunnel, []vpc.Connector{connector("a"), connector("b")}); err != nil {
		t.Fatal(err)
	}
}

// disconnected ends what alive began.
func (a *target) disconnected(t *testing.T) {
	t.Helper()
	if err := a.store.SetConnectors(t.Context(), a.tunnel, nil); err != nil {
		t.Fatal(err)
	}
}

// lariat deploy lets the unmodified Wrangler deploy, deploy again and upload a
// version, and reads back what the Worker was given.
func TestGateDeploys(t *testing.T) {
	t.Parallel()
	us, a := lariat(t), newTarget(t)
	createServices(t, a, "api")
	a.alive(t)
	dir := gated(t, strings.ReplaceAll(projectJSONC, "SERVICE", a.service(t).ID))
	for _, args := range []string{"deploy", "deploy", "versions upload --tag v3"} {
		checkRun(t, us.in(t, dir, a, a.token, strings.Fields(args)...), "env.API")
	}
	if got := liveBindings(t, a); len(got) != 3 {
		t.Errorf("bound are %+v", got)
	}
}

// It stops what would not work before anything is sent, and says as Wrangler
// does what the account refuses.
func TestGateStops(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		role    backend.Role
		service string // "" is the one that exists
		dead    bool
		exit    int
		says    string
	}{
		{name: "missing service", role: backend.RoleAdmin, service: unknownID, exit: 3, says: "[unknown-service]"},
		{name: "dead tunnel", role: backend.RoleAdmin, dead: true, exit: 3, says: "[tunnel-down]"},
		{name: "token without Bind", role: backend.RoleRead, exit: 1, says: "[code: 10196]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			us, a := lariat(t), newTarget(t)
			createServices(t, a, "api")
			a.alive(t)
			if tt.dead {
				a.disconnected(t)
			}
			id := tt.service
			if id == "" {
				id = a.service(t).ID
			}
			before := len(a.writes())
			o := us.in(t, gated(t, strings.ReplaceAll(projectJSONC, "SERVICE", id)), a, a.tokenFor(t, tt.role), "deploy")
			if o.exit != tt.exit || !strings.Contains(o.stdout+o.stderr, tt.says) {
				t.Errorf("exit %d, want %d and %s", o.exit, tt.exit, tt.says)
			}
			sent := len(a.writes()) - before
			if want := map[bool]int{true: 0, false: 1}[tt.exit == 3]; sent != want {
				t.Errorf("%d writes, want %d: %v", sent, want, a.calls())
			}
		})
	}
}

// The way that the README shows, with nothing but commands: a service with its
// binding in a state that is served, and the deploy.
func TestGateDeploysToServe(t *testing.T) {
	t.Parallel()
	us := lariat(t)
	state, home := filepath.Join(t.TempDir(), "state"), t.TempDir()
	dir := gated(t, `{ "name": "shop", "main": "src/index.js", "compatibility_date": "2026-09-01" }`)
	addr := startServer(t, us, home, state)
	o := us.start(t, dir, []string{"HOME=" + home}, "local", "env", "--addr", addr, "--state-dir", state)
	checkRun(t, o)
	env := append([]string{"HOME=" + home, "TMPDIR=" + home}, exported(o.stdout)...)
	checkRun(t, us.start(t, dir, env, "vpc", "service", "create", "api", "--type", "http",
		"--tunnel", "local", "--hostname", "api.internal", "--binding", "API"))
	for _, args := range []string{"check", "deploy", "versions upload"} {
		o := us.start(t, dir, env, strings.Fields(args)...)
		checkRun(t, o)
		for _, unwanted := range []string{"tunnel-down", "error:"} {
			if strings.Contains(o.stdout+o.stderr, unwanted) {
				t.Errorf("lariat %s says %q", args, unwanted)
			}
		}
		if args != "check" && !strings.Contains(o.stderr, "Its VPC bindings are as they were meant.") {
			t.Errorf("lariat %s has read nothing back", args)
		}
	}
}
