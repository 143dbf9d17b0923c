package e2e

import (
	"strings"
	"testing"
)

// Ids that the table below names: CA and CERT stand for uploaded certificates.
const (
	certificateAuthority = "11111111-1111-4111-8111-111111111111"
	clientCertificate    = "22222222-2222-4222-8222-222222222222"
)

// bodyCase is one line of the table of what Wrangler sends for its flags
// (facts/wrangler.md 4.3). A script that was written for Wrangler has to work
// with lariat: the same flags send the same body, except where Wrangler's is a
// defect.
type bodyCase struct {
	row  string // its number in the facts
	args string // after `vpc service create n`; TUNNEL, CA and CERT are replaced
	body string // what Wrangler sends, byte for byte; "" means that it refuses
	fate fate   // what the backend makes of it

	// lariat is set where lariat does better.
	lariat *departure
}

// fate is what becomes of a body that was sent.
type fate int

const (
	accepted fate = iota // the default
	refused              // by the API
)

// departure is where lariat does not do as Wrangler does.
type departure struct {
	why  string
	body string // "" means that it refuses before anything is sent
	exit int
}

const usageError = 2 // of lariat's exit codes; Wrangler knows only 0 and 1

var bodyCases = []bodyCase{
	{row: "1", args: "--type http --tunnel-id TUNNEL --hostname api.internal",
		body: `{"name":"n","type":"http","host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"TUNNEL"}}}`},
	{row: "2", args: "--type http --tunnel-id TUNNEL --hostname api.internal --resolver-ips 10.0.0.53,_10.0.0.54,",
		body: `{"name":"n","type":"http","host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"TUNNEL",` +
			`"resolver_ips":["10.0.0.53","10.0.0.54"]}}}`},
	{row: "3", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1",
		body: `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"TUNNEL"}}}`},
	{row: "4", args: "--type http --tunnel-id TUNNEL --ipv6 2001:db8::1",
		body: `{"name":"n","type":"http","host":{"ipv6":"2001:db8::1","network":{"tunnel_id":"TUNNEL"}}}`},
	{row: "5", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --ipv6 2001:db8::1",
		lariat: &departure{why: "the API takes dual stack",
			body: `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","ipv6":"2001:db8::1","network":{"tunnel_id":"TUNNEL"}}}`}},
	{row: "6", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --http-port 8080 --https-port 8443",
		body: `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"TUNNEL"}},` +
			`"http_port":8080,"https_port":8443}`},
	{row: "7, one port", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --https-port 8443",
		body: `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"TUNNEL"}},"https_port":8443}`},
	{row: "8, zero", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --http-port 0",
		body: `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"TUNNEL"}},"http_port":0}`, fate: refused,
		lariat: &departure{why: "a port is 1 to 65535", exit: usageError}},
	{row: "8, too large", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --http-port 70000",
		body: `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"TUNNEL"}},"http_port":70000}`, fate: refused,
		lariat: &departure{why: "a port is 1 to 65535", exit: usageError}},
	{row: "8, a fraction", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --http-port 80.5",
		body: `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"TUNNEL"}},"http_port":80.5}`, fate: refused,
		lariat: &departure{why: "a port is a whole number", exit: usageError}},
	{row: "9", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --http-port abc",
		body:   `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"TUNNEL"}},"http_port":null}`,
		lariat: &departure{why: "a port that is no number must not become no port", exit: usageError}},
	{row: "10", args: "--type tcp --tunnel-id TUNNEL --ipv4 10.0.0.9"},
	{row: "11", args: "--type tcp --tunnel-id TUNNEL --hostname db --tcp-port 5432",
		body: `{"name":"n","type":"tcp","host":{"hostname":"db","resolver_network":{"tunnel_id":"TUNNEL"}},"tcp_port":5432}`},
	{row: "12", args: "--type tcp --tunnel-id TUNNEL --hostname db.internal:5432",
		body: `{"name":"n","type":"tcp","host":{"hostname":"db.internal","resolver_network":{"tunnel_id":"TUNNEL"}},` +
			`"tcp_port":5432}`},
	{row: "13", args: "--type tcp --tunnel-id TUNNEL --hostname db.internal:5432 --tcp-port 5433"},
	{row: "14", args: "--type tcp --tunnel-id TUNNEL --ipv4 10.0.0.9 --tcp-port 5432 --app-protocol postgresql",
		body: `{"name":"n","type":"tcp","host":{"ipv4":"10.0.0.9","network":{"tunnel_id":"TUNNEL"}},` +
			`"tcp_port":5432,"app_protocol":"postgresql"}`},
	{row: "15", args: "--type tcp --tunnel-id TUNNEL --ipv4 10.0.0.9 --tcp-port 5432 --app-protocol redis"},
	{row: "16", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --tcp-port 1",
		body:   `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"TUNNEL"}}}`,
		lariat: &departure{why: "a flag that does not apply must not be dropped", exit: usageError}},
	{row: "17", args: "--type http --tunnel-id TUNNEL --hostname _API.Internal._",
		body: `{"name":"n","type":"http","host":{"hostname":" API.Internal. ","resolver_network":{"tunnel_id":"TUNNEL"}}}`,
		lariat: &departure{why: "the API keeps hostnames in one form",
			body: `{"name":"n","type":"http","host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"TUNNEL"}}}`}},
	{row: "18", args: "--type http --tunnel-id TUNNEL --hostname api.internal --cert-verification-mode verify_full",
		body: `{"name":"n","type":"http","host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"TUNNEL"}},` +
			`"tls_settings":{"cert_verification_mode":"verify_full"}}`},
	{row: "19", args: "--type http --tunnel-id TUNNEL --hostname api.internal --cert-verification-mode verify_ca " +
		"--certificate-authority CA",
		body: `{"name":"n","type":"http","host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"TUNNEL"}},` +
			`"tls_settings":{"cert_verification_mode":"verify_ca","certificate_authority":"CA"}}`},
	{row: "20", args: "--type tcp --tunnel-id TUNNEL --hostname db --tcp-port 5432 --cert-verification-mode verify_full " +
		"--certificate-authority CA --client-certificate CERT",
		body: `{"name":"n","type":"tcp","host":{"hostname":"db","resolver_network":{"tunnel_id":"TUNNEL"}},"tcp_port":5432,` +
			`"tls_settings":{"cert_verification_mode":"verify_full","certificate_authority":"CA","client_certificate":"CERT"}}`},
	{row: "21", args: "--type http --tunnel-id TUNNEL --hostname api.internal --cert-verification-mode disabled " +
		"--client-certificate CERT",
		body: `{"name":"n","type":"http","host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"TUNNEL"}},` +
			`"tls_settings":{"cert_verification_mode":"disabled","client_certificate":"CERT"}}`},
	{row: "22", args: "--type http --tunnel-id TUNNEL --hostname api.internal --cert-verification-mode disabled " +
		"--certificate-authority CA"},
	{row: "23, authority", args: "--type http --tunnel-id TUNNEL --hostname api.internal --certificate-authority CA"},
	{row: "23, client", args: "--type http --tunnel-id TUNNEL --hostname api.internal --client-certificate CERT"},
	{row: "24", args: "--type http --tunnel-id TUNNEL --hostname api.internal --cert-verification-mode verify_ca " +
		"--certificate-authority ca"},
	{row: "25", args: "--type http --tunnel-id nope --hostname api.internal",
		body: `{"name":"n","type":"http","host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"nope"}}}`, fate: refused,
		lariat: &departure{why: "it is looked up as a name", exit: 5}},
	{row: "4.2, no host", args: "--type http --tunnel-id TUNNEL"},
	{row: "4.2, a URL", args: "--type http --tunnel-id TUNNEL --hostname http://api.internal/"},
	{row: "4.2, an address as a hostname", args: "--type http --tunnel-id TUNNEL --hostname 10.0.0.1"},
	{row: "4.2, an address and a hostname", args: "--type http --tunnel-id TUNNEL --hostname api --ipv4 10.0.0.1"},
	{row: "4.2, no address", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.256"},
	{row: "4.2, resolvers of an address", args: "--type http --tunnel-id TUNNEL --ipv4 10.0.0.1 --resolver-ips 10.0.0.53"},
	{row: "4.2, ports of two types", args: "--type tcp --tunnel-id TUNNEL --ipv4 10.0.0.1 --tcp-port 1 --http-port 2"},
}

func TestBodiesOfWrangler(t *testing.T) {
	t.Parallel()
	tool := wrangler(t)
	for _, tt := range bodyCases {
		t.Run(tt.row, func(t *testing.T) {
			t.Parallel()
			exit := 0
			if tt.body == "" || tt.fate == refused {
				exit = 1
			}
			checkBody(t, tool, tt.args, tt.body, exit)
		})
	}
}

func TestBodiesOfLariat(t *testing.T) {
	t.Parallel()
	tool := lariat(t)
	for _, tt := range bodyCases {
		t.Run(tt.row, func(t *testing.T) {
			t.Parallel()
			switch {
			case tt.lariat != nil:
				checkBody(t, tool, tt.args, tt.lariat.body, tt.lariat.exit)
			case tt.body == "":
				checkBody(t, tool, tt.args, "", usageError)
			default:
				checkBody(t, tool, tt.args, tt.body, 0)
			}
		})
	}
}

// An update sends what a create with the same flags sends: facts/wrangler.md
// 4.3, row 26. That of lariat merges, unless it is told to replace.
func TestBodiesOfUpdates(t *testing.T) {
	t.Parallel()
	const flags = "--name n2 --type http --tunnel-id TUNNEL --hostname h2"
	const body = `{"name":"n2","type":"http","host":{"hostname":"h2","resolver_network":{"tunnel_id":"TUNNEL"}}}`
	for _, tt := range []struct {
		tool func(*testing.T) tool
		more string
		body string
	}{
		{wrangler, "", body},
		{lariat, " --replace", body},
		{lariat, "", strings.TrimSuffix(body, "}") + `,"http_port":8080}`},
	} {
		c := tt.tool(t)
		t.Run(c.name+tt.more, func(t *testing.T) {
			t.Parallel()
			a := newTarget(t)
			create := "vpc service create n --type http --tunnel-id TUNNEL --hostname h --http-port 8080"
			if o := c.run(t, a, words(create, a)...); o.exit != 0 {
				t.Fatalf("create: exit %d", o.exit)
			}
			id := a.service(t).ID
			o := c.run(t, a, words("vpc service update "+id+" "+flags+tt.more, a)...)
			writes := a.writes()
			if o.exit != 0 || len(writes) != 2 {
				t.Fatalf("exit %d after %d writes, want 0 after 2", o.exit, len(writes))
			}
			if got, want := writes[1].body, fill(tt.body, a); writes[1].method != "PUT" || got != want {
				t.Errorf("%s\n got %s\nwant PUT %s", writes[1].method, got, want)
			}
		})
	}
}

// checkBody runs a create and compares what was sent, if anything, and what
// the backend holds afterwards.
func checkBody(t *testing.T, c tool, args, body string, exit int) {
	t.Helper()
	a := newTarget(t)
	o := c.run(t, a, append([]string{"vpc", "service", "create", "n"}, words(args, a)...)...)
	if o.exit != exit {
		t.Errorf("exit %d, want %d", o.exit, exit)
	}
	var sent string
	for _, x := range a.writes() {
		sent += x.body
	}
	if want := fill(body, a); sent != want {
		t.Errorf("sent\n got %s\nwant %s", sent, want)
	}
	held := 0
	if exit == 0 {
		held = 1
	}
	if got := len(a.services(t)); got != held {
		t.Errorf("the backend holds %d services, want %d", got, held)
	}
}

// words splits a line of arguments; an underscore is a space within one.
func words(line string, a *target) []string {
	var args []string
	for word := range strings.FieldsSeq(line) {
		if !strings.Contains(word, "verify_") {
			word = strings.ReplaceAll(word, "_", " ")
		}
		args = append(args, fill(word, a))
	}
	return args
}

// fill puts the ids of a test where their names stand.
func fill(text string, a *target) string {
	if text == "CA" {
		return certificateAuthority
	}
	return strings.NewReplacer("TUNNEL", a.tunnel, "CERT", clientCertificate, `"CA"`, `"`+certificateAuthority+`"`).Replace(text)
}
