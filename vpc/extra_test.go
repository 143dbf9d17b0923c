package vpc_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/lariat-cli/lariat/vpc"
)

// grown is a reply of an API that has learnt since.
const grown = `{"service_id":"x","type":"http","name":"n","http_port":80,"description":"a < b","nothing":null,` +
	`"host":{"hostname":"h","dns":{"ttl": 5},"resolver_network":{"tunnel_id":"` + tunnel + `","dot":true}},` +
	`"tls_settings":{"cert_verification_mode":"verify_ca","sni":"s"},` + stamps

func readGrown(t *testing.T) vpc.Spec {
	t.Helper()
	var s vpc.Service
	if err := json.Unmarshal([]byte(grown), &s); err != nil {
		t.Fatal(err)
	}
	return s.Spec
}

// What is read is sent back, but for what belongs to something that is gone.
func TestExtraIsSentBack(t *testing.T) {
	t.Parallel()
	const (
		head  = `{"name":"n","type":"http","host":{`
		host  = `"hostname":"h","resolver_network":{"tunnel_id":"` + tunnel + `","dot":true},"dns":{"ttl":5}}`
		v4    = `"ipv4":"10.0.0.1","network":{"tunnel_id":"` + tunnel + `"},"dns":{"ttl":5}}`
		tls   = `,"tls_settings":{"cert_verification_mode":"verify_ca","sni":"s"}`
		about = `,"description":"a < b"}`
	)
	tests := []struct {
		name    string
		change  func(*vpc.Spec)
		want    string
		changes []vpc.Change
	}{
		{"nothing changes", func(*vpc.Spec) {}, head + host + `,"http_port":80` + tls + about, nil},
		{"a port", func(s *vpc.Spec) { s.HTTPPort = new(81) }, head + host + `,"http_port":81` + tls + about,
			[]vpc.Change{{Field: "http_port", Old: "80", New: "81"}}},
		{"another kind of host", func(s *vpc.Spec) { s.Host.Hostname, s.Host.IPv4 = "", "10.0.0.1" },
			head + v4 + `,"http_port":80` + tls + about,
			[]vpc.Change{{Field: "hostname", Old: "h"}, {Field: "ipv4", New: "10.0.0.1"}, {Field: "host.resolver_network.dot", Old: "true"}}},
		{"no TLS settings", func(s *vpc.Spec) { *s, _ = s.Clear("cert_verification_mode") },
			head + host + `,"http_port":80` + about,
			[]vpc.Change{{Field: "cert_verification_mode", Old: "verify_ca"}, {Field: "tls_settings.sni", Old: `"s"`}}},
		{"no extra", func(s *vpc.Spec) { s.Extra = nil; s.TLS = nil },
			head + `"hostname":"h","resolver_network":{"tunnel_id":"` + tunnel + `"}},"http_port":80}`,
			[]vpc.Change{{Field: "cert_verification_mode", Old: "verify_ca"}, {Field: "description", Old: `"a < b"`},
				{Field: "host.dns", Old: `{"ttl":5}`}, {Field: "host.resolver_network.dot", Old: "true"}, {Field: "tls_settings.sni", Old: `"s"`}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before, after := readGrown(t), readGrown(t)
			tt.change(&after)
			if got, err := after.MarshalJSON(); err != nil || string(got) != tt.want {
				t.Errorf("sent\n%s\nwant\n%s (error %v)", got, tt.want, err)
			}
			if got := vpc.Diff(before, after); !reflect.DeepEqual(got, tt.changes) {
				t.Errorf("changes %+v, want %+v", got, tt.changes)
			}
		})
	}
}

// A request body is read as a server reads it: what it does not know is not kept.
func TestExtraIsNotInABody(t *testing.T) {
	t.Parallel()
	var s vpc.Spec
	if err := json.Unmarshal([]byte(grown), &s); err != nil || s.Extra != nil {
		t.Errorf("kept %v, error %v", s.Extra, err)
	}
}

// The case of a known name does not matter to package json, so it is no new name.
func TestExtraKnowsAnyCase(t *testing.T) {
	t.Parallel()
	var s vpc.Service
	if err := json.Unmarshal([]byte(`{"NAME":"n","Host":{"IPv4":"10.0.0.1","x":1}}`), &s); err != nil {
		t.Fatal(err)
	}
	want := vpc.Extra{{Object: "host", Name: "x"}: json.RawMessage("1")}
	if s.Name != "n" || !reflect.DeepEqual(s.Extra, want) {
		t.Errorf("%+v", s)
	}
}
