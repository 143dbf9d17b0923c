package e2e

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/lariat-cli/lariat/vpc"
)

// The life of a service, each of Wrangler's five verbs once, and what the
// backend holds after each.
func TestWranglerServices(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)

	o := c.run(t, a, words("vpc service create api --type http --tunnel-id TUNNEL --hostname API.internal --http-port 8080", a)...)
	s := a.service(t)
	want := vpc.Spec{
		Name: "api", Type: vpc.TypeHTTP, HTTPPort: new(8080),
		Host: vpc.Host{Hostname: "api.internal", TunnelID: a.tunnel},
	}
	checkRun(t, o, s.ID)
	checkSpec(t, s, want)

	o = c.run(t, a, "vpc", "service", "get", s.ID)
	checkRun(t, o, s.ID, "api.internal", a.tunnel, "8080")

	o = c.run(t, a, "vpc", "service", "list")
	checkRun(t, o, s.ID, "api", "http", "api.internal")

	o = c.run(t, a, words("vpc service update "+s.ID+
		" --name db --type tcp --tunnel-id TUNNEL --ipv4 10.0.0.9 --tcp-port 5432 --app-protocol postgresql", a)...)
	checkRun(t, o, s.ID)
	checkSpec(t, a.service(t), vpc.Spec{
		Name: "db", Type: vpc.TypeTCP, TCPPort: new(5432), AppProtocol: vpc.AppPostgreSQL,
		Host: vpc.Host{IPv4: "10.0.0.9", TunnelID: a.tunnel},
	})

	o = c.run(t, a, "vpc", "service", "delete", s.ID)
	checkRun(t, o, s.ID)
	if left := a.services(t); len(left) != 0 {
		t.Errorf("after the delete: %v", left)
	}

	const services = "/accounts/ACCOUNT/connectivity/directory/services"
	checkCalls(t, a, []string{
		"POST " + services,
		"GET " + services + "/SERVICE",
		"GET " + services + "?page=1",
		"PUT " + services + "/SERVICE",
		"DELETE " + services + "/SERVICE",
	}, s.ID, "SERVICE")
}

func TestWranglerListsNothing(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	checkRun(t, c.run(t, a, "vpc", "service", "list"))
}

// Wrangler reads one array, however long: facts/wrangler.md 4.1.
func TestWranglerListsAll(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)
	names := numbered(60)
	createServices(t, a, names...)
	o := c.run(t, a, "vpc", "service", "list")
	checkRun(t, o, names...)
}

// The life of a tunnel: facts/wrangler.md 9.
func TestWranglerTunnels(t *testing.T) {
	t.Parallel()
	c, a := wrangler(t), newTarget(t)

	checkRun(t, c.run(t, a, "tunnel", "create", "office"))
	tunnels := a.tunnels(t)
	i := slices.IndexFunc(tunnels, func(x vpc.Tunnel) bool { return x.Name == "office" })
	if len(tunnels) != 2 || i < 0 {
		t.Fatalf("after the create: %v", tunnels)
	}
	office := tunnels[i]
	if id, err := uuid.Parse(office.ID); err != nil || id.Version() != 4 || office.ConfigSource != "cloudflare" {
		t.Errorf("the tunnel is %+v (%v), want a UUID of version 4 and a configuration by Cloudflare", office, err)
	}

	checkRun(t, c.run(t, a, "tunnel", "list"), "office", office.ID, "local", a.tunnel)
	checkRun(t, c.run(t, a, "tunnel", "info", "office"), office.ID)

	connect(t, a, office.ID)
	checkRun(t, c.run(t, a, "tunnel", "info", office.ID), "office", "healthy")

	if err := a.store.SetConnectors(t.Context(), office.ID, nil); err != nil {
		t.Fatal(err)
	}
	checkRun(t, c.run(t, a, "tunnel", "delete", "office", "--force"))
	if left := a.tunnels(t); len(left) != 1 || left[0].ID != a.tunnel {
		t.Errorf("after the delete: %v", left)
	}
}

// connect puts a running connector on a tunnel.
func connect(t *testing.T, a *target, tunnel string) vpc.Connector {
	t.Helper()
	c := vpc.Connector{ID: uuid.NewString(), Version: "2026.10.1", Arch: "linux_amd64", RunAt: time.Now().UTC()}
	for range 4 {
		c.Connections = append(c.Connections, vpc.Connection{
			ID: uuid.NewString(), ColoName: "fra03", OriginIP: "203.0.113.7", ClientVersion: c.Version, OpenedAt: c.RunAt,
		})
	}
	if err := a.store.SetConnectors(t.Context(), tunnel, []vpc.Connector{c}); err != nil {
		t.Fatal(err)
	}
	return c
}

// checkRun wants success and each text on the standard output.
func checkRun(t *testing.T, o outcome, texts ...string) {
	t.Helper()
	if o.exit != 0 {
		t.Fatalf("exit %d, want 0", o.exit)
	}
	for _, text := range texts {
		if !strings.Contains(o.stdout, text) {
			t.Errorf("the output lacks %q", text)
		}
	}
}

func checkSpec(t *testing.T, s vpc.Service, want vpc.Spec) {
	t.Helper()
	got, err := s.Spec.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	text, err := want.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, text) {
		t.Errorf("the backend holds\n     %s\nwant %s", got, text)
	}
}

// checkCalls compares the requests of a test. names are pairs of an id and
// what stands for it.
func checkCalls(t *testing.T, a *target, want []string, names ...string) {
	t.Helper()
	got := a.calls(append(names, a.account, "ACCOUNT", a.tunnel, "TUNNEL")...)
	if !slices.Equal(got, want) {
		t.Errorf("requests\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}
