package vpc_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/vpc"
)

func good() vpc.Spec {
	return vpc.Spec{Name: "n", Type: vpc.TypeHTTP, Host: vpc.Host{Hostname: "api.internal", TunnelID: tunnel}}
}

func goodTCP() vpc.Spec {
	s := good()
	s.Type, s.TCPPort = vpc.TypeTCP, new(5432)
	return s
}

// Each case names the fields at fault, in order. The rules: facts/wrangler.md
// 4.2 and 4.3, facts/cloudflare-api.md 1.2 to 1.4.
func TestValidate(t *testing.T) {
	t.Parallel()
	http := func(change func(*vpc.Spec)) vpc.Spec { s := good(); change(&s); return s }
	tcp := func(change func(*vpc.Spec)) vpc.Spec { s := goodTCP(); change(&s); return s }
	host := func(h vpc.Host) vpc.Spec { h.TunnelID = tunnel; s := good(); s.Host = h; return s }
	tls := func(x vpc.TLSSettings) vpc.Spec { s := good(); s.TLS = &x; return s }
	const mode, ca, client = "tls_settings.cert_verification_mode", "tls_settings.certificate_authority", "tls_settings.client_certificate"
	tests := []struct {
		name string
		spec vpc.Spec
		want []string
	}{
		{"http", good(), nil},
		{"tcp", goodTCP(), nil},
		{"empty", vpc.Spec{}, []string{"name", "type", "host.tunnel_id", "host"}},
		{"control characters in the name", http(func(s *vpc.Spec) { s.Name = "a\x1b[2J" }), []string{"name"}},
		{"text reordered in the name", http(func(s *vpc.Spec) { s.Name = "a\u202eb" }), []string{"name"}},
		{"soft hyphen in the name", http(func(s *vpc.Spec) { s.Name = "api\u00ad" }), []string{"name"}},
		{"name that is no text", http(func(s *vpc.Spec) { s.Name = "a\xffb" }), []string{"name"}},
		{"emoji with a joiner", http(func(s *vpc.Spec) { s.Name = "👩\u200d💻 東京" }), nil},
		{"unknown type", http(func(s *vpc.Spec) { s.Type = "udp" }), []string{"type"}},
		{"http with tcp's fields", http(func(s *vpc.Spec) { s.TCPPort, s.AppProtocol = new(1), vpc.AppMySQL }), []string{"tcp_port", "app_protocol"}},
		{"tcp with http's fields", tcp(func(s *vpc.Spec) { s.HTTPPort, s.HTTPSPort = new(1), new(1) }), []string{"http_port", "https_port"}},
		{"tcp without a port", tcp(func(s *vpc.Spec) { s.TCPPort = nil }), []string{"tcp_port"}},
		{"unknown protocol", tcp(func(s *vpc.Spec) { s.AppProtocol = "redis" }), []string{"app_protocol"}},
		{"ports at the edge", http(func(s *vpc.Spec) { s.HTTPPort, s.HTTPSPort = new(1), new(65535) }), nil},
		{"ports over the edge", http(func(s *vpc.Spec) { s.HTTPPort, s.HTTPSPort = new(0), new(65536) }), []string{"http_port", "https_port"}},
		{"tunnel's name", http(func(s *vpc.Spec) { s.Host.TunnelID = "nope" }), []string{"host.tunnel_id"}},
		{"dual stack", host(vpc.Host{IPv4: "10.0.0.1", IPv6: "2001:db8::1"}), nil},
		{"loopback", host(vpc.Host{IPv4: "127.0.0.1"}), nil},
		{"families mixed up", host(vpc.Host{IPv4: "2001:db8::1", IPv6: "10.0.0.1"}), []string{"host.ipv4", "host.ipv6"}},
		{"zone", host(vpc.Host{IPv6: "fe80::1%eth0"}), []string{"host.ipv6"}},
		{"name and address", host(vpc.Host{Hostname: "a", IPv4: "10.0.0.1"}), []string{"host"}},
		{"underscores", host(vpc.Host{Hostname: "_srv._tcp.my_host"}), nil},
		{"localhost", host(vpc.Host{Hostname: "localhost"}), nil},
		{"address as a name", host(vpc.Host{Hostname: "10.0.0.1"}), []string{"host.hostname"}},
		{"bracketed address as a name", host(vpc.Host{Hostname: "[::1]"}), []string{"host.hostname"}},
		{"scheme", host(vpc.Host{Hostname: "http://api.internal"}), []string{"host.hostname"}},
		{"path, port and space together", host(vpc.Host{Hostname: "a b:80/c"}), []string{"host.hostname", "host.hostname", "host.hostname"}},
		{"scheme, path, port and space together", host(vpc.Host{Hostname: "http://x/y z:1"}),
			[]string{"host.hostname", "host.hostname", "host.hostname", "host.hostname"}},
		{"empty label", host(vpc.Host{Hostname: "a..b"}), []string{"host.hostname"}},
		{"label of 63", host(vpc.Host{Hostname: strings.Repeat("a", 63) + ".b"}), nil},
		{"label of 64", host(vpc.Host{Hostname: strings.Repeat("a", 64) + ".b"}), []string{"host.hostname"}},
		{"name of 253", host(vpc.Host{Hostname: strings.Repeat("a.", 126) + "a"}), nil},
		{"name of 255", host(vpc.Host{Hostname: strings.Repeat("a.", 127) + "a"}), []string{"host.hostname"}},
		{"letter outside DNS", host(vpc.Host{Hostname: "bücher.test"}), []string{"host.hostname"}},
		{"resolvers", host(vpc.Host{Hostname: "a", ResolverIPs: []string{"10.0.0.53", "2001:db8::53"}}), nil},
		{"resolvers of an address", host(vpc.Host{IPv4: "10.0.0.1", ResolverIPs: []string{"10.0.0.53"}}), []string{"host.resolver_ips"}},
		{"resolvers that are none", host(vpc.Host{Hostname: "a", ResolverIPs: []string{"10.0.0.53:53", "dns"}}), []string{"host.resolver_ips", "host.resolver_ips"}},
		{"TLS mode", tls(vpc.TLSSettings{CertVerificationMode: vpc.VerifyCA, CertificateAuthority: cert}), nil},
		{"disabled with a client certificate", tls(vpc.TLSSettings{CertVerificationMode: vpc.VerifyDisabled, ClientCertificate: cert}), nil},
		{"disabled with a CA", tls(vpc.TLSSettings{CertVerificationMode: vpc.VerifyDisabled, CertificateAuthority: cert}), []string{ca}},
		{"unknown mode", tls(vpc.TLSSettings{CertVerificationMode: "strict"}), []string{mode}},
		{"certificates without a mode", tls(vpc.TLSSettings{CertificateAuthority: cert, ClientCertificate: cert}), []string{mode}},
		{"certificates that are no UUIDs", tls(vpc.TLSSettings{CertVerificationMode: vpc.VerifyFull, CertificateAuthority: "x", ClientCertificate: "y"}), []string{ca, client}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := tt.spec.Validate()
			faults, _ := errors.AsType[vpc.Faults](err)
			var got []string
			for _, f := range faults {
				got = append(got, f.Field)
			}
			if !slices.Equal(got, tt.want) || (err == nil) != (len(tt.want) == 0) {
				t.Errorf("faults in %q, want %q: %v", got, tt.want, err)
			}
			if err != nil && strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("the error is not one safe line: %q", err)
			}
		})
	}
}

func TestIsUUID(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		tunnel:                                   true,
		strings.ToUpper(tunnel):                  true,
		"01a0ebf6-0a78-73c3-b7cf-2126eda86c57":   true, // version 7
		"00000000-0000-0000-0000-000000000000":   true,
		"":                                       false,
		strings.ReplaceAll(tunnel, "-", ""):      false,
		"{" + tunnel + "}":                       false,
		strings.Replace(tunnel, "5", "g", 1):     false,
		strings.Replace(tunnel, "-", "0", 1):     false,
		tunnel[:35] + "\x00":                     false,
		"5456b9ca-8b73-4b44-93df-67ad7acc8e2c\n": false,
	} {
		if got := vpc.IsUUID(s); got != want {
			t.Errorf("IsUUID(%q) = %v", s, got)
		}
	}
}
