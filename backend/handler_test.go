package backend_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

// A page in a browser can make its own name point here; it cannot change what
// the browser sends as Host.
func TestHosts(t *testing.T) {
	t.Parallel()
	a := newAPI(t, backend.WithAllowedHosts("box.test:8911", "192.0.2.7"))
	for host, want := range map[string]int{
		"localhost": 200, "LocalHost:8911": 200, "127.0.0.1:1": 200, "127.9.9.9": 200, "[::1]:8911": 200, "[::1]": 200,
		"box.test": 200, "Box.Test:1": 200, "192.0.2.7:8911": 200,
		"evil.example": 403, "localhost.evil.example": 403, "127.0.0.1.evil.example:8911": 403,
		"192.0.2.8": 403, "0.0.0.0": 403, "": 403, "box.test.evil.example": 403,
	} {
		reply := a.roundTrip("GET", services, "", func(r *http.Request) { r.Host, r.URL.Host = host, host })
		if reply.StatusCode != want {
			t.Errorf("%q: %d, want %d", host, reply.StatusCode, want)
		}
		if reply.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%q: other sites may read replies", host)
		}
	}
}

// Rebinding needs a name, so a server on all of its machine's addresses takes
// any address for its own, and still no name.
func TestAnyAddress(t *testing.T) {
	t.Parallel()
	a := newAPI(t, backend.WithAnyAddress())
	for host, want := range map[string]int{
		"192.0.2.2:8911": 200, "[2001:db8::1]:8911": 200, "[2001:db8::1]": 200, "localhost": 200,
		"evil.example": 403, "192.0.2.2.evil.example": 403, "192.0.2": 403, "0xc0000202": 403, "": 403,
	} {
		reply := a.roundTrip("GET", services, "", func(r *http.Request) { r.Host, r.URL.Host = host, host })
		if reply.StatusCode != want {
			t.Errorf("%q: %d, want %d", host, reply.StatusCode, want)
		}
	}
}

// Every path keeps its methods; another one is told so, without an effect.
func TestMethods(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for _, tt := range []struct{ method, path, allow string }{
		{"PATCH", services, "GET, POST"},
		{"POST", services + "/x", "GET, PUT, DELETE"},
		{"OPTIONS", "cfd_tunnel", "GET, POST"},
		{"PUT", "cfd_tunnel/x/token", "GET"},
		{"DELETE", "/accounts", "GET"},
	} {
		reply := a.roundTrip(tt.method, tt.path, "")
		if reply.StatusCode != http.StatusMethodNotAllowed || reply.Header.Get("Allow") != tt.allow {
			t.Errorf("%s %s: %d, Allow %q, want %q", tt.method, tt.path, reply.StatusCode, reply.Header.Get("Allow"), tt.allow)
		}
		_, body := a.do(tt.method, tt.path, "")
		if !strings.Contains(body, `"code":7000,"message":"the embedded backend does not serve `+tt.method+` /accounts`) {
			t.Errorf("%s %s: %s", tt.method, tt.path, body)
		}
	}
	if status, _ := a.do("PATCH", "/accounts/nope/"+services, ""); status != http.StatusNotFound {
		t.Errorf("a malformed account comes first: %d", status)
	}
	reply := a.roundTrip("HEAD", services, "")
	if reply.StatusCode != http.StatusOK || reply.ContentLength != 0 {
		t.Errorf("HEAD: %d, %d bytes", reply.StatusCode, reply.ContentLength)
	}
}

// What other products serve says that it is not here, and nothing that reads
// like a problem of the login.
func TestNotServed(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	account := "/accounts/" + a.store.Account().ID
	for _, tt := range []struct{ method, path string }{
		{"GET", "/zones/x/dns_records"}, {"POST", account + "/d1/database"}, {"PUT", account + "/workers/dispatch/namespaces/n/scripts/w"},
	} {
		status, body := a.do(tt.method, tt.path, "")
		if status != http.StatusNotFound || !strings.HasPrefix(body, `{"success":false,"errors":[{"code":7003,"message":`+
			`"the embedded backend does not serve `+tt.method+` `+tt.path+`"},{"code":7000,`) {
			t.Errorf("%s %s: %d %s", tt.method, tt.path, status, body)
		}
	}
}

// An empty id must reach no other route, which a redirect to the cleaned path
// would do.
func TestUncleanPaths(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.do("POST", services, a.httpService("stays"))
	for _, path := range []string{
		services + "/", services + "//", "/" + services, "/accounts//" + services, services + "/x/..", services + "/.",
		"cfd_tunnel/", "cfd_tunnel//token", "", "/", "/../v4/accounts",
	} {
		for _, method := range []string{"GET", "DELETE"} {
			status, body := a.do(method, path, "")
			if status != http.StatusNotFound || !strings.Contains(body, `"code":7003`) {
				t.Errorf("%s %q: %d %s", method, path, status, body)
			}
		}
	}
	if _, body := a.do("GET", services, ""); !strings.Contains(body, "stays") {
		t.Error("the service is gone")
	}
}

func TestLargeBody(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for path, code := range map[string]string{services: `"code":5102,`, "cfd_tunnel": `"code":1002,`} {
		status, body := a.do("POST", path, strings.Repeat(" ", 2<<20))
		if status != http.StatusRequestEntityTooLarge || !strings.Contains(body, code) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	deep := strings.Repeat(`[`, 500_000)
	if status, body := a.do("POST", services, `{"name":`+deep); status != http.StatusBadRequest {
		t.Errorf("deep nesting: %d %s", status, body)
	}
}
