package check_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// sourceFindings are those of a configuration whose main is the source, against
// these services, if any.
func sourceFindings(t *testing.T, config, text string, services ...vpc.Service) diag.Set {
	t.Helper()
	o := check.Options{Source: func(_, main string, _ source.Settings) *source.Worker {
		return source.Settings{}.ReadWorker(t.Context(), main, func(path string) ([]byte, error) {
			if path == main {
				return []byte(text), nil
			}
			return nil, fs.ErrNotExist
		})
	}}
	if len(services) > 0 {
		d := (&check.Directory{Services: services}).Index()
		o.Directory = func(string) *check.Directory { return d }
	}
	return fileFindings(t, "wrangler.jsonc", []byte(config), o)
}

const sourceConfig = `{ "main": "a.js", "vpc_services": [{ "binding": "API", "service_id": "` + serviceID + `" }] }`

func fetching(url string) string {
	return "export default { fetch(request, env) {\nreturn env.API.fetch(" + url + ") } };\n"
}

// A host that a bound service has is not to be asked without the binding.
func TestGlobalFetch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		host vpc.Host
		url  string
		want bool
	}{
		{vpc.Host{Hostname: "API.internal.example.com."}, "https://api.internal.example.com/users", true},
		{vpc.Host{Hostname: "api.internal.example.com"}, "http://example.com/users", false},
		{vpc.Host{IPv4: "10.0.0.5"}, "http://10.0.0.5:8080/", true},
		{vpc.Host{IPv4: "10.0.0.5", IPv6: "fd00::5"}, "http://[fd00:0::5]/", true},
		{vpc.Host{IPv4: "10.0.0.5"}, "http://10.0.0.6/", false},
		{vpc.Host{IPv4: "10.0.0.5"}, "http://api.internal.example.com/", false},
	} {
		c.host.TunnelID = tunnelID
		service := vpc.Service{ID: serviceID, Spec: vpc.Spec{Name: "api", Type: vpc.TypeHTTP, Host: c.host}}
		text := "export default { async fetch(request, env) {\n env.API;\n return fetch(\"" + c.url + "\") } };"
		if got := has(sourceFindings(t, sourceConfig, text, service), "global-fetch"); got != c.want {
			t.Errorf("fetch(%q) beside a service at %v: found %v", c.url, c.host, got)
		}
	}
}

// The table of what an URL may say, against what the service is.
func TestURLRules(t *testing.T) {
	t.Parallel()
	host := vpc.Host{Hostname: "API.internal.example.com.", TunnelID: tunnelID}
	address := vpc.Host{IPv4: "10.0.0.5", IPv6: "fd00::5", TunnelID: tunnelID}
	ca := &vpc.TLSSettings{CertVerificationMode: vpc.VerifyCA}
	for _, c := range []struct {
		name string
		spec vpc.Spec
		url  string
		want string
	}{
		{"right", vpc.Spec{Host: host, HTTPPort: new(8080)}, `"http://api.internal.example.com/"`, ""},
		{"another host over http", vpc.Spec{Host: host, HTTPPort: new(8080)}, `"http://shop/"`, ""},
		{"relative", vpc.Spec{Host: host, HTTPSPort: new(8443)}, `"/users"`,
			`relative-url error: fetch() of "API" is given "/users", which is no absolute URL; write the whole URL, such as "https://API.internal.example.com./users"`},
		{"relative, without a scheme", vpc.Spec{Host: host}, `"api:8080/users"`,
			`relative-url error: fetch() of "API" is given "api:8080/users", which is no absolute URL; write the whole URL, such as "http://api:8080/users"`},
		{"relative in part", vpc.Spec{Host: address}, "`/users/${request.url}`",
			`relative-url error: fetch() of "API" is given "/users/…", which is no absolute URL; write the whole URL, such as "http://10.0.0.5/users/"`},
		{"no URL", vpc.Spec{Host: host, HTTPSPort: new(8443)}, `"http://api:99999/"`,
			`relative-url error: fetch() of "API" is given "http://api:99999/", which is no valid URL; write the whole URL, such as "https://API.internal.example.com./"`},
		{"its port", vpc.Spec{Host: host, HTTPPort: new(8080)}, `"http://api:8080/"`,
			`url-port info: port 8080 in the URL is ignored: service "api" has it itself; leave it out: a change of the service would not change it here`},
		{"another port", vpc.Spec{Host: host, HTTPPort: new(8080)}, `"http://api:3000/"`,
			`url-port warning: port 3000 in the URL is ignored: service "api" is reached on 8080; leave the port out, or give the service this one: lariat vpc service update api --http-port 3000`},
		{"its port of the other scheme", vpc.Spec{Host: host, HTTPPort: new(8080), HTTPSPort: new(8443)}, `"https://api.internal.example.com:8080/"`,
			`url-port warning: port 8080 in the URL is ignored: service "api" is reached on 8443; leave the port out, or give the service this one: lariat vpc service update api --https-port 8080`},
		{"the port that neither has", vpc.Spec{Host: host}, `"http://api:8080/"`,
			`url-port warning: port 8080 in the URL is ignored: service "api" is reached on 80; leave the port out, or give the service this one: lariat vpc service update api --http-port 8080`},
		{"another scheme", vpc.Spec{Host: address, HTTPSPort: new(443)}, `"http://10.0.0.5:8080/"`,
			`url-scheme error: the URL begins with "http:", but service "api" has https on port 443 alone; write https://, or: lariat vpc service update api --http-port PORT`},
		{"no scheme of fetch", vpc.Spec{Host: address}, `"ws://10.0.0.5/"`,
			`url-scheme error: the URL begins with "ws:", but service "api" has http on port 80 and https on port 443 alone; write http://`},
		{"another host", vpc.Spec{Host: host}, `"https://api.example.com/"`,
			`url-host warning: the certificate has to name "api.example.com", which the URL has, but service "api" is "API.internal.example.com."; write https://API.internal.example.com., unless the certificate names the other`},
		{"its host", vpc.Spec{Host: host}, `"https://api.internal.EXAMPLE.com/"`, ""},
		{"another host, and nobody looks", vpc.Spec{Host: host, TLS: ca}, `"https://api.example.com/"`, ""},
		{"a name for an address", vpc.Spec{Host: address}, `"https://api.example.com/"`, ""},
		{"its address", vpc.Spec{Host: address}, `"https://[fd00:0::5]/"`,
			`url-host info: the certificate of service "api" has to name the address "fd00:0::5", which the URL has; write http://, or the hostname that the certificate names`},
		{"its address, and nobody looks", vpc.Spec{Host: address, TLS: ca}, `"https://10.0.0.5/"`, ""},
		{"its address, and https is all there is", vpc.Spec{Host: address, HTTPSPort: new(443)}, `"https://10.0.0.5/"`, ""},
		{"another address", vpc.Spec{Host: address}, `"https://10.0.0.6/"`,
			`url-host warning: the certificate has to name "10.0.0.6", which the URL has, but service "api" is "10.0.0.5,fd00::5"; write https://10.0.0.5, unless the certificate names the other`},
		{"not known", vpc.Spec{Host: host, HTTPPort: new(8080)}, "`${request.url}`", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.spec.Name, c.spec.Type = "api", vpc.TypeHTTP
			found := sourceFindings(t, sourceConfig, fetching(c.url), vpc.Service{ID: serviceID, Spec: c.spec})
			var got []string
			for _, f := range found {
				if f.Path == "a.js" {
					got = append(got, f.Rule+" "+f.Severity.String()+": "+f.Message+"; "+f.Hint)
					if len(f.Related) != 1 || f.Related[0].Path != "wrangler.jsonc" {
						t.Errorf("%s relates to %v", f, f.Related)
					}
				}
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

// What is said depends on what the binding is of.
func TestHintsOfCalls(t *testing.T) {
	t.Parallel()
	const network = `{ "main": "a.js", "vpc_networks": [{ "binding": "API", "network_id": "cf1:network" }] }`
	tcp := vpc.Service{ID: serviceID, Spec: vpc.Spec{Name: "db", Type: vpc.TypeTCP, TCPPort: new(5432), Host: vpc.Host{IPv4: "10.0.0.5"}}}
	for _, c := range []struct {
		config, call string
		services     []vpc.Service
		want         string
	}{
		{sourceConfig, `fetch("/x")`, nil, `write the whole URL: http:// or https://, the host of the service, and "/x"`},
		{network, `fetch("/x")`, nil, `write the whole URL: http:// or https://, a host of the network, and "/x"`},
		{network, `fetch("http://")`, nil, `write the whole URL: http:// or https://, a host of the network, and "/"`},
		{sourceConfig, `connect("h:1")`, nil, "bind a network in vpc_networks, or use fetch()"},
		{sourceConfig, `connect("h:1")`, []vpc.Service{tcp}, "bind a network in vpc_networks, or reach the service through Hyperdrive"},
	} {
		text := "export default { fetch(request, env) {\nreturn env.API." + c.call + " } };"
		var got []string
		for _, f := range sourceFindings(t, c.config, text, c.services...) {
			if f.Path == "a.js" {
				got = append(got, f.Hint)
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: got %q, want %q", c.call, got, c.want)
		}
	}
}

// Of what may be one of two bindings it is told what is wrong for both.
func TestEitherBinding(t *testing.T) {
	t.Parallel()
	const other = "0191dd2e-0000-7000-8000-00000000000b"
	service := func(id, name string, http, https *int) vpc.Service {
		host := vpc.Host{Hostname: name + ".internal.example.com", TunnelID: tunnelID}
		return vpc.Service{ID: id, Spec: vpc.Spec{Name: name, Type: vpc.TypeHTTP, Host: host, HTTPPort: http, HTTPSPort: https}}
	}
	const config = `{ "main": "a.js", "vpc_services": [{ "binding": "API", "service_id": "` + serviceID + `" },
		{ "binding": "SEC", "service_id": "` + other + `" }] }`
	for _, c := range []struct{ url, want string }{
		{`"http://api.internal.example.com:8080/"`, ""},
		{`"https://sec.internal.example.com/"`, ""},
		{`"https://shop.example.com/"`, "url-host 2:46"},
		{`"ws://api.internal.example.com/"`, "url-scheme 2:46"},
		{`"/users"`, "relative-url 2:46"},
	} {
		text := "export default { fetch(request, env) {\nreturn (request.x ? env.API : env.SEC).fetch(" + c.url + ") } };"
		var got []string
		for _, f := range sourceFindings(t, config, text, service(serviceID, "api", new(8080), nil), service(other, "sec", nil, new(8443))) {
			if f.Path == "a.js" {
				got = append(got, f.Rule+" "+f.Range.Start.String())
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("fetch(%s) of either: got %q, want %q", c.url, got, c.want)
		}
	}
}

// Which bindings there are, and which the source uses.
func TestBindingsOfSources(t *testing.T) {
	t.Parallel()
	const networks = `{ "main": "a.js", "vpc_networks": [{ "binding": "NET", "network_id": "cf1:network" }] }`
	const handler = "export default { fetch(request, env) {\n"
	for _, c := range []struct{ name, config, text, want string }{
		{"connect on a network", networks, handler + `env.NET.connect("h:1") } };`, ""},
		{"relative on a network", networks, handler + `env.NET.fetch("/x") } };`, "relative-url 2:15"},
		{"connect on a service", sourceConfig, handler + `env.API.connect("h:1") } };`, "connect-http 2:17"},
		{"relative for one alone", sourceConfig, handler + `return (request.x ? env.API : env.MOCK).fetch("/x") } };`, ""},
		{"of a name that is not there", sourceConfig, handler + `env.API; env.APP.fetch("http://h") } };`, "unconfigured-binding 2:24"},
		{"of a name that may be there", sourceConfig, handler + `env.API; env.APP?.fetch("http://h") } };`, ""},
		{"of a name that may be another", sourceConfig, handler + `(env.MOCK ?? env.API).fetch("http://h") } };`, ""},
		{"a name of a kind to come", `{ "main": "a.js", "new_things": [{ "label": "APP" }] }`, handler + `env.APP.fetch("http://h") } };`, ""},
		{"a secret", `{ "main": "a.js" }`, handler + `env.TOKEN.length } };`, ""},
		{"unused", sourceConfig, handler + `} };`, "unused-binding 1:49"},
		{"used by name alone", sourceConfig, handler + `return call(env.API) } };`, ""},
		{"who knows", sourceConfig, handler + `return call(env) } };`, ""},
		{"one name, two bindings", `{ "main": "a.js", "vars": { "API": "" }, "vpc_services": [{ "binding": "API", "service_id": "` + serviceID + `" }] }`,
			handler + `return env.API.fetch("/x") } };`, ""},
		{"by environment", `{ "main": "a.js", "env": { "x": { "vpc_services": [{ "binding": "API", "service_id": "` + serviceID + `" }] } } }`,
			handler + `return env.API.fetch("/x") } };`, "relative-url 2:22"},
		{"no main", `{ "vpc_services": [{ "binding": "API", "service_id": "` + serviceID + `" }] }`, handler + `} };`, ""},
		{"what does not parse", sourceConfig, handler, "unreadable-source 2:1"},
		{"what imports nothing", sourceConfig, "import './b'; " + handler + "} };", "unreadable-source 1:8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, f := range sourceFindings(t, c.config, c.text) {
				if slices.Contains([]string{"relative-url", "connect-http", "unconfigured-binding", "unused-binding", "unreadable-source"}, f.Rule) {
					got = append(got, f.Rule+" "+f.Range.Start.String())
				}
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// What a comment in a source suppresses, by where it stands.
func TestIgnoreInSources(t *testing.T) {
	t.Parallel()
	const ignore = "lariat-ignore relative-url: the test says so"
	for _, c := range []struct {
		name, text string
		suppressed bool
	}{
		{"none", fetching(`"/x"`), false},
		{"behind it", "export default { fetch(r, env) {\nreturn env.API.fetch('/x') // " + ignore + "\n} };", true},
		{"above", "export default { fetch(r, env) {\n  // " + ignore + "\n  // more\n  return env.API.fetch('/x')\n} };", true},
		{"above, CRLF", "export default { fetch(r, env) {\r\n  // " + ignore + "\r\n  return env.API.fetch('/x')\r\n} };", true},
		{"block above", "export default { fetch(r, env) {\n  /*\n   * " + ignore + "\n   */\n  return env.API.fetch('/x')\n} };", true},
		{"block before it", "export default { fetch(r, env) {\n  return /* " + ignore + " */ env.API.fetch('/x')\n} };", true},
		{"above a call of several lines", "export default { fetch(r, env) {\n  // " + ignore + "\n  return env.API.fetch(\n    '/x',\n    {},\n  )\n} };", true},
		{"above the statement of one", "export default { async fetch(r, env) {\n  // " + ignore + "\n  const [a] = await Promise.all([\n    env.API.fetch(\n    '/x')]);\n  return a\n} };", true},
		{"above one in a statement", "export default { async fetch(r, env) {\n  const [a] = await Promise.all([\n    // " + ignore + "\n    env.API.fetch(\n    '/x')]);\n  return a\n} };", true},
		{"above a function of one", "export default {\n  // " + ignore + "\n  fetch: (r, env) => env.API.fetch(\n    '/x',\n  ),\n};", true},
		{"behind the parenthesis", "export default { fetch(r, env) {\n  return env.API.fetch( // " + ignore + "\n    '/x',\n  )\n} };", true},
		{"above a chain", "export default { fetch(r, env) {\n  // " + ignore + "\n  return env\n    .API\n    .fetch('/x')\n    .then((r) => r);\n} };", true},
		{"above another statement", "export default { fetch(r, env) {\n  // " + ignore + "\n  if (r) {\n    return env.API.fetch(\n      '/x')\n  }\n} };", false},
		{"above the function", "// " + ignore + "\nexport default { fetch(r, env) {\n  return env.API.fetch('/x')\n} };", false},
		{"too far above", "// " + ignore + "\n\nexport default { fetch(r, env) {\n  return env.API.fetch('/x')\n} };", false},
		{"in the line above", "export default { fetch(r, env) { // " + ignore + "\n  return env.API.fetch('/x')\n} };", false},
		{"another rule", "export default { fetch(r, env) {\n  // lariat-ignore url-port: no\n  return env.API.fetch('/x')\n} };", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			found := sourceFindings(t, sourceConfig, c.text)
			if has(found, "relative-url") == c.suppressed {
				t.Errorf("suppressed: %v, want %v in\n%s\n%v", !c.suppressed, c.suppressed, c.text, found)
			}
			unused := strings.Contains(c.text, ignore) && !c.suppressed
			if has(found, "unused-ignore") != unused {
				t.Errorf("unused: want %v: %v", unused, found)
			}
		})
	}
}
