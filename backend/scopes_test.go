package backend_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

// What a scope gives, and what it does not.
func TestScopes(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	l := newLogin(t, a.store)
	paths := []string{
		"GET /user", "GET /memberships", "GET /accounts", "GET " + services, "POST " + services, "GET cfd_tunnel", "POST cfd_tunnel",
		"GET workers/scripts", "DELETE workers/scripts/x", "GET tokens/permission_groups",
	}
	for scope, want := range map[string]string{
		"offline_access":               "----------",
		"user:read":                    "ym--------",
		"account:read":                 "-my-------",
		"workers:write":                "-------yy-",
		"workers_scripts:write":        "-------yy-",
		"workers_tail:read":            "-------y--",
		"connectivity:read":            "---y-y----",
		"connectivity:bind":            "---y-y----",
		"connectivity:admin":           "---yyy----",
		"connectivity-directory.read":  "---y-y----",
		"connectivity-directory.bind":  "---y-y----",
		"connectivity-directory.admin": "---yyy----",
		"cloudflare-tunnel.read":       "-----y----",
		"cloudflare-tunnel.write":      "-----yy---",
		"workers-scripts.read":         "-------y--",
		"workers-scripts.write":        "-------yy-",
		"user-details.read":            "y---------",
		"memberships.read":             "-m--------",
		"account-settings.read":        "--y-------",
		"d1:write k2.read":             "----------",
	} {
		access, _ := l.login("lariat", scope)
		for i, path := range paths {
			method, path, _ := strings.Cut(path, " ")
			status, body := a.do(method, path, "", bearer(access))
			if allowed := status != http.StatusForbidden; allowed != (want[i] != '-') {
				t.Errorf("%s: %s %s: %d %s", scope, method, path, status, body)
			}
		}
	}
}

// A Worker binds with OAuth what the scopes let it bind.
func TestScopesBind(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	l := newLogin(t, a.store)
	_, body := a.do("POST", services, a.httpService("api"))
	service := serviceID(t, body)
	for scope, want := range map[string]int{"connectivity:read": 403, "connectivity:bind": 200, "connectivity:admin": 200} {
		access, _ := l.login("lariat", "workers:write "+scope)
		b := *a
		b.token = access
		status, body := b.upload("workers/scripts/w", worker(`{"name":"API","type":"vpc_service","service_id":"`+service+`"}`))
		if status != want || want == 403 && !strings.Contains(body, `"code":10196,`) {
			t.Errorf("%s: %d %s", scope, status, body)
		}
	}
}

// What is kept of a list of scopes is read again as the same list.
func FuzzScopes(f *testing.F) {
	f.Add("user:read  account:read user:read")
	f.Add(" ")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := backend.Scopes(text)
		if err != nil {
			return
		}
		if again, err := backend.Scopes(list); list == "" || again != list || err != nil {
			t.Errorf("%q is %q, and then %q, %v", text, list, again, err)
		}
	})
}
