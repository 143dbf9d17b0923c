package check_test

import (
	"fmt"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/vpc"
)

func TestEnvMismatch(t *testing.T) {
	t.Parallel()
	const other = "0191dd2e-0000-7000-8000-0000000000a2"
	config := fmt.Sprintf(`{ "vpc_services": [{ "binding": "API", "service_id": %q }],
		"env": { "staging": { "vpc_services": [{ "binding": "API", "service_id": %q }] } } }`, serviceID, other)
	name, address := vpc.Host{Hostname: "api.internal.example.com"}, vpc.Host{IPv4: "10.0.0.5"}
	http := func(h vpc.Host, httpPort, httpsPort *int) vpc.Spec {
		return vpc.Spec{Type: vpc.TypeHTTP, Host: h, HTTPPort: httpPort, HTTPSPort: httpsPort}
	}
	tests := []struct {
		name       string
		top, stage vpc.Spec
		want       []string
	}{
		{"alike", http(name, new(80), nil), http(name, new(80), nil), nil},
		{"defaults are 80 and 443", http(name, nil, nil), http(name, new(80), new(443)), nil},
		{"another scheme", http(name, new(80), nil), http(name, nil, new(443)),
			[]string{`warning: service "stage" has https on port 443, but "top" of the top level has http on port 80 [env-mismatch]`}},
		{"one scheme more", http(name, nil, nil), http(name, new(80), nil),
			[]string{`warning: service "stage" has http on port 80, but "top" of the top level has http on port 80 and https on port 443 [env-mismatch]`}},
		{"another port", http(name, new(80), nil), http(name, new(8080), nil),
			[]string{`info: service "stage" has http on port 8080, but "top" of the top level has http on port 80 [env-mismatch]`}},
		{"another kind of host", http(name, new(80), nil), http(address, new(80), nil),
			[]string{`info: service "stage" has an IP address, but "top" of the top level has a hostname [env-mismatch]`}},
		{"no http service", http(name, new(80), nil), vpc.Spec{Type: vpc.TypeTCP, Host: address, TCPPort: new(5432)}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.top.Name, tt.stage.Name = "top", "stage"
			d := check.Directory{Services: []vpc.Service{{ID: serviceID, Spec: tt.top}, {ID: other, Spec: tt.stage}}}
			expect(t, lines(t, config, &d, "env-mismatch"), tt.want)
		})
	}
}
