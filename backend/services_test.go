package backend_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The replies are those of facts/cloudflare-api.md 0 and 1, byte for byte but
// for ids and times.
func TestServiceReplies(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	tunnel := a.tunnelID()
	const ok = `,"success":true,"errors":[],"messages":[]}`
	for _, tt := range []struct{ name, body, want string }{
		{
			"ipv4", a.httpService("n"),
			`{"result":{"service_id":"UUIDv7","type":"http","name":"n","http_port":18080,"https_port":null,` +
				`"host":{"ipv4":"127.0.0.1","ipv6":null,"hostname":null,"network":{"tunnel_id":"UUIDv4"},` +
				`"resolver_network":null},"created_at":"SECONDS","updated_at":"SECONDS"}` + ok,
		},
		{
			"hostname is lower-cased, resolver_ips kept",
			`{"name":"h","type":"http","host":{"hostname":"API.Internal","resolver_network":{"tunnel_id":"` + tunnel +
				`","resolver_ips":["10.0.0.53"]}}}`,
			`{"result":{"service_id":"UUIDv7","type":"http","name":"h","http_port":null,"https_port":null,` +
				`"host":{"ipv4":null,"ipv6":null,"hostname":"api.internal","network":null,"resolver_network":` +
				`{"tunnel_id":"UUIDv4","resolver_ips":["10.0.0.53"]}},"created_at":"SECONDS","updated_at":"SECONDS"}` + ok,
		},
		{
			"tcp with TLS settings",
			`{"name":"db","type":"tcp","tcp_port":5432,"app_protocol":"postgresql","host":{"ipv4":"10.0.0.9","ipv6":"fd00::9",` +
				`"network":{"tunnel_id":"` + tunnel + `"}},"tls_settings":{"cert_verification_mode":"verify_ca"}}`,
			`{"result":{"service_id":"UUIDv7","type":"tcp","name":"db","tcp_port":5432,"app_protocol":"postgresql",` +
				`"host":{"ipv4":"10.0.0.9","ipv6":"fd00::9","hostname":null,"network":{"tunnel_id":"UUIDv4"},` +
				`"resolver_network":null},"tls_settings":{"cert_verification_mode":"verify_ca"},` +
				`"created_at":"SECONDS","updated_at":"SECONDS"}` + ok,
		},
	} {
		status, body := a.do("POST", services, tt.body)
		wantReply(t, status, body, http.StatusOK, tt.want)
	}
}

func serviceID(t *testing.T, body string) string {
	t.Helper()
	m := regexp.MustCompile(`"service_id":"([^"]+)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no service_id in %s", body)
	}
	return m[1]
}

// PUT keeps the id, drops what is omitted and resets created_at; DELETE answers
// null (facts/cloudflare-api.md 0.6 and 0.7).
func TestServiceLife(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, body := a.do("POST", services, a.httpService("one"))
	id := serviceID(t, body)
	status, body := a.do("PUT", services+"/"+id, strings.Replace(a.httpService("two"), `,"http_port":18080`, "", 1))
	if status != http.StatusOK || serviceID(t, body) != id || !strings.Contains(body, `"http_port":null`) {
		t.Errorf("PUT: %d %s", status, body)
	}
	times := regexp.MustCompile(`"(?:created|updated)_at":"([^"]+)"`).FindAllStringSubmatch(body, -1)
	if len(times) != 2 || times[0][1] != times[1][1] {
		t.Errorf("created_at and updated_at differ after PUT: %s", body)
	}
	status, body = a.do("DELETE", services+"/"+id, "")
	wantReply(t, status, body, http.StatusOK, `{"result":null,"success":true,"errors":[],"messages":[]}`)
	status, body = a.do("GET", services+"/"+id, "")
	wantReply(t, status, body, http.StatusNotFound, `{"result":null,"success":false,"errors":[{"code":5104,`+
		`"message":"Service (ID: \"UUIDv7\") not found"}],"messages":[]}`)
}

// facts/cloudflare-api.md 1.5; all but the first three are ours, see UNKNOWNS.md.
func TestServiceErrors(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.do("POST", services, a.httpService("taken"))
	good := a.httpService("x")
	host := func(fields string) string { return `{"name":"x","type":"http","host":{` + fields + `}}` }
	const end = "END" // the column after the body's last character
	missing := func(field string) string {
		return "invalid json: bad json data: missing field `" + field + "` at line 1 column " + end
	}
	for _, tt := range []struct {
		name, body string
		code       int
		msg        string
	}{
		{"duplicate", a.httpService("taken"), 5101, "request contained invalid parameters: Service name 'taken' already exists"},
		{"unknown tunnel", strings.Replace(good, a.tunnelID(), "5456b9ca-8b73-4b44-93df-67ad7acc8e2c", 1), 5101,
			"request contained invalid parameters: Tunnel ID Not Found"},
		{"no host", `{"name":"flare-spike-vpc-7","type":"http"}`, 5102,
			"invalid json: bad json data: missing field `host` at line 1 column 42"},
		{"syntax", `{"name":`, 5102, "invalid json: bad json data: unexpected end of JSON input at line 1 column 8"},
		{"port 0", strings.Replace(good, "18080", "0", 1), 5101,
			"request contained invalid parameters: http_port: 0 is not a port (1 to 65535)"},
		{"port 70000", strings.Replace(good, "18080", "70000", 1), 5101,
			"request contained invalid parameters: http_port: 70000 is not a port (1 to 65535)"},
		{"port 80.5", strings.Replace(good, "18080", "80.5", 1), 5102,
			fmt.Sprintf("invalid json: bad json data: invalid type: number 80.5 for `http_port` at line 1 column %d", len(good)-1)},
		{"unknown type", strings.Replace(good, `"type":"http"`, `"type":"udp"`, 1), 5101,
			`request contained invalid parameters: type: "udp" is none of http, tcp`},
		{"address under resolver_network", strings.Replace(good, `"network"`, `"resolver_network"`, 1), 5101,
			"request contained invalid parameters: host.resolver_network: goes with a hostname; an IP address takes network"},
		{"hostname under network", strings.Replace(good, `"ipv4":"127.0.0.1"`, `"hostname":"a.b"`, 1), 5101,
			"request contained invalid parameters: host.network: goes with an IP address; a hostname takes resolver_network"},
		{"null", "null", 5102, "invalid json: bad json data: missing field `type` at line 1 column 4"},
		{"no object", "[]", 5102, "invalid json: bad json data: invalid type: array, expected an object at line 1 column 2"},
		{"text", `"a"`, 5102, "invalid json: bad json data: invalid type: string, expected an object at line 1 column 3"},
		{"nothing", "", 5102, "invalid json: bad json data: unexpected end of JSON input at line 1 column 0"},
		{"two values", good + "\n {}", 5102,
			"invalid json: bad json data: invalid character '{' after top-level value at line 2 column 2"},
		{"not UTF-8", strings.Replace(good, `"x"`, "\"\xff\"", 1), 5102,
			fmt.Sprintf("invalid json: bad json data: invalid unicode code point at line 1 column %d", len(good))},
		{"control characters", strings.Replace(good, `"x"`, `"a\u001b[2J"`, 1), 5101,
			`request contained invalid parameters: name: "a\x1b[2J" contains control or invisible characters`},
		{"TLS without a mode", strings.Replace(good, `"http_port"`, `"tls_settings":{},"http_port"`, 1), 5102, missing("cert_verification_mode")},
		{"a null name", strings.Replace(good, `"x"`, `null`, 1), 5102, missing("name")},
		{"a null host", `{"name":"x","type":"http","host":null}`, 5102, missing("host")},
		{"an address alone", host(`"ipv4":"10.0.0.1"`), 5102, missing("network")},
		{"a hostname alone", host(`"hostname":"a.b"`), 5102, missing("resolver_network")},
		{"no tunnel of an address", host(`"ipv4":"10.0.0.1","network":{}`), 5102, missing("tunnel_id")},
		{"no tunnel of a hostname", host(`"hostname":"a.b","resolver_network":{"tunnel_id":null}`), 5102, missing("tunnel_id")},
		{"a network alone", host(`"network":{"tunnel_id":"` + a.tunnelID() + `"}`), 5101,
			"request contained invalid parameters: host: needs a hostname, an IPv4 address or an IPv6 address"},
		{"a tunnel's name for an address", host(`"ipv4":"10.0.0.1","network":{"tunnel_id":"nope"}`), 5101,
			`request contained invalid parameters: host.network.tunnel_id: "nope" is not a UUID`},
		{"a tunnel's name and no resolver", host(`"hostname":"a.b","resolver_network":{"tunnel_id":"nope","resolver_ips":["dns"]}`), 5101,
			`request contained invalid parameters: host.resolver_network.tunnel_id: "nope" is not a UUID; ` +
				`host.resolver_network.resolver_ips: "dns" is not an IP address (no port, no name)`},
		{"a hostname that DNS cannot hold", strings.Replace(good, `"ipv4":"127.0.0.1","network"`, `"hostname":"a b","resolver_network"`, 1), 5101,
			`request contained invalid parameters: host.hostname: "a b" contains white space`},
		{"a port of the other type", strings.Replace(good, `"http_port"`, `"tcp_port":1,"http_port"`, 1), 5101,
			"request contained invalid parameters: tcp_port: does not apply to an http service"},
		{"a certificate's name", strings.Replace(good, `"http_port"`,
			`"tls_settings":{"cert_verification_mode":"verify_ca","certificate_authority":"mine"},"http_port"`, 1), 5101,
			`request contained invalid parameters: tls_settings.certificate_authority: "mine" is not a UUID`},
		{"mixed host", strings.Replace(good, `"ipv4"`, `"hostname":"a.b","ipv4"`, 1), 5101,
			"request contained invalid parameters: host: takes a hostname or IP addresses, not both"},
	} {
		status, body := a.do("POST", services, tt.body)
		want := fmt.Sprintf(`{"result":null,"success":false,"errors":[{"code":%d,"message":%s}],"messages":[]}`,
			tt.code, jsonString(strings.Replace(tt.msg, end, strconv.Itoa(len(tt.body)), 1)))
		if status != http.StatusBadRequest || body != want {
			t.Errorf("%s: %d\n got %s\nwant %s", tt.name, status, body, want)
		}
	}
}

func jsonString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// What a client of the documentation or Wrangler may send besides.
func TestServiceAccepts(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	good := a.httpService("x")
	swap := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(good) }
	for i, tt := range []struct{ name, body, want string }{
		{"NaN of Wrangler (facts/wrangler.md 4.3)", swap("18080", "null"), `"http_port":null`},
		{"a reply sent back", swap(`"ipv4"`, `"hostname":null,"ipv6":null,"resolver_network":null,"ipv4"`), `"hostname":null`},
		{"unknown keys", swap(`"http_port"`, `"later":{"a":[1]},"http_port"`), `"http_port":18080`},
		{"addresses are kept as sent", swap(`"ipv4":"127.0.0.1"`, `"ipv6":"2001:DB8::0:1"`), `"ipv6":"2001:DB8::0:1"`},
		{"names are kept as sent", swap(`"x"`, `"<R&D> \u00fc"`), `"name":"<R&D> ü"`},
		{"an address as a hostname (facts/cloudflare-api.md 1.3)", swap(`"ipv4":"127.0.0.1","network"`,
			`"hostname":"127.0.0.1","resolver_network"`), `"hostname":"127.0.0.1"`},
		{"an IPv6 address as a hostname", swap(`"ipv4":"127.0.0.1","network"`, `"hostname":"::1","resolver_network"`), `"hostname":"::1"`},
		{"a CA that is not used", swap(`"http_port"`, `"tls_settings":{"cert_verification_mode":"disabled",`+
			`"certificate_authority":"11111111-2222-4333-8444-555555555555"},"http_port"`),
			`"tls_settings":{"cert_verification_mode":"disabled","certificate_authority":"11111111-2222-4333-8444-555555555555"}`},
		{"custom CA (facts/wrangler.md 4.3)", swap(`"http_port"`, `"tls_settings":{"cert_verification_mode":"verify_ca",`+
			`"certificate_authority":"11111111-2222-4333-8444-555555555555"},"http_port"`),
			`"tls_settings":{"cert_verification_mode":"verify_ca","certificate_authority":"11111111-2222-4333-8444-555555555555"}`},
	} {
		body := strings.Replace(tt.body, `"x"`, fmt.Sprintf(`"x%d"`, i), 1)
		if status, reply := a.do("POST", services, body); status != http.StatusOK || !strings.Contains(reply, tt.want) {
			t.Errorf("%s: %d %s, want %s", tt.name, status, reply, tt.want)
		}
	}
}

// Names are unique on PUT, too; a service may keep its own.
func TestServicePutConflict(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, body := a.do("POST", services, a.httpService("one"))
	id := serviceID(t, body)
	a.do("POST", services, a.httpService("two"))
	status, body := a.do("PUT", services+"/"+id, a.httpService("two"))
	if status != http.StatusBadRequest || !strings.Contains(body, "Service name 'two' already exists") {
		t.Errorf("taken name: %d %s", status, body)
	}
	if status, body = a.do("PUT", services+"/"+strings.ToUpper(id), a.httpService("one")); status != http.StatusOK ||
		serviceID(t, body) != id {
		t.Errorf("own name: %d %s", status, body)
	}
	for _, method := range []string{"PUT", "DELETE", "GET"} {
		status, body = a.do(method, services+"/..%2F..%2F"+id, a.httpService("three"))
		if status != http.StatusNotFound || !strings.Contains(body, `Service (ID: \"../../`) {
			t.Errorf("%s of an id with slashes: %d %s", method, status, body)
		}
	}
}

func TestServicePages(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for i := range 5 {
		a.do("POST", services, a.httpService(fmt.Sprint("s", i)))
	}
	a.do("POST", services, `{"name":"t","type":"tcp","tcp_port":1,"host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"`+a.tunnelID()+`"}}}`)
	for query, want := range map[string]int{
		"": 6, "?page=1": 6, "?page=2": 0, "?per_page=4": 4, "?per_page=4&page=2": 2, "?type=tcp": 1, "?type=http": 5,
	} {
		status, body := a.do("GET", services+query, "")
		if got := strings.Count(body, "service_id"); status != http.StatusOK || got != want {
			t.Errorf("%q: %d services, want %d (%d)", query, got, want, status)
		}
		if strings.Contains(body, "result_info") {
			t.Errorf("%q: has result_info (facts/cloudflare-api.md 0.2)", query)
		}
	}
	for _, query := range []string{"?type=udp", "?page=0", "?per_page=1001", "?page=x"} {
		if status, body := a.do("GET", services+query, ""); status != http.StatusBadRequest {
			t.Errorf("%q: %d %s", query, status, body)
		}
	}
}

// 1000 services an account (facts/cloudflare-api.md 1.6).
func TestServiceLimit(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	body := a.httpService("NAME")
	for i := range 1000 {
		if status, reply := a.do("POST", services, strings.Replace(body, "NAME", fmt.Sprint("s", i), 1)); status != 200 {
			t.Fatalf("service %d: %s", i, reply)
		}
	}
	status, reply := a.do("POST", services, body)
	if status != http.StatusBadRequest || !strings.Contains(reply, "limit of 1000 services") {
		t.Errorf("1001st: %d %s", status, reply)
	}
}

func FuzzServiceBody(f *testing.F) {
	f.Add(`{"name":"n","type":"http","host":{"hostname":"a.b","resolver_network":{"tunnel_id":"x"}}}`)
	f.Add(`{"name":"n","type":"tcp","host":null}`)
	f.Add(`[`)
	shared := newAPI(f)
	f.Fuzz(func(t *testing.T, body string) {
		a := &api{t: t, store: shared.store, rt: shared.rt, token: shared.token}
		status, reply := a.do("POST", services, body)
		if status >= 500 {
			t.Errorf("%q: %d %s", body, status, reply)
		}
	})
}
