package vpc_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

const (
	tunnel = "5456b9ca-8b73-4b44-93df-67ad7acc8e2c"
	cert   = "11111111-2222-4333-8444-555555555555"
)

// The bodies that Wrangler sends, by row of facts/wrangler.md 4.3.
func TestSpecBodies(t *testing.T) {
	t.Parallel()
	name := vpc.Host{Hostname: "api.internal", TunnelID: tunnel}
	v4 := vpc.Host{IPv4: "10.0.0.1", TunnelID: tunnel}
	const viaName = `"host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"` + tunnel + `"}}`
	const viaV4 = `"host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"` + tunnel + `"}}`
	http := func(h vpc.Host) vpc.Spec { return vpc.Spec{Name: "n", Type: vpc.TypeHTTP, Host: h} }
	tests := []struct {
		name string
		spec vpc.Spec
		want string
	}{
		{"1, 7: hostname, no ports", http(name), `{"name":"n","type":"http",` + viaName + `}`},
		{"2: resolvers", http(vpc.Host{Hostname: "api.internal", TunnelID: tunnel, ResolverIPs: []string{"10.0.0.53", "10.0.0.54"}}),
			`{"name":"n","type":"http","host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"` + tunnel + `","resolver_ips":["10.0.0.53","10.0.0.54"]}}}`},
		{"3: IPv4", http(v4), `{"name":"n","type":"http",` + viaV4 + `}`},
		{"4: IPv6", http(vpc.Host{IPv6: "2001:db8::1", TunnelID: tunnel}), `{"name":"n","type":"http","host":{"ipv6":"2001:db8::1","network":{"tunnel_id":"` + tunnel + `"}}}`},
		{"5: dual stack, which Wrangler refuses", http(vpc.Host{IPv4: "10.0.0.1", IPv6: "2001:db8::1", TunnelID: tunnel}),
			`{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","ipv6":"2001:db8::1","network":{"tunnel_id":"` + tunnel + `"}}}`},
		{"6: ports", vpc.Spec{Name: "n", Type: vpc.TypeHTTP, Host: name, HTTPPort: new(8080), HTTPSPort: new(8443)},
			`{"name":"n","type":"http",` + viaName + `,"http_port":8080,"https_port":8443}`},
		{"11: tcp", vpc.Spec{Name: "n", Type: vpc.TypeTCP, Host: name, TCPPort: new(5432)},
			`{"name":"n","type":"tcp",` + viaName + `,"tcp_port":5432}`},
		{"14: application protocol", vpc.Spec{Name: "n", Type: vpc.TypeTCP, Host: v4, TCPPort: new(5432), AppProtocol: vpc.AppPostgreSQL},
			`{"name":"n","type":"tcp",` + viaV4 + `,"tcp_port":5432,"app_protocol":"postgresql"}`},
		{"18: TLS mode", vpc.Spec{Name: "n", Type: vpc.TypeHTTP, Host: v4, TLS: &vpc.TLSSettings{CertVerificationMode: vpc.VerifyFull}},
			`{"name":"n","type":"http",` + viaV4 + `,"tls_settings":{"cert_verification_mode":"verify_full"}}`},
		{"19: CA", vpc.Spec{Name: "n", Type: vpc.TypeHTTP, Host: v4, TLS: &vpc.TLSSettings{CertVerificationMode: vpc.VerifyCA, CertificateAuthority: cert}},
			`{"name":"n","type":"http",` + viaV4 + `,"tls_settings":{"cert_verification_mode":"verify_ca","certificate_authority":"` + cert + `"}}`},
		{"20: CA and client certificate", vpc.Spec{Name: "n", Type: vpc.TypeTCP, Host: v4, TCPPort: new(1),
			TLS: &vpc.TLSSettings{CertVerificationMode: vpc.VerifyFull, CertificateAuthority: cert, ClientCertificate: cert}},
			`{"name":"n","type":"tcp",` + viaV4 + `,"tcp_port":1,"tls_settings":{"cert_verification_mode":"verify_full","certificate_authority":"` + cert + `","client_certificate":"` + cert + `"}}`},
		{"text as it is", vpc.Spec{Name: "a<b>&c", Type: vpc.TypeHTTP, Host: v4}, `{"name":"a<b>&c","type":"http",` + viaV4 + `}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.spec.MarshalJSON()
			if err != nil || string(got) != tt.want {
				t.Errorf("body\n%s\nwant\n%s (error %v)", got, tt.want, err)
			}
			var back vpc.Spec
			if err := json.Unmarshal(got, &back); err != nil || !reflect.DeepEqual(back, tt.spec) {
				t.Errorf("read back as %+v, error %v", back, err)
			}
		})
	}
}

const stamps = `"created_at":"2026-09-29T06:59:25Z","updated_at":"2026-09-29T06:59:25Z"}`

// Replies, recorded: key order, all host keys, the ports of the type alone
// (facts/cloudflare-api.md 0.3 to 0.5 and 1.2).
func TestServiceReplies(t *testing.T) {
	t.Parallel()
	const id = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57"
	at := time.Date(2026, 9, 29, 6, 59, 25, 0, time.UTC)
	tests := []struct {
		name string
		wire string
		spec vpc.Spec
	}{
		{"http, IPv4", `{"service_id":"` + id + `","type":"http","name":"n","http_port":18080,"https_port":null,` +
			`"host":{"ipv4":"127.0.0.1","ipv6":null,"hostname":null,"network":{"tunnel_id":"` + tunnel + `"},"resolver_network":null},` + stamps,
			vpc.Spec{Name: "n", Type: vpc.TypeHTTP, HTTPPort: new(18080), Host: vpc.Host{IPv4: "127.0.0.1", TunnelID: tunnel}}},
		{"hostname with resolvers", `{"service_id":"` + id + `","type":"http","name":"n","http_port":null,"https_port":null,` +
			`"host":{"ipv4":null,"ipv6":null,"hostname":"marker.x.local","network":null,"resolver_network":{"tunnel_id":"` + tunnel + `","resolver_ips":["127.0.0.1"]}},` + stamps,
			vpc.Spec{Name: "n", Type: vpc.TypeHTTP, Host: vpc.Host{Hostname: "marker.x.local", TunnelID: tunnel, ResolverIPs: []string{"127.0.0.1"}}}},
		{"tcp", `{"service_id":"` + id + `","type":"tcp","name":"n","tcp_port":5432,"app_protocol":"postgresql",` +
			`"host":{"ipv4":"10.0.0.9","ipv6":null,"hostname":null,"network":{"tunnel_id":"` + tunnel + `"},"resolver_network":null},` + stamps,
			vpc.Spec{Name: "n", Type: vpc.TypeTCP, TCPPort: new(5432), AppProtocol: vpc.AppPostgreSQL, Host: vpc.Host{IPv4: "10.0.0.9", TunnelID: tunnel}}},
		{"tcp without a protocol", `{"service_id":"` + id + `","type":"tcp","name":"n","tcp_port":5432,"app_protocol":null,` +
			`"host":{"ipv4":"10.0.0.9","ipv6":null,"hostname":null,"network":{"tunnel_id":"` + tunnel + `"},"resolver_network":null},` + stamps,
			vpc.Spec{Name: "n", Type: vpc.TypeTCP, TCPPort: new(5432), Host: vpc.Host{IPv4: "10.0.0.9", TunnelID: tunnel}}},
		{"TLS", `{"service_id":"` + id + `","type":"http","name":"n","http_port":null,"https_port":8443,` +
			`"host":{"ipv4":"10.0.0.9","ipv6":"2001:db8::1","hostname":null,"network":{"tunnel_id":"` + tunnel + `"},"resolver_network":null},` +
			`"tls_settings":{"cert_verification_mode":"disabled"},` + stamps,
			vpc.Spec{Name: "n", Type: vpc.TypeHTTP, HTTPSPort: new(8443), Host: vpc.Host{IPv4: "10.0.0.9", IPv6: "2001:db8::1", TunnelID: tunnel},
				TLS: &vpc.TLSSettings{CertVerificationMode: vpc.VerifyDisabled}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := vpc.Service{ID: id, Spec: tt.spec, CreatedAt: at, UpdatedAt: at}
			if got, err := json.Marshal(want); err != nil || string(got) != tt.wire {
				t.Errorf("written as\n%s\nwant\n%s (error %v)", got, tt.wire, err)
			}
			var got vpc.Service
			if err := json.Unmarshal([]byte(tt.wire), &got); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("read as %+v, error %v", got, err)
			}
		})
	}
}

// Absent and null mean the same, as does an empty time.
func TestServiceIsReadLiberally(t *testing.T) {
	t.Parallel()
	absent := `{"service_id":"x","type":"http","name":"n","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"` + tunnel + `"}}}`
	null := strings.Replace(absent, `"host":{`, `"new":null,"http_port":null,"tls_settings":null,"created_at":null,"app_protocol":null,"host":{"ipv6":null,"resolver_network":null,`, 1)
	var a, b vpc.Service
	if err := json.Unmarshal([]byte(absent), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(null), &b); err != nil {
		t.Fatal(err)
	}
	var c vpc.Service
	empty := strings.Replace(absent, `"host":{`, `"created_at":"","updated_at":"","host":{`, 1)
	if err := json.Unmarshal([]byte(empty), &c); err != nil || !reflect.DeepEqual(a, c) {
		t.Errorf("absent %+v, empty %+v, error %v", a, c, err)
	}
	if !reflect.DeepEqual(a, b) || a.Host.IPv4 != "10.0.0.1" || a.HTTPPort != nil || a.TLS != nil || !a.CreatedAt.IsZero() {
		t.Errorf("absent %+v, null %+v", a, b)
	}
}

func TestUnmarshalFaults(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`[]`, `"x"`, `{"http_port":"80"}`, `{"http_port":80.5}`, `{"host":[]}`, `{"host":{"network":"x"}}`} {
		if err := json.Unmarshal([]byte(body), new(vpc.Spec)); err == nil {
			t.Errorf("%s was read as a spec", body)
		}
		if err := json.Unmarshal([]byte(body), new(vpc.Service)); err == nil {
			t.Errorf("%s was read as a service", body)
		}
	}
	if err := json.Unmarshal([]byte(`{"created_at":"yesterday"}`), new(vpc.Service)); err == nil {
		t.Error("a time that is none was read")
	}
	if err := json.Unmarshal([]byte(`{"name":"n","created_at":"yesterday","service_id":7}`), new(vpc.Spec)); err != nil {
		t.Errorf("a spec has no such keys: %v", err)
	}
}

// What can be read can be written and read again, and is the same.
func FuzzServiceRoundTrip(f *testing.F) {
	for _, seed := range []string{
		`{}`, `null`, `{"service_id":"x","type":"tcp","name":"n","tcp_port":1,"app_protocol":"mysql","host":{"ipv4":"1.2.3.4","network":{"tunnel_id":"t"}},` + stamps,
		`{"type":"http","name":"<&>","http_port":-1,"host":{"hostname":"h","resolver_network":{"tunnel_id":"t","resolver_ips":["1.1.1.1"]}},"tls_settings":{}}`,
		`{"created_at":"2026-09-29T06:59:25.999+23:00"}`,
		`{"a":1,"host":{"b":{"c":[]},"hostname":"h","resolver_network":{"d":"<"},"network":{"e":0}},"tls_settings":{"f":1}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var first vpc.Service
		if json.Unmarshal(data, &first) != nil {
			t.Skip()
		}
		once, err := json.Marshal(first)
		if err != nil {
			t.Fatalf("%+v cannot be written: %v", first, err)
		}
		var second vpc.Service
		if err := json.Unmarshal(once, &second); err != nil {
			t.Fatalf("%s cannot be read: %v", once, err)
		}
		twice, err := json.Marshal(second)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%s became %s, error %v", once, twice, err)
		}
		body, err := first.Spec.MarshalJSON() // json.Marshal would escape it once more
		if err != nil {
			t.Fatalf("%+v cannot be sent: %v", first.Spec, err)
		}
		var echo vpc.Service
		if err := json.Unmarshal(body, &echo); err != nil {
			t.Fatalf("%s cannot be read: %v", body, err)
		}
		if again, err := echo.Spec.MarshalJSON(); err != nil || !bytes.Equal(again, body) {
			t.Errorf("%s became %s, error %v", body, again, err)
		}
	})
}
