package check_test

import (
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/vpc"
)

var hostRules = []string{
	"single-label-host", "public-host", "link-local-host", "loopback-host", "tls-name", "tls-disabled",
}

func TestHosts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		host vpc.Host
		want []string
	}{
		{"a private name", vpc.Host{Hostname: "api.internal.example.com"}, nil},
		{"a public name that may be private", vpc.Host{Hostname: "example.com"}, nil},
		{"a short name", vpc.Host{Hostname: "api"},
			[]string{`warning: service "api" behind tunnel "office" has the short hostname "api", to which no search domain is added [single-label-host]`}},
		{"a short name with its dot", vpc.Host{Hostname: "API."},
			[]string{`warning: service "api" behind tunnel "office" has the short hostname "api", to which no search domain is added [single-label-host]`}},
		{"a name of a provider", vpc.Host{Hostname: "shop.Example.workers.dev"},
			[]string{`warning: service "api" behind tunnel "office" has the public hostname "shop.example.workers.dev": requests leave the private network [public-host]`}},
		{"a name that ends like one", vpc.Host{Hostname: "api.myworkers.dev"}, nil},
		{"localhost", vpc.Host{Hostname: "localhost"},
			[]string{`info: service "api" behind tunnel "office" has the host "localhost", which is the connector's own machine or container [loopback-host]`}},
		{"a name below localhost", vpc.Host{Hostname: "api.localhost"},
			[]string{`info: service "api" behind tunnel "office" has the host "api.localhost", which is the connector's own machine or container [loopback-host]`}},
		{"loopback", vpc.Host{IPv4: "127.0.0.1"},
			[]string{`info: service "api" behind tunnel "office" has the host "127.0.0.1", which is the connector's own machine or container [loopback-host]`}},
		{"loopback in IPv6", vpc.Host{IPv6: "::1"},
			[]string{`info: service "api" behind tunnel "office" has the host "::1", which is the connector's own machine or container [loopback-host]`}},
		{"IPv4 in IPv6", vpc.Host{IPv6: "::ffff:127.0.0.1"},
			[]string{`info: service "api" behind tunnel "office" has the host "127.0.0.1", which is the connector's own machine or container [loopback-host]`}},
		{"every address", vpc.Host{IPv4: "0.0.0.0"},
			[]string{`info: service "api" behind tunnel "office" has the host "0.0.0.0", which is the connector's own machine or container [loopback-host]`}},
		{"link-local", vpc.Host{IPv4: "10.0.0.5", IPv6: "fe80::1"},
			[]string{`error: service "api" behind tunnel "office" has the link-local address "fe80::1", which means nothing without an interface [link-local-host]`}},
		{"link-local in IPv4 is routed by some", vpc.Host{IPv4: "169.254.10.1"}, nil},
		{"one address is public", vpc.Host{IPv4: "10.0.0.5", IPv6: "2606:4700::1111"},
			[]string{`warning: service "api" behind tunnel "office" has the public address "2606:4700::1111": requests leave the private network [public-host]`}},
		{"no address", vpc.Host{IPv4: "10.0.0"}, nil},
		{"no host", vpc.Host{}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.host.TunnelID = tunnelID
			d := check.Directory{
				Services: []vpc.Service{{ID: serviceID, Spec: vpc.Spec{Name: "api", Type: vpc.TypeHTTP, Host: tt.host}}},
				Tunnels:  []vpc.Tunnel{{ID: tunnelID, Name: "office"}},
			}
			expect(t, lines(t, bound(serviceID), &d, hostRules...), tt.want)
		})
	}
}

func TestLoopbackOfSeveralConnectors(t *testing.T) {
	t.Parallel()
	host := vpc.Host{IPv4: "127.0.0.1", TunnelID: tunnelID}
	d := check.Directory{
		Services:   []vpc.Service{{ID: serviceID, Spec: vpc.Spec{Name: "api", Type: vpc.TypeHTTP, Host: host}}},
		Tunnels:    []vpc.Tunnel{{ID: tunnelID}},
		Connectors: map[string][]vpc.Connector{tunnelID: connectors("2026.9.1", "2026.9.1", "2026.9.1")},
	}
	expect(t, lines(t, bound(serviceID), &d, hostRules...),
		[]string{`warning: service "api" has the host "127.0.0.1", which is another machine for each of the 3 connectors [loopback-host]`})
}

// What is set aside, by RFC 6890 and its successors, is not public.
func TestPublicAddresses(t *testing.T) {
	t.Parallel()
	for ip, want := range map[string]bool{
		"8.8.8.8": true, "1.1.1.1": true, "172.15.255.255": true, "172.32.0.0": true, "100.63.0.1": true, "100.128.0.1": true,
		"10.0.0.1": false, "172.16.0.1": false, "192.168.1.1": false, "100.64.0.1": false, "192.0.2.1": false,
		"198.18.0.1": false, "198.51.100.1": false, "203.0.113.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"224.0.0.1": false, "169.254.169.254": false, "0.1.2.3": false,
		"2606:4700::1": true, "2a00:1450::1": true, "::ffff:8.8.8.8": true,
		"fd00::1": false, "fc00::1": false, "2001:db8::1": false, "3fff::1": false, "ff02::1": false, "100::1": false,
	} {
		if got := check.IsPublic(ip); got != want {
			t.Errorf("%s public: %v", ip, got)
		}
	}
}

func TestTLS(t *testing.T) {
	t.Parallel()
	mode := func(m vpc.CertVerificationMode) *vpc.TLSSettings { return &vpc.TLSSettings{CertVerificationMode: m} }
	address, name := vpc.Host{IPv4: "10.0.0.5"}, vpc.Host{Hostname: "api.example.com"}
	const (
		names    = ` service "api" offers https at "10.0.0.5" under verify_full: its certificate must name the address [tls-name]`
		disabled = `warning: service "api" is reached by https without a look at its certificate [tls-disabled]`
	)
	tests := []struct {
		name        string
		host        vpc.Host
		http, https *int
		tls         *vpc.TLSSettings
		want        []string
	}{
		{"an address", address, nil, new(443), nil, []string{"warning:" + names}},
		{"an address, in so many words", address, nil, new(443), mode(vpc.VerifyFull), []string{"warning:" + names}},
		{"an address, with http as well", address, new(80), new(443), nil, []string{"info:" + names}},
		{"an address, with no port", address, nil, nil, nil, nil},
		{"an address, with http alone", address, new(80), nil, nil, nil},
		{"an address, verified in part", address, nil, new(443), mode(vpc.VerifyCA), nil},
		{"a mode to come", address, nil, new(443), mode("verify_more"), nil},
		{"a name", name, nil, new(443), nil, nil},
		{"not verified", name, nil, new(443), mode(vpc.VerifyDisabled), []string{disabled}},
		{"not verified, at an address", address, nil, new(443), mode(vpc.VerifyDisabled), []string{disabled}},
		{"not verified, with no port", name, nil, nil, mode(vpc.VerifyDisabled), []string{disabled}},
		{"not verified, with http alone", name, new(80), nil, mode(vpc.VerifyDisabled), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := vpc.Spec{Name: "api", Type: vpc.TypeHTTP, Host: tt.host, HTTPPort: tt.http, HTTPSPort: tt.https, TLS: tt.tls}
			d := check.Directory{Services: []vpc.Service{{ID: serviceID, Spec: spec}}}
			expect(t, lines(t, bound(serviceID), &d, hostRules...), tt.want)
		})
	}
}

// A hint can be pasted whatever a service is called.
func TestWord(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, id, want string }{
		{"api", serviceID, "api"},
		{"shop.api_2-b", serviceID, "shop.api_2-b"},
		{"my api", serviceID, serviceID},
		{"-rf", serviceID, serviceID},
		{"$(id)", serviceID, serviceID},
		{"", serviceID, serviceID},
		{"a\nb", "; id", "NAME"},
	} {
		if got := check.Word(tt.name, tt.id); got != tt.want {
			t.Errorf("%q is %q, want %q", tt.name, got, tt.want)
		}
	}
}
