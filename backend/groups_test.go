package backend_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// issue makes a token and returns its id and its value.
func (a *api) issue(spec backend.TokenSpec) (id, value string) {
	a.t.Helper()
	t, value, err := a.store.Issue(a.t.Context(), spec)
	if err != nil {
		a.t.Fatal(err)
	}
	return t.ID, value
}

// facts/cloudflare-api.md 4.1: which group is for what.
func TestPermissionGroups(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	requests := []string{
		"GET " + services, "POST " + services, "GET cfd_tunnel", "POST cfd_tunnel", "GET cfd_tunnel/x/token", "GET workers/scripts",
		"DELETE workers/scripts/x", "GET /accounts", "GET tokens/permission_groups", "GET /user/tokens/permission_groups", "GET /user",
	}
	for groups, want := range map[string]string{
		"":                                                 "-----------",
		"Connectivity Directory Read":                      "y-y----y---",
		"Connectivity Directory Bind":                      "y-y----y---",
		"Connectivity Directory Admin":                     "yyy----y---",
		"Cloudflare Tunnel Read":                           "--y----y---",
		"Cloudflare Tunnel Edit":                           "--yyy--y---",
		"Cloudflare Tunnel Write":                          "--yyy--y---",
		"Cloudflare One Connectors Read":                   "--y----y---",
		"Cloudflare One Connectors Write":                  "--yyy--y---",
		"Workers Scripts Read":                             "-----y-y---",
		"Workers Scripts Edit":                             "-----yyy---",
		"Account Settings Read":                            "-------y---",
		"Account API Tokens Read":                          "-------yy--",
		"API Tokens Read":                                  "---------y-",
		"User Details Read":                                "----------y",
		"Connectivity Directory Read,Workers Scripts Edit": "y-y--yyy---",
	} {
		var list []string
		if groups != "" {
			list = strings.Split(groups, ",")
		}
		_, value := a.issue(backend.TokenSpec{Name: "t", Groups: list})
		for i, request := range requests {
			method, path, _ := strings.Cut(request, " ")
			status, body := a.do(method, path, "", bearer(value))
			if allowed := status != http.StatusForbidden; allowed != (want[i] == 'y') {
				t.Errorf("%q: %s: %d %s", groups, request, status, body)
			}
		}
	}
}

// A token that an account owns is no user's (facts/cloudflare-api.md 2.3 and 4).
func TestAccountOwnedToken(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	id, owned := a.issue(backend.TokenSpec{Name: "ci", Role: backend.RoleAdmin, Owner: accountID})
	for _, tt := range []struct {
		path   string
		status int
		want   string
	}{
		{"tokens/verify", 200, `"id":"` + id + `","status":"active"}`},
		{"/user/tokens/verify", 401, `"code":1000,`},
		{"/user", 403, `"code":9109,`},
		{"/user/tokens/" + id, 403, `"code":9109,`},
		{"/memberships", 400, `"code":9106,`},
		{"/accounts", 200, `"name":"Local"`},
		{services, 200, `"result":[]`},
		{"tokens/" + id, 200, `"id":"` + id + `"`},
	} {
		if status, body := a.do("GET", tt.path, "", bearer(owned)); status != tt.status || !strings.Contains(body, tt.want) {
			t.Errorf("%s: %d %s, want %d %s", tt.path, status, body, tt.status, tt.want)
		}
	}
	if status, body := a.do("GET", "tokens/verify", ""); status != 401 || !strings.Contains(body, `"code":1000,`) {
		t.Errorf("a user's token on the account's path: %d %s", status, body)
	}
	_, elsewhere := a.issue(backend.TokenSpec{Name: "x", Role: backend.RoleAdmin, Accounts: []string{strings.Repeat("f", 32)}})
	if status, body := a.do("GET", services, "", bearer(elsewhere)); status != 403 || !strings.Contains(body, `"code":10000,`) {
		t.Errorf("a token for another account: %d %s", status, body)
	}
}

// Who may, reads what a token may do, in the shape of Cloudflare's schema.
func TestTokenDetails(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	store, err := backend.Open(t.Context(), t.TempDir(), backend.WithStoreClock(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	a := newAPIOver(t, store)
	id, value := a.issue(backend.TokenSpec{
		Name: "ci", Groups: []string{"Connectivity Directory Bind", "API Tokens Read", "Workers Scripts Edit"},
		Accounts: []string{accountID}, Expires: now.Add(time.Hour),
	})
	hex := regexp.MustCompile(`[0-9a-f]{32}`)
	bind, write, read := "95fa65ba51fd49c4a6ac4c8c78ebac93", "e086da7e2179491d91ee5f35b3ca210a", "0cc3a61731504c89b99ec1be78b77aa0"
	status, body := a.do("GET", "/user/tokens/"+id, "", bearer(value))
	kept := map[string]bool{bind: true, write: true, read: true, accountID: true}
	got := hex.ReplaceAllStringFunc(body, func(id string) string {
		if kept[id] {
			return id
		}
		return "HEX"
	})
	want := otherOK + `{"id":"HEX","name":"ci","status":"active","issued_on":"2030-01-02T03:04:05Z","modified_on":"2030-01-02T03:04:05Z",` +
		`"expires_on":"2030-01-02T04:04:05Z","policies":[{"id":"HEX","effect":"allow",` +
		`"resources":{"com.cloudflare.api.account.` + accountID + `":"*"},"permission_groups":[` +
		`{"id":"` + bind + `","name":"Connectivity Directory Bind"},{"id":"` + write + `","name":"Workers Scripts Write"}]},` +
		`{"id":"HEX","effect":"allow","resources":{"com.cloudflare.api.user.10ca1000000000000000000000000001":"*"},"permission_groups":[` +
		`{"id":"` + read + `","name":"API Tokens Read"}]}]}}`
	want = strings.Replace(want, "10ca1000000000000000000000000001", "HEX", 1)
	if status != http.StatusOK || got != want {
		t.Errorf("%d\n got %s\nwant %s", status, got, want)
	}
	now = now.Add(time.Hour)
	if _, body := a.do("GET", "/user/tokens/"+id, ""); !strings.Contains(body, `"status":"expired"`) {
		t.Errorf("later: %s", body)
	}
	if _, body := a.do("GET", "/user/tokens/"+id, ""); strings.Contains(body, value) {
		t.Error("the value is there")
	}
	_, blind := a.issue(backend.TokenSpec{Name: "blind", Role: backend.RoleBind})
	for path, want := range map[string]string{"/user/tokens/" + id: `"code":9109,`, "tokens/" + id: `"code":9109,`} {
		if status, body := a.do("GET", path, "", bearer(blind)); status != 403 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	for _, path := range []string{"/user/tokens/nope", "tokens/" + id} {
		if status, body := a.do("GET", path, ""); status != 404 || !strings.Contains(body, `"code":1001,`) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

// An account's list of groups has none of the user's.
func TestListGroups(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for path, want := range map[string]int{
		"/user/tokens/permission_groups":                                   13,
		"tokens/permission_groups":                                         11,
		"/user/tokens/permission_groups?scope=com.cloudflare.api.user":     2,
		"tokens/permission_groups?scope=com.cloudflare.api.user":           0,
		"tokens/permission_groups?name=Workers%20Scripts%20Write":          1,
		"tokens/permission_groups?name=Workers%20Scripts%20Write&scope=no": 0,
	} {
		status, body := a.do("GET", path, "")
		if got := strings.Count(body, `"id":`); status != http.StatusOK || got != want {
			t.Errorf("%s: %d, %d groups, want %d", path, status, got, want)
		}
	}
	for _, name := range backend.PermissionGroups() {
		got, ok := backend.PermissionGroup(name)
		if want := strings.Replace(name, " Edit", " Write", 1); got != want || !ok || strings.HasSuffix(name, " Write") {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
		if again, ok := backend.PermissionGroup(got); again != got || !ok {
			t.Errorf("%s is %q", got, again)
		}
		if !backend.OfUser(name) && strings.HasPrefix(name, "User") {
			t.Errorf("%s is not about the user", name)
		}
	}
	for _, name := range []string{"", "nope", " Edit", "Connectivity Directory Edit"} {
		if got, ok := backend.PermissionGroup(name); ok {
			t.Errorf("%q is %q", name, got)
		}
	}
}
