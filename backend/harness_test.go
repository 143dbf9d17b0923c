package backend_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

// api is a backend over a state of its own, asked in process.
type api struct {
	t     testing.TB
	store *backend.Store
	rt    http.RoundTripper
	token string
}

func newAPI(tb testing.TB, opts ...backend.Option) *api {
	tb.Helper()
	store, err := backend.Open(tb.Context(), tb.TempDir())
	if err != nil {
		tb.Fatal(err)
	}
	return newAPIOver(tb, store, opts...)
}

// newAPIOver asks a store that the test has opened, and closes it at its end.
func newAPIOver(tb testing.TB, store *backend.Store, opts ...backend.Option) *api {
	tb.Helper()
	tb.Cleanup(func() {
		if err := store.Close(); err != nil {
			tb.Error(err)
		}
	})
	token, err := store.AdminToken(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return &api{t: tb, store: store, rt: backend.InProcess(backend.New(store, opts...)), token: token}
}

// request is one to a path below the account, or to an absolute path below the
// API's root when it begins with a slash.
func (a *api) request(method, path, body string) *http.Request {
	if !strings.HasPrefix(path, "/") {
		path = "/accounts/" + a.store.Account().ID + "/" + path
	}
	r := httptest.NewRequestWithContext(a.t.Context(), method, "http://localhost/client/v4"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+a.token)
	return r
}

func (a *api) roundTrip(method, path, body string, edit ...func(*http.Request)) *http.Response {
	a.t.Helper()
	r := a.request(method, path, body)
	for _, e := range edit {
		e(r)
	}
	reply, err := a.rt.RoundTrip(r)
	if err != nil {
		a.t.Fatalf("%s %s: %v", method, path, err)
	}
	return reply
}

// do is roundTrip for those who want the status and the body alone.
func (a *api) do(method, path, body string, edit ...func(*http.Request)) (int, string) {
	a.t.Helper()
	reply := a.roundTrip(method, path, body, edit...)
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		a.t.Fatalf("%s %s: %v", method, path, err)
	}
	return reply.StatusCode, string(text)
}

const services = "connectivity/directory/services"

// accountID is the account that exists from the start.
const accountID = backend.AccountID

// tunnelID is the id of the tunnel that exists from the start.
func (a *api) tunnelID() string {
	a.t.Helper()
	_, body := a.do("GET", "cfd_tunnel?name=local", "")
	return firstID(body)
}

// firstID is the first id of a tunnel in a reply.
func firstID(body string) string {
	return regexp.MustCompile(`"id":"([^"]+)"`).FindStringSubmatch(body)[1]
}

// httpService is a request body for an http service.
func (a *api) httpService(name string) string {
	return `{"name":"` + name + `","type":"http","host":{"ipv4":"127.0.0.1","network":{"tunnel_id":"` +
		a.tunnelID() + `"}},"http_port":18080}`
}

// masked replaces what differs from run to run.
func masked(body string) string {
	for _, m := range []struct{ pattern, with string }{
		{`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`, "UUIDv7"},
		{`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`, "UUIDv4"},
		{`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z`, "MICROS"},
		{`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`, "SECONDS"},
		{`"TunnelSecret":"[^"]+"`, `"TunnelSecret":"SECRET"`},
		{`"token":"[^"]+"`, `"token":"SECRET"`},
	} {
		body = regexp.MustCompile(m.pattern).ReplaceAllString(body, m.with)
	}
	return body
}

// hexMasked replaces the ids of tokens and users.
func hexMasked(body string) string {
	return regexp.MustCompile(`"id":"[0-9a-f]{32}"(,"(?:status|email)")`).ReplaceAllString(body, `"id":"HEX"$1`)
}

func wantReply(t *testing.T, gotStatus int, got string, wantStatus int, want string) {
	t.Helper()
	if gotStatus != wantStatus || masked(got) != want {
		t.Errorf("reply %d\n got %s\nwant %d\n     %s", gotStatus, masked(got), wantStatus, want)
	}
}
