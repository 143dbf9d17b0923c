package vpc_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/vpc"
)

// Wrangler sends such input as typed (facts/wrangler.md 4.3, rows 2 and 17).
func TestNormalized(t *testing.T) {
	t.Parallel()
	upper := strings.ToUpper(tunnel)
	in := vpc.Spec{
		Name: " n ", Type: vpc.TypeHTTP,
		Host: vpc.Host{
			IPv4: " 10.0.0.1 ", IPv6: " 2001:DB8::1 ", Hostname: " API.Internal. ", TunnelID: " " + upper,
			ResolverIPs: []string{" 10.0.0.53", "", " "},
		},
		TLS: &vpc.TLSSettings{CertificateAuthority: strings.ToUpper(cert), ClientCertificate: " " + cert},
	}
	want := vpc.Spec{
		Name: "n", Type: vpc.TypeHTTP,
		Host: vpc.Host{
			IPv4: "10.0.0.1", IPv6: "2001:DB8::1", Hostname: "api.internal", TunnelID: tunnel,
			ResolverIPs: []string{"10.0.0.53"},
		},
		TLS: &vpc.TLSSettings{CertificateAuthority: cert, ClientCertificate: cert},
	}
	got := in.Normalized()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if again := got.Normalized(); !reflect.DeepEqual(again, got) {
		t.Errorf("twice gives %+v, once %+v", again, got)
	}
	if in.Host.ResolverIPs[0] != " 10.0.0.53" || in.TLS.ClientCertificate != " "+cert {
		t.Error("the input was changed")
	}
}

func TestInferType(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		spec vpc.Spec
		want vpc.ServiceType
	}{
		{"nothing decides", vpc.Spec{}, ""},
		{"given", vpc.Spec{Type: vpc.TypeTCP, HTTPPort: new(80)}, vpc.TypeTCP},
		{"http port", vpc.Spec{HTTPPort: new(80)}, vpc.TypeHTTP},
		{"https port", vpc.Spec{HTTPSPort: new(443)}, vpc.TypeHTTP},
		{"tcp port", vpc.Spec{TCPPort: new(5432)}, vpc.TypeTCP},
		{"protocol", vpc.Spec{AppProtocol: vpc.AppMySQL}, vpc.TypeTCP},
		{"both", vpc.Spec{HTTPPort: new(80), TCPPort: new(5432)}, ""},
	}
	for _, tt := range tests {
		if got := tt.spec.InferType(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	for want, h := range map[string]vpc.Host{
		"":                     {},
		"api.internal":         {Hostname: "api.internal"},
		"10.0.0.1":             {IPv4: "10.0.0.1"},
		"2001:db8::1":          {IPv6: "2001:db8::1"},
		"10.0.0.1,2001:db8::1": {IPv4: "10.0.0.1", IPv6: "2001:db8::1"},
	} {
		if got := h.Address(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
