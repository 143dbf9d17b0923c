package e2e

import (
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

const unknownID = "01977a00-0000-7000-8000-000000000000"

// What goes wrong, as Wrangler's user meets it: always exit code 1, the API's
// code on stderr, and a backend that holds what it held
// (facts/wrangler.md 4.5, facts/cloudflare-api.md 1.5).
func TestWranglerErrors(t *testing.T) {
	t.Parallel()
	c := wrangler(t)
	for _, tt := range []struct {
		name   string
		args   string
		token  func(*testing.T, *target) string // nil for the admin's
		stderr []string
		sends  int // requests that could change something
	}{
		{name: "name taken", args: "vpc service create taken --type http --tunnel-id TUNNEL --hostname h",
			stderr: []string{"[code: 5101]", "already exists"}, sends: 1},
		{name: "unknown tunnel", args: "vpc service create n --type http --tunnel-id " + unknownID + " --hostname h",
			stderr: []string{"[code: 5101]", "Tunnel ID Not Found"}, sends: 1},
		{name: "get of an unknown id", args: "vpc service get " + unknownID,
			stderr: []string{"[code: 5104]", "not found"}},
		{name: "update of an unknown id",
			args:   "vpc service update " + unknownID + " --name n --type http --tunnel-id TUNNEL --hostname h",
			stderr: []string{"[code: 5104]", "not found"}, sends: 1},
		{name: "delete of an unknown id", args: "vpc service delete " + unknownID,
			stderr: []string{"[code: 5104]", "not found"}, sends: 1},
		{name: "update to a taken name",
			args:   "vpc service update OTHER --name taken --type http --tunnel-id TUNNEL --hostname h",
			stderr: []string{"[code: 5101]", "already exists"}, sends: 1},
		{name: "no host", args: "vpc service create n --type http --tunnel-id TUNNEL"},
		{name: "bad port", args: "vpc service create n --type http --tunnel-id TUNNEL --hostname h --http-port 70000",
			stderr: []string{"[code: 5101]"}, sends: 1},
		{name: "bad type", args: "vpc service create n --type udp --tunnel-id TUNNEL --hostname h"},
		{name: "unknown flag", args: "vpc service create n --type http --tunnel-id TUNNEL --hostname h --prot 1"},
		{name: "token that may only read", args: "vpc service create n --type http --tunnel-id TUNNEL --hostname h",
			token: role(backend.RoleRead), stderr: []string{"[code: 10000]"}, sends: 1},
		{name: "token that may only bind", args: "vpc service delete OTHER",
			token: role(backend.RoleBind), stderr: []string{"[code: 10000]"}, sends: 1},
		{name: "unknown token", args: "vpc service list",
			token: func(*testing.T, *target) string { return "wrong" }, stderr: []string{"[code: 1000]"}},
		// The tunnel commands go through an SDK that repeats a conflict twice.
		{name: "tunnel name taken", args: "tunnel create local", stderr: []string{"409"}, sends: 3},
		{name: "info of an unknown tunnel", args: "tunnel info nowhere"},
		{name: "delete of an unknown tunnel", args: "tunnel delete nowhere --force"},
		{name: "delete of a connected tunnel", args: "tunnel delete TUNNEL --force", sends: 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := newTarget(t)
			createServices(t, a, "taken", "other")
			connect(t, a, a.tunnel)
			other := a.services(t)[1].ID
			token := a.token
			if tt.token != nil {
				token = tt.token(t, a)
			}
			before, tunnels := a.services(t), a.tunnels(t)

			o := c.runAs(t, a, token, words(strings.ReplaceAll(tt.args, "OTHER", other), a)...)

			if o.exit != 1 {
				t.Errorf("exit %d, want 1", o.exit)
			}
			for _, text := range tt.stderr {
				if !strings.Contains(o.stderr, text) {
					t.Errorf("stderr lacks %q", text)
				}
			}
			if sent := a.writes(); len(sent) != tt.sends {
				t.Errorf("%d requests that could change something, want %d: %v", len(sent), tt.sends, a.calls())
			}
			checkUnchanged(t, a, before, tunnels)
		})
	}
}

func role(r backend.Role) func(*testing.T, *target) string {
	return func(t *testing.T, a *target) string {
		t.Helper()
		return a.tokenFor(t, r)
	}
}
