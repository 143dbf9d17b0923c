package commands_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// weather points lariat at a server that behaves badly: "weather mute". A
// token and an account are set, too.
func weather(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: weather kind")
	}
	ts.Setenv("CLOUDFLARE_API_TOKEN", "a-token-for-bad-weather")
	ts.Setenv("CLOUDFLARE_ACCOUNT_ID", "10ca1000000000000000000000000000")
	switch args[0] {
	case "refused":
		ts.Setenv("CLOUDFLARE_API_BASE_URL", "http://"+closedAddress(ts)+"/client/v4")
		return
	case "dead-dns":
		ts.Setenv("CLOUDFLARE_API_BASE_URL", "https://no-such-host.invalid/client/v4")
		return
	}
	serve, ok := weathers()[args[0]]
	if !ok {
		ts.Fatalf("no weather %q", args[0])
	}
	server := httptest.NewServer(serve)
	ts.Defer(func() {
		server.CloseClientConnections()
		server.Close()
	})
	ts.Setenv("CLOUDFLARE_API_BASE_URL", server.URL+"/client/v4")
	// The same server under an address that is not one of the loopback's.
	ts.Setenv("FOREIGN_URL", strings.Replace(server.URL, "127.0.0.1", "0.0.0.0", 1)+"/client/v4")
}

func weathers() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"mute": func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		},
		"reset": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"429":   reply(429, `{"success":false,"errors":[{"code":971,"message":"throttled"}]}`),
		"429-after-an-hour": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "3600")
			reply(429, `{"success":false,"errors":[{"code":971,"message":"throttled"}]}`)(w, r)
		},
		"500":       reply(500, `{"success":false,"errors":[{"code":10001,"message":"something broke"}]}`),
		"gate":      reply(403, "<html><body>log in</body></html>"),
		"no-page":   reply(404, ""),
		"nowhere":   http.NotFound,
		"endless":   endless,
		"no-reason": reply(200, `{"success":false,"errors":[]}`),
		"html":      reply(502, "<html><body>bad gateway</body></html>"),
		"truncated": reply(200, `{"result":[{"service_id":"01a0ebf6-0a78`),
		"grown": reply(200, `{"success":true,"result":[`+strings.Replace(twin("01a0ebf6-0a78-73c3-b7cf-2126eda86c57"),
			`"host":{`, `"http_port":80,"description":"d","host":{"dns":1,`, 1)+`]}`),
		"timeless": reply(200, `{"success":true,"result":[`+
			strings.ReplaceAll(twin("01a0ebf6-0a78-73c3-b7cf-2126eda86c57"), "2026-09-29T06:59:25Z", "")+`]}`),
		"lost":     lostCreate(time.Now()),
		"lost-old": lostCreate(time.Now().AddDate(0, -2, 0)),
		"null":     reply(200, `{"result":null,"success":true,"errors":null}`),
		"huge":     huge,
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://evil.example/steal", http.StatusFound)
		},
		"escapes": reply(200, `{"success":true,"errors":[],"messages":[],"result":[{"service_id":`+
			`"01a0ebf6-0a78-73c3-b7cf-2126eda86c57","type":"http","name":"evil\u001b]0;owned\u0007\u001b[2J\u202etxt",`+
			`"host":{"ipv4":"127.0.0.1","network":{"tunnel_id":"5456b9ca-8b73-4b44-93df-67ad7acc8e2c"}},`+
			`"created_at":"2026-09-29T06:59:25Z","updated_at":"2026-09-29T06:59:25Z"}]}`),
		"twins": reply(200, `{"success":true,"result":[`+twin("01a0ebf6-0a78-73c3-b7cf-2126eda86c57")+`,`+
			twin("01a0ebf6-0a78-73c3-b7cf-2126eda86c58")+`]}`),
		"strange": strange,
		// Answers for the services, and then no more.
		"dying": func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.Path, "/services") {
				panic(http.ErrAbortHandler)
			}
			reply(200, `{"success":true,"result":[`+twin("01a0ebf6-0a78-73c3-b7cf-2126eda86c57")+`]}`)(w, r)
		},
		// In capitals, since errors hide what is echoed of the credentials.
		"mirror": func(w http.ResponseWriter, r *http.Request) {
			reply(400, fmt.Sprintf(`{"success":false,"errors":[{"code":1,"message":"path %s, authorization %s, x-hi %s"}]}`,
				r.URL.Path, strings.ToUpper(r.Header.Get("Authorization")), strings.ToUpper(r.Header.Get("X-Hi"))))(w, r)
		},
		"two-accounts": reply(200, `{"success":true,"result":[{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","name":"A"},`+
			`{"id":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","name":"B"}]}`),
		"forger": reply(200, `{"success":true,"result":[{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","name":"A"},`+
			`{"id":"x\nlariat local reset --yes","name":"B\nlariat vpc service delete prod --yes"}]}`),
	}
}

// strange is a directory with services that lariat would not make, and tunnels
// that never answer. What is written it echoes.
func strange(w http.ResponseWriter, r *http.Request) {
	const orders, dns = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57", "01a0ebf6-0a78-73c3-b7cf-2126eda86c58"
	service := func(id, body string) string {
		return `{"service_id":"` + id + `",` + body + `,"created_at":"2026-09-29T06:59:25Z","updated_at":"2026-09-29T06:59:25Z"}`
	}
	host := `"host":{"hostname":"http://orders/x","resolver_network":{"tunnel_id":"5456b9ca-8b73-4b44-93df-67ad7acc8e2c"}}`
	first := service(orders, `"type":"tcp","name":"orders","tcp_port":null,`+host)
	second := service(dns, `"type":"udp","name":"dns",`+host)
	body, _ := io.ReadAll(r.Body)
	switch {
	case strings.Contains(r.URL.Path, "/cfd_tunnel"):
		<-r.Context().Done()
	case r.Method == http.MethodPut:
		reply(200, `{"success":true,"result":`+service(orders, string(body[1:len(body)-1]))+`}`)(w, r)
	default:
		reply(200, `{"success":true,"result":[`+first+`,`+second+`]}`)(w, r)
	}
}

// lostCreate loses the reply to every create. Lists show a service and a tunnel
// of that time.
func lostCreate(created time.Time) http.HandlerFunc {
	stamp := created.UTC().Format(time.RFC3339)
	return func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			reply(502, "<html>")(w, r)
		case strings.HasSuffix(r.URL.Path, "/cfd_tunnel"):
			reply(200, `{"success":true,"result":[{"id":"5456b9ca-8b73-4b44-93df-67ad7acc8e2c","name":"twin",`+
				`"status":"inactive","created_at":"`+stamp+`"}]}`)(w, r)
		default:
			one := strings.ReplaceAll(twin("01a0ebf6-0a78-73c3-b7cf-2126eda86c57"), "2026-09-29T06:59:25Z", stamp)
			reply(200, `{"success":true,"result":[`+one+`]}`)(w, r)
		}
	}
}

// newServer starts a server and returns its address.
func newServer(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

func twin(id string) string {
	return `{"service_id":"` + id + `","type":"http","name":"twin","host":{"ipv4":"127.0.0.1",` +
		`"network":{"tunnel_id":"5456b9ca-8b73-4b44-93df-67ad7acc8e2c"}},` +
		`"created_at":"2026-09-29T06:59:25Z","updated_at":"2026-09-29T06:59:25Z"}`
}

func reply(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cf-Ray", "0123456789abcdef-TST")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// endless makes up a new page for every one that is asked for.
func endless(w http.ResponseWriter, r *http.Request) {
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = twin(r.URL.Query().Get("page") + "-" + strconv.Itoa(i))
	}
	reply(200, `{"success":true,"result":[`+strings.Join(ids, ",")+`]}`)(w, r)
}

// huge sends 200 MB of JSON, or what the client takes of it.
func huge(w http.ResponseWriter, _ *http.Request) {
	line := strings.Repeat(`"0123456789",`, 1<<10)
	_, _ = fmt.Fprint(w, `{"success":true,"result":[`)
	for sent := 0; sent < 200<<20; sent += len(line) {
		if _, err := io.WriteString(w, line); err != nil {
			return
		}
	}
}

// closedAddress is an address that nothing listens on any more.
func closedAddress(ts *testscript.TestScript) string {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Check(ln.Close())
	return ln.Addr().String()
}
