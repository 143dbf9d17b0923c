package check_test

import (
	"testing"
	"time"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/vpc"
)

var tunnelRules = []string{
	"tunnel-missing", "tunnel-down", "tunnel-degraded", "cloudflared-version", "mixed-versions", "single-connector",
}

// connectors are some of these versions.
func connectors(versions ...string) []vpc.Connector {
	list := []vpc.Connector{}
	for _, v := range versions {
		list = append(list, vpc.Connector{Version: v})
	}
	return list
}

func TestTunnels(t *testing.T) {
	t.Parallel()
	healthy := vpc.Tunnel{Name: "office", Status: vpc.TunnelHealthy}
	name, address := vpc.Host{Hostname: "api.example.com"}, vpc.Host{IPv4: "10.0.0.5"}
	deleted := time.Now()
	tests := []struct {
		name       string
		host       vpc.Host
		tunnel     vpc.Tunnel
		connectors []vpc.Connector // nil: not fetched
		want       []string
	}{
		{"well", name, healthy, connectors("2026.9.1", "2025.7.0"), nil},
		{"not fetched", name, healthy, nil, nil},
		{"gone meanwhile", name, healthy, connectors(), nil},
		{"a state to come", name, vpc.Tunnel{Status: "resting"}, nil, nil},
		{"deleted, and nothing more", name, vpc.Tunnel{Name: "office", Status: vpc.TunnelDown, DeletedAt: &deleted},
			connectors("2024.1.0"), []string{`error: tunnel "office" of service "api" was deleted [tunnel-missing]`}},
		{"down", name, vpc.Tunnel{Name: "office", Status: vpc.TunnelDown}, connectors(),
			[]string{`error: tunnel "office" of service "api" is down: its cloudflared is not connected [tunnel-down]`}},
		{"never connected", name, vpc.Tunnel{Name: "office", Status: vpc.TunnelInactive}, connectors(),
			[]string{`error: tunnel "office" of service "api" was never connected [tunnel-down]`}},
		{"degraded", name, vpc.Tunnel{Name: "office", Status: vpc.TunnelDegraded}, nil,
			[]string{`warning: tunnel "office" of service "api" is degraded: some of its connections are missing [tunnel-degraded]`}},
		{"no name", name, vpc.Tunnel{Status: vpc.TunnelDown}, nil,
			[]string{`error: tunnel "` + tunnelID + `" of service "api" is down: its cloudflared is not connected [tunnel-down]`}},
		{"old, with a name to resolve", name, healthy, connectors("2025.6.9", "2024.12.2"),
			[]string{`error: tunnel "office" of service "api" runs cloudflared "2025.6.9" and "2024.12.2", which cannot resolve "api.example.com" [cloudflared-version]`}},
		{"old, with an address", address, healthy, connectors("2024.12.2", "2024.12.2"),
			[]string{`warning: tunnel "office" of service "api" runs cloudflared "2024.12.2", older than Workers VPC asks for [cloudflared-version]`}},
		{"mixed, with a name to resolve", name, healthy, connectors("2024.12.2", "2026.9.1"),
			[]string{`error: tunnel "office" of service "api" resolves "api.example.com" only now and then: cloudflared is "2024.12.2" on 1 of its 2 connectors [mixed-versions]`}},
		{"mixed, with an address", address, healthy, connectors("2024.12.2", "2026.9.1"),
			[]string{`warning: tunnel "office" of service "api" runs cloudflared "2024.12.2", older than Workers VPC asks for [cloudflared-version]`}},
		{"old, and one nobody knows", name, healthy, connectors("2024.12.2", "DEV"),
			[]string{`error: tunnel "office" of service "api" runs cloudflared "2024.12.2", which cannot resolve "api.example.com" [cloudflared-version]`}},
		{"nobody knows", name, healthy, connectors("DEV", ""), nil},
		{"one", name, healthy, connectors("2026.9.1"),
			[]string{`info: tunnel "office" of service "api" has one connector only [single-connector]`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.host.TunnelID, tt.tunnel.ID = tunnelID, tunnelID
			d := check.Directory{
				Services: []vpc.Service{{ID: serviceID, Spec: vpc.Spec{Name: "api", Type: vpc.TypeHTTP, Host: tt.host}}},
				Tunnels:  []vpc.Tunnel{tt.tunnel},
			}
			if tt.connectors != nil {
				d.Connectors = map[string][]vpc.Connector{tunnelID: tt.connectors}
			}
			expect(t, lines(t, bound(serviceID), &d, tunnelRules...), tt.want)
		})
	}
}

// No tunnels in the directory is another thing than a directory of none.
func TestTunnelsUnknown(t *testing.T) {
	t.Parallel()
	host := vpc.Host{IPv4: "10.0.0.5", TunnelID: tunnelID}
	services := []vpc.Service{{ID: serviceID, Spec: vpc.Spec{Name: "api", Type: vpc.TypeHTTP, Host: host}}}
	expect(t, lines(t, bound(serviceID), &check.Directory{Services: services}, tunnelRules...), nil)
	expect(t, lines(t, bound(serviceID), &check.Directory{Services: services, Tunnels: []vpc.Tunnel{}}, tunnelRules...),
		[]string{`error: tunnel "` + tunnelID + `" of service "api" does not exist [tunnel-missing]`})
}

func TestTunnelsOfNetworks(t *testing.T) {
	t.Parallel()
	config := `{ "vpc_networks": [{ "binding": "NET", "tunnel_id": "` + tunnelID + `" }, { "binding": "ALL", "network_id": "cf1:network" }] }`
	d := check.Directory{
		Tunnels:    []vpc.Tunnel{{ID: tunnelID, Name: "office", Status: vpc.TunnelHealthy}},
		Connectors: map[string][]vpc.Connector{tunnelID: connectors("2024.12.2", "2026.9.1")},
	}
	expect(t, lines(t, config, &d, tunnelRules...),
		[]string{`warning: tunnel "office" runs cloudflared "2024.12.2", older than Workers VPC asks for [cloudflared-version]`})
}

func TestVersions(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{
		"2025.7.0": false, "2025.7.1": false, "2025.10.0": false, "2026.1.0": false, "2025.07.0": false,
		"2025.6.10": true, "2024.12.2": true, "2025.6.1-rc1": true, "2025.6.1+build": true, "2025.7.0-rc1": false,
		"DEV": false, "": false, "2024": false, "2024.1": false, "2024.1.": false, "2024.1.0.1": false, "v2024.1.0": false,
		"0.0.0": false, "1.2.3": false, "2024.13.0": false, "2024.1.x": false, "-2024.1.0": false,
		"99999999999999999999.1.0": false, "2024.1.0abc": false,
	} {
		if got := check.IsTooOld(version); got != want {
			t.Errorf("%q too old: %v", version, got)
		}
	}
}
