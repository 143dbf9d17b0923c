package backend_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

func bearer(token string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func globalKey(email, key string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Del("Authorization")
		r.Header.Set("X-Auth-Email", email)
		r.Header.Set("X-Auth-Key", key)
	}
}

// Read and Bind look, Admin changes (facts/cloudflare-api.md 4.1). A refusal
// comes before anything else is looked at, so the ids need not exist.
func TestRoles(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	tokens := map[backend.Role]string{backend.RoleAdmin: a.token}
	for _, role := range []backend.Role{backend.RoleRead, backend.RoleBind} {
		_, value, err := a.store.IssueToken(t.Context(), "t", role, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		tokens[role] = value
	}
	for _, tt := range []struct {
		method, path string
		all          bool // or Admin alone
	}{
		{"GET", services, true},
		{"GET", services + "/x", true},
		{"POST", services, false},
		{"PUT", services + "/x", false},
		{"DELETE", services + "/x", false},
		{"GET", "cfd_tunnel", true},
		{"GET", "cfd_tunnel/x", true},
		{"GET", "cfd_tunnel/x/connections", true},
		{"GET", "cfd_tunnel/x/connectors/y", true},
		{"GET", "cfd_tunnel/x/configurations", true},
		{"POST", "cfd_tunnel", false},
		{"PATCH", "cfd_tunnel/x", false},
		{"DELETE", "cfd_tunnel/x", false},
		{"DELETE", "cfd_tunnel/x/connections", false},
		{"PUT", "cfd_tunnel/x/configurations", false},
		{"GET", "cfd_tunnel/x/token", false},
		{"GET", "/zones", true},
		{"PUT", "workers/scripts/x/routes", true},
		{"PUT", "workers/scripts/x/secrets", true},
		{"POST", "workers/scripts/x/assets-upload-session", true},
		{"DELETE", "workers/services/x", true},
		{"GET", "tokens/verify", true},
		{"GET", "/user/tokens/verify", true},
		{"GET", "/accounts", true},
		{"GET", "/accounts/" + a.store.Account().ID, true},
		{"GET", "tokens/permission_groups", false},
		{"GET", "/user/tokens/permission_groups", false},
	} {
		for role, token := range tokens {
			status, body := a.do(tt.method, tt.path, "", bearer(token))
			refused := status == http.StatusForbidden && strings.Contains(body, `"errors":[{"code":10000,"message":"Authentication error"}]`)
			if want := !tt.all && role != backend.RoleAdmin; refused != want {
				t.Errorf("%s %s as %s: %d %s", tt.method, tt.path, role, status, body)
			}
		}
	}
}

// facts/cloudflare-api.md 2.3.
func TestRefusals(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, expired, err := a.store.IssueToken(t.Context(), "old", backend.RoleAdmin, time.Now().Add(-time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	_, lesser, err := a.store.IssueToken(t.Context(), "second", backend.RoleAdmin, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	const bad = `"errors":[{"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,` +
		`"message":"Invalid format for Authorization header"}]}]`
	for _, tt := range []struct {
		name, path string
		edit       func(*http.Request)
		status     int
		want       string
	}{
		{"no header", services, func(r *http.Request) { r.Header.Del("Authorization") }, 400, `"code":9106`},
		{"wrong token", services, bearer("nope"), 401, `"code":1000,`},
		{"expired", services, bearer(expired), 401, `"code":1000,`},
		{"space within", services, bearer("a b"), 400, bad},
		{"space before", services, bearer(" " + a.token), 400, bad},
		{"line break", services, bearer(a.token + "\n"), 400, bad},
		{"quotes", services, bearer(`"` + a.token + `"`), 400, bad},
		{"nothing after Bearer", services, header("Authorization", "Bearer "), 400, bad},
		{"another scheme", services, header("Authorization", "Basic abc"), 400, bad},
		{"key without e-mail", services, func(r *http.Request) {
			r.Header.Del("Authorization")
			r.Header.Set("X-Auth-Key", a.token)
		}, 400, `"code":9106`},
		{"key of bad form", services, globalKey("a@b.test", "a b"), 400, `"code":6103`},
		{"unknown key", services, globalKey("a@b.test", "nope"), 403, `"code":10000`},
		{"a token as key", services, globalKey("a@b.test", lesser), 403, `"code":10000`},
		{"other account", "/accounts/ffffffffffffffffffffffffffffffff/" + services, nil, 403, `"code":10000`},
		{"malformed account", "/accounts/nope/" + services, nil, 404, `"code":7003`},
		{"unknown route", "nowhere", nil, 404, `{"code":7000,"message":"No route for that URI"}`},
		{"memberships of a token", "/memberships", nil, 400, `"code":9106`},
		{"user of a token", "/user", nil, 403, `"code":9109`},
	} {
		edit := tt.edit
		if edit == nil {
			edit = func(*http.Request) {}
		}
		status, body := a.do("GET", tt.path, "", edit)
		if status != tt.status || !strings.Contains(body, tt.want) {
			t.Errorf("%s: %d %s; want %d %s", tt.name, status, body, tt.status, tt.want)
		}
		if strings.Contains(body, a.token) || strings.Contains(body, expired) {
			t.Errorf("%s: the reply holds a token", tt.name)
		}
	}
}

// facts/cloudflare-api.md 4: what a token and the global key may ask about
// themselves, as Wrangler's whoami does (facts/wrangler.md 5.4).
func TestIdentity(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, mortal, err := a.store.IssueToken(t.Context(), "mortal", backend.RoleRead, time.Date(2999, 1, 2, 3, 4, 5, 6, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	account := `{"id":"10ca1000000000000000000000000000","name":"Local","type":"standard",` +
		`"settings":{"enforce_twofactor":false},"created_on":"2026-01-01T00:00:00.000000Z"}`
	info := func(page, count int) string {
		return fmt.Sprintf(`,"result_info":{"page":%d,"per_page":1000,"count":%d,"total_count":1}}`, page, count)
	}
	key := globalKey("a@b.test", a.token)
	const active = `"messages":[{"code":10000,"message":"This API Token is valid and active"}],"result":{"id":"HEX","status":"active"`
	for _, tt := range []struct {
		path string
		as   func(*http.Request)
		want string
	}{
		{"/user/tokens/verify", bearer(a.token), `{"success":true,"errors":[],` + active + `}}`},
		{"/user/tokens/verify", bearer(mortal), `{"success":true,"errors":[],` + active + `,"expires_on":"2999-01-02T03:04:05Z"}}`},
		{"/user/tokens/verify", key, `{"success":false,"errors":[{"code":1000,"message":"Invalid API Token"}],"messages":[],"result":null}`},
		{"/user", key, otherOK + `{"id":"HEX","email":"a@b.test"}}`},
		{"/memberships", key, otherOK + `[{"id":"HEX","status":"accepted","account":` + account +
			`,"roles":["Administrator"],"permissions":{},"api_access_enabled":true}]` + info(1, 1)},
		{"/memberships?page=2", key, otherOK + `[]` + info(2, 0)},
		{"/accounts", key, otherOK + `[` + account + `]` + info(1, 1)},
		{"/accounts?page=2", bearer(a.token), otherOK + `[]` + info(2, 0)},
		{"/accounts?name=Local", bearer(a.token), otherOK + `[` + account + `]` + info(1, 1)},
		{"/accounts?name=nope", bearer(a.token), otherOK + `[],"result_info":{"page":1,"per_page":1000,"count":0,"total_count":0}}`},
		{"/accounts/10ca1000000000000000000000000000", bearer(mortal), otherOK + account + `}`},
		{"tokens/permission_groups?name=Connectivity%20Directory%20Bind", key, otherOK +
			`[{"id":"95fa65ba51fd49c4a6ac4c8c78ebac93","name":"Connectivity Directory Bind","scopes":["com.cloudflare.api.account"]}]}`},
	} {
		_, body := a.do("GET", tt.path, "", tt.as)
		if got := hexMasked(body); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.path, got, tt.want)
		}
	}
}

// A token dies at its time, on the clock of the handler.
func TestExpiryClock(t *testing.T) {
	t.Parallel()
	end := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	now := end.Add(-time.Second)
	a := newAPI(t, backend.WithClock(func() time.Time { return now }))
	_, value, err := a.store.IssueToken(t.Context(), "t", backend.RoleRead, end)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{http.StatusOK, http.StatusUnauthorized} {
		if status, body := a.do("GET", services, "", bearer(value)); status != want {
			t.Errorf("at %s: %d %s, want %d", now, status, body, want)
		}
		now = end
	}
}
