package commands_test

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// classicProject works.
const classicProject = `
-- wrangler.jsonc --
{
  "name": "shop",
  "main": "src/index.js",
  "vpc_services": [{ "binding": "API", "remote": true, "service_id": "0191dd2e-0000-7000-8000-0000000000a1" }]
}
-- src/index.js --
export default {
  async fetch(request, env) {
    return env.API.fetch("http://api.corp.internal/users");
  },
};
-- config.yml --
tunnel: office
protocol: quic
-- directory.json --
{
  "services": [{
    "service_id": "0191dd2e-0000-7000-8000-0000000000a1", "name": "api", "type": "http", "http_port": 8080,
    "host": { "hostname": "api.corp.internal", "resolver_network": { "tunnel_id": "5456b9ca-8b73-4b44-93df-000000000001" } }
  }],
  "tunnels": [{
    "id": "5456b9ca-8b73-4b44-93df-000000000001", "name": "office", "status": "healthy",
    "connectors": [{ "id": "a", "version": "2026.9.1" }, { "id": "b", "version": "2026.9.1" }]
  }]
}
`

// The failures that people meet most often with Workers VPC: each is one change
// to a project that works, and is all that is found in it, where it is.
func TestClassicFailures(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, old, broken string // the change
		want              string // how the finding begins
	}{
		{"none", "", "", ""},
		{"cloudflared is too old", "2026.9.1", "2025.6.1",
			`wrangler.jsonc:4:70: error: tunnel "office" of service "api" runs cloudflared "2025.6.1", which cannot resolve`},
		{"cloudflared is on http2", "quic", "http2", `config.yml:2:11: warning: cloudflared is told to use "http2"`},
		{"a public host name is used", "api.corp.internal", "api.shop.workers.dev",
			`wrangler.jsonc:4:70: warning: service "api" behind tunnel "office" has the public hostname "api.shop.workers.dev"`},
		{"the binding is passed by", "return env.API.fetch(", "await env.API;\n    return fetch(",
			`src/index.js:4:18: warning: fetch() asks the Internet for "api.corp.internal", and not service "api"`},
		{"the port in fetch()", ".internal/users", ".internal:3000/users",
			`src/index.js:3:26: warning: port 3000 in the URL is ignored: service "api" is reached on 8080`},
		{"a relative URL", "http://api.corp.internal/users", "/users",
			`src/index.js:3:26: error: fetch() of "API" is given "/users", which is no absolute URL`},
		{"a wrong service id", `"remote": true, "service_id": "0191dd2e`, `"remote": true, "service_id": "1091dd2e`,
			`wrangler.jsonc:4:70: error: the account has no service with the id "1091dd2e-`},
		{"a wrong tunnel id", `"id": "5456b9ca`, `"id": "5546b9ca`,
			`wrangler.jsonc:4:70: error: tunnel "5456b9ca-8b73-4b44-93df-000000000001" of service "api" does not exist`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			host := world(t, nil)
			broken := strings.ReplaceAll(classicProject, tt.old, tt.broken)
			if err := txtar.Write(txtar.Parse([]byte(broken)), host.Dir); err != nil {
				t.Fatal(err)
			}
			code, findings := 3, 1
			if tt.want == "" {
				code, findings = 0, 0
			}
			streams, out, errs := term.Buffers("", false, 80)
			got := commands.Run(t.Context(), strings.Fields("check --directory directory.json --fail-on info"), streams, host)
			if got != code || strings.Count(out.String(), "\n  hint: ") != findings || !strings.HasPrefix(out.String(), tt.want) {
				t.Errorf("exit code %d\n%s%s\nwant code %d and\n%s", got, out, errs, code, tt.want)
			}
		})
	}
}
