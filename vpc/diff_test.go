package vpc_test

import (
	"reflect"
	"testing"

	"github.com/lariat-cli/lariat/vpc"
)

// full has every field, although no service can have all of them at once.
func full() vpc.Spec {
	return vpc.Spec{
		Name: "n", Type: vpc.TypeHTTP, HTTPPort: new(1), HTTPSPort: new(2), TCPPort: new(3), AppProtocol: vpc.AppMySQL,
		Host: vpc.Host{
			IPv4: "10.0.0.1", IPv6: "2001:db8::1", Hostname: "h", TunnelID: tunnel, ResolverIPs: []string{"10.0.0.53", "10.0.0.54"},
		},
		TLS: &vpc.TLSSettings{CertVerificationMode: vpc.VerifyCA, CertificateAuthority: "ca", ClientCertificate: "cc"},
	}
}

// Each field that can be cleared is, alone, and only in the copy.
func TestClear(t *testing.T) {
	t.Parallel()
	ca := vpc.Change{Field: "certificate_authority", Old: "ca"}
	client := vpc.Change{Field: "client_certificate", Old: "cc"}
	want := map[string][]vpc.Change{
		"http_port":              {{Field: "http_port", Old: "1"}},
		"https_port":             {{Field: "https_port", Old: "2"}},
		"tcp_port":               {{Field: "tcp_port", Old: "3"}},
		"app_protocol":           {{Field: "app_protocol", Old: "mysql"}},
		"hostname":               {{Field: "hostname", Old: "h"}},
		"ipv4":                   {{Field: "ipv4", Old: "10.0.0.1"}},
		"ipv6":                   {{Field: "ipv6", Old: "2001:db8::1"}},
		"resolver_ips":           {{Field: "resolver_ips", Old: "10.0.0.53,10.0.0.54"}},
		"cert_verification_mode": {{Field: "cert_verification_mode", Old: "verify_ca"}, ca, client},
		"certificate_authority":  {ca},
		"client_certificate":     {client},
	}
	if names := vpc.Clearable(); len(names) != len(want) {
		t.Errorf("clearable are %v", names)
	}
	for name, changes := range want {
		before := full()
		after, ok := before.Clear(name)
		if got := vpc.Diff(before, after); !ok || !reflect.DeepEqual(got, changes) {
			t.Errorf("clearing %s is %+v, %v; want %+v", name, got, ok, changes)
		}
		if !reflect.DeepEqual(before, full()) {
			t.Errorf("clearing %s changed the original", name)
		}
		if again, ok := after.Clear(name); !ok || !reflect.DeepEqual(again, after) {
			t.Errorf("clearing %s once more gives %+v, %v", name, again, ok)
		}
	}
	for _, name := range []string{"name", "type", "tunnel_id", "nope", ""} {
		if s, ok := full().Clear(name); ok || !reflect.DeepEqual(s, full()) {
			t.Errorf("%q was cleared", name)
		}
	}
}

// Every field counts as a difference.
func TestDiff(t *testing.T) {
	t.Parallel()
	var names []string
	for _, c := range vpc.Diff(vpc.Spec{}, full()) {
		if c.Old != "" || c.New == "" {
			t.Errorf("change %+v", c)
		}
		names = append(names, c.Field)
	}
	want := []string{"name", "type", "http_port", "https_port", "tcp_port", "app_protocol", "hostname", "ipv4", "ipv6",
		"tunnel_id", "resolver_ips", "cert_verification_mode", "certificate_authority", "client_certificate"}
	if !reflect.DeepEqual(names, want) {
		t.Errorf("fields %v, want %v", names, want)
	}
	if same := vpc.Diff(full(), full()); same != nil {
		t.Errorf("a spec differs from itself by %+v", same)
	}
}
