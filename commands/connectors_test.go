package commands_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/vpc"
)

// A tunnel shows who serves it: how many links, and to where, each once.
func TestConnectors(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	flags := "--local --state-dir " + filepath.Join(host.Dir, "state")
	code, out, errs := onTerminal(t, host, "", flags+" tunnel create office --jq .id")
	if code != 0 {
		t.Fatal(errs)
	}
	connect(t, filepath.Join(host.Dir, "state"), strings.TrimSpace(out), vpc.Connector{
		ID: "1bedc50d-42b3-473c-b108-ff3d10c0d925", Version: "2026.9.1", Arch: "linux_amd64", RunAt: host.Now(),
		Connections: []vpc.Connection{
			{ColoName: "fra01", OriginIP: "203.0.113.7"}, {ColoName: "fra06", OriginIP: "203.0.113.7"}, {ColoName: "fra01", OriginIP: "203.0.113.7"},
			{ColoName: "cdg01", OriginIP: "203.0.113.7", IsPendingReconnect: true},
		},
	}, vpc.Connector{
		ID: "2bedc50d-42b3-473c-b108-ff3d10c0d925", Version: "2026.8.0", Arch: "linux_arm64", RunAt: host.Now(),
		Connections: []vpc.Connection{{ColoName: "ams01", OriginIP: "203.0.113.8"}},
	})
	_, out, _ = onTerminal(t, host, "", flags+" tunnel get office")
	for _, want := range []string{
		"1bedc50d-42b3-473c-b108-ff3d10c0d925 cloudflared 2026.9.1 (linux_amd64), 3 connections to fra01,fra06\n",
		"cloudflared 2026.8.0 (linux_arm64), 1 connection to ams01\n", " healthy\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in %s", want, out)
		}
	}
	_, out, _ = onTerminal(t, host, "", flags+" tunnel get office --json=connectors,status")
	var v struct {
		Status     string
		Connectors []struct {
			Connections int
			Colos       []string
			IPs         []string `json:"origin_ips"`
		}
	}
	if err := json.Unmarshal([]byte(out), &v); err != nil || len(v.Connectors) != 2 {
		t.Fatalf("%v: %s", err, out)
	}
	if c := v.Connectors[0]; c.Connections != 3 || strings.Join(c.Colos, " ") != "fra01 fra06" || strings.Join(c.IPs, " ") != "203.0.113.7" {
		t.Errorf("connector %+v", c)
	}
}

func connect(t *testing.T, dir, tunnel string, connectors ...vpc.Connector) {
	t.Helper()
	store, err := backend.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SetConnectors(t.Context(), tunnel, connectors); err != nil {
		t.Error(err)
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}
