package backend_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// A login as Wrangler does it (facts/wrangler.md 5.2), and what its tokens are
// good for.
func TestLogin(t *testing.T) {
	t.Parallel()
	for _, client := range []string{"lariat", wrangler, "4b2ea6cc-9421-4761-874b-ce550e0e3def"} {
		l := newLogin(t, newAPI(t).store)
		got := l.redeem(client, l.code(client, "user:read account:read connectivity:admin account:read offline_access"))
		want := regexp.MustCompile(`^\{"access_token":"cfoat_[\w-]{43}","token_type":"bearer","expires_in":3600,` +
			`"refresh_token":"[\w-]{64}","scope":"user:read account:read connectivity:admin offline_access"\}$`)
		if got.status != http.StatusOK || !want.MatchString(got.body) || got.header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%s: %d %v %s", client, got.status, got.header, got.body)
		}
		access, refresh := got.field("access_token"), got.field("refresh_token")
		for path, want := range map[string]string{
			"/user":        `"email":"local@lariat.invalid"`,
			"/memberships": `"roles":["Administrator"]`,
			"/accounts":    `"name":"Local"`,
			"/accounts/" + accountID + "/" + services: `"result":[]`,
		} {
			if got := l.api(access, path); got.status != http.StatusOK || !strings.Contains(got.body, want) {
				t.Errorf("%s: %d %s", path, got.status, got.body)
			}
		}
		if got := l.api(access, "/user/tokens/verify"); got.status != 401 || !strings.Contains(got.body, `"code":1000,`) {
			t.Errorf("verify: %d %s", got.status, got.body)
		}
		// The old access token stays good until it expires.
		next := l.refresh(client, refresh)
		for _, token := range []string{access, next.field("access_token")} {
			if got := l.api(token, "/user"); got.status != http.StatusOK {
				t.Errorf("after the refresh: %d %s", got.status, got.body)
			}
		}
	}
}

// A refresh token is good once. Somebody who replays it within ten seconds may
// be a second process; later it is theft, and the login ends.
func TestRotation(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	_, first := l.login(wrangler, "user:read offline_access")
	second := l.refresh(wrangler, first)
	l.wait(9 * time.Second)
	wantOAuth(t, "at once", l.refresh(wrangler, first), 400, "invalid_grant")
	third := l.refresh(wrangler, second.field("refresh_token"))
	if got := l.api(third.field("access_token"), "/user"); third.status != 200 || got.status != 200 {
		t.Fatalf("the login has ended: %d %s %s", third.status, third.body, got.body)
	}
	l.wait(2 * time.Second)
	wantOAuth(t, "later", l.refresh(wrangler, first), 400, "invalid_grant")
	wantOAuth(t, "the newest one", l.refresh(wrangler, third.field("refresh_token")), 400, "invalid_grant")
	if got := l.api(third.field("access_token"), "/user"); got.status != 401 {
		t.Errorf("the access token is still good: %d %s", got.status, got.body)
	}
}

// A refresh asks for no more than there was, and one that is refused for that
// uses nothing up.
func TestNarrowerScopes(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	_, refresh := l.login("lariat", "user:read account:read offline_access")
	for scope, code := range map[string]string{"user:read connectivity:admin": "invalid_scope", "nope": "invalid_scope"} {
		wantOAuth(t, scope, l.refresh("lariat", refresh, "scope="+scope), 400, code)
	}
	got := l.refresh("lariat", refresh, "scope=account:read")
	if got.field("scope") != "account:read" || l.api(got.field("access_token"), "/user").status != 403 {
		t.Errorf("%d %s", got.status, got.body)
	}
	got = l.refresh("lariat", got.field("refresh_token"))
	if got.field("scope") != "user:read account:read offline_access" {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// Without offline_access there is no refresh token; times are the options'.
func TestLifetimes(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store, backend.WithTokenLifetime(5*time.Second), backend.WithRefreshLifetime(time.Minute))
	got := l.redeem("lariat", l.code("lariat", "user:read"))
	if strings.Contains(got.body, "refresh_token") || !strings.Contains(got.body, `"expires_in":5,`) {
		t.Fatal(got.body)
	}
	short := got.field("access_token")
	_, refresh := l.login("lariat", "user:read offline_access")
	l.wait(4 * time.Second)
	if got := l.api(short, "/user"); got.status != http.StatusOK {
		t.Errorf("before: %d %s", got.status, got.body)
	}
	l.wait(time.Second)
	for range 2 {
		got := l.api(short, "/user")
		if got.status != 401 || !strings.Contains(got.body, `"errors":[{"code":9109,"message":"Invalid access token"}]`) {
			t.Errorf("after: %d %s", got.status, got.body)
		}
	}
	next := l.refresh("lariat", refresh)
	l.wait(time.Minute)
	wantOAuth(t, "an expired refresh token", l.refresh("lariat", next.field("refresh_token")), 400, "invalid_grant")
}

// What no client may do is told in JSON.
func TestTokenRefusals(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	code := l.code("lariat", "user:read offline_access")
	good := []string{"grant_type=authorization_code", "client_id=lariat", "redirect_uri=" + callback, "code_verifier=" + verifier, "code=" + code}
	with := func(pairs ...string) []string {
		form := formOf(good...)
		for name, values := range formOf(pairs...) {
			form[name] = values
		}
		var list []string
		for name, values := range form {
			for _, value := range values {
				list = append(list, name+"="+value)
			}
		}
		return list
	}
	for _, tt := range []struct {
		name   string
		form   []string
		status int
		code   string
	}{
		{"another verifier", with("code_verifier=" + strings.Repeat("a", 43)), 400, "invalid_grant"},
		{"no verifier", with("code_verifier="), 400, "invalid_grant"},
		{"a short verifier", with("code_verifier=abc"), 400, "invalid_grant"},
		{"another port", with("redirect_uri=http://localhost:1/oauth/callback"), 400, "invalid_grant"},
		{"another client", with("client_id=" + wrangler), 400, "invalid_grant"},
		{"another code", with("code=nope"), 400, "invalid_grant"},
		{"an unknown client", with("client_id=nope"), 401, "invalid_client"},
		{"no client", with("client_id="), 401, "invalid_client"},
		{"a secret", with("client_secret=x"), 401, "invalid_client"},
		{"a parameter twice", with("code="+code, "code="+code), 400, "invalid_request"},
		{"no grant", with("grant_type="), 400, "invalid_request"},
		{"a password", with("grant_type=password"), 400, "unsupported_grant_type"},
		{"the code as refresh token", []string{"grant_type=refresh_token", "client_id=lariat", "refresh_token=" + code}, 400, "invalid_grant"},
	} {
		wantOAuth(t, tt.name, l.post("/oauth2/token", tt.form...), tt.status, tt.code)
	}
	r := l.request("POST", "/oauth2/token", `{"grant_type":"authorization_code"}`)
	r.Header.Set("Content-Type", "application/json")
	wantOAuth(t, "JSON", l.send(r), 400, "invalid_request")
	wantOAuth(t, "too much", l.post("/oauth2/token", "code="+strings.Repeat("x", 70_000)), 400, "invalid_request")
	// None of that has used the code up.
	if got := l.post("/oauth2/token", good...); got.status != http.StatusOK {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := l.get("/oauth2/token"); got.status != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", got.status)
	}
}

// A public client may also name itself in the header, with an empty password
// (RFC 6749, 2.3.1), as golang.org/x/oauth2 tries first.
func TestClientInHeader(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	for _, tt := range []struct {
		user, password string
		status         int
	}{{"nope", "", 401}, {"lariat", "secret", 401}, {"lariat", "", 200}} {
		r := l.request("POST", "/oauth2/token", formOf("grant_type=authorization_code", "redirect_uri="+callback,
			"code_verifier="+verifier, "code="+l.code("lariat", "user:read")).Encode())
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(tt.user, tt.password)
		got := l.send(r)
		if got.status != tt.status || (got.header.Get("WWW-Authenticate") == "") != (tt.status == 200) {
			t.Errorf("%s: %d %s", tt.user, got.status, got.body)
		}
	}
}

// A code is good once and for a minute. One that comes twice has been seen by
// somebody else, and ends the login (RFC 6749, 4.1.2).
func TestCodeOnce(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	code := l.code("lariat", "user:read offline_access")
	got := l.redeem("lariat", code)
	wantOAuth(t, "again", l.redeem("lariat", code), 400, "invalid_grant")
	if got := l.api(got.field("access_token"), "/user"); got.status != 401 {
		t.Errorf("the access token is still good: %d %s", got.status, got.body)
	}
	wantOAuth(t, "its refresh token", l.refresh("lariat", got.field("refresh_token")), 400, "invalid_grant")
	code = l.code("lariat", "user:read")
	l.wait(time.Minute)
	wantOAuth(t, "late", l.redeem("lariat", code), 400, "invalid_grant")
}

// To revoke either token ends the login (RFC 7009), for the client that has it.
func TestRevoke(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	for _, refreshed := range []bool{true, false} {
		access, refresh := l.login(wrangler, "user:read offline_access")
		wantOAuth(t, "another client", l.post("/oauth2/revoke", "client_id=lariat", "token="+refresh), 400, "invalid_grant")
		token := access
		if refreshed {
			token = refresh
		}
		got := l.post("/oauth2/revoke", "client_id="+wrangler, "token_type_hint=refresh_token", "token="+token)
		if got.status != http.StatusOK {
			t.Errorf("%d %s", got.status, got.body)
		}
		if got := l.api(access, "/user"); got.status != 401 {
			t.Errorf("the access token is still good: %d", got.status)
		}
		wantOAuth(t, "refresh", l.refresh(wrangler, refresh), 400, "invalid_grant")
	}
	if got := l.post("/oauth2/revoke", "client_id=lariat", "token=unknown"); got.status != http.StatusOK {
		t.Errorf("an unknown token: %d %s", got.status, got.body)
	}
	wantOAuth(t, "no token", l.post("/oauth2/revoke", "client_id=lariat"), 400, "invalid_request")
	wantOAuth(t, "no client", l.post("/oauth2/revoke", "token=x"), 401, "invalid_client")
}

// The owner of the state sees who is logged in, and can end it.
func TestGrants(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	l := newLogin(t, a.store)
	access, _ := l.login(wrangler, "user:read offline_access")
	l.login("lariat", "user:read")
	grants, err := a.store.Grants(t.Context())
	if err != nil || len(grants) != 2 || grants[0].Client != "Wrangler" || grants[1].Client != "lariat" ||
		grants[0].Scopes != "user:read offline_access" || grants[0].Expires.Sub(grants[0].Created) != 30*24*time.Hour {
		t.Fatalf("%+v, %v", grants, err)
	}
	if stats, err := a.store.Stats(t.Context()); err != nil || stats.Grants != 2 {
		t.Errorf("%+v, %v", stats, err)
	}
	if err := a.store.RevokeGrant(t.Context(), grants[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := l.api(access, "/user"); got.status != 401 {
		t.Errorf("still good: %d", got.status)
	}
	if err := a.store.RevokeGrant(t.Context(), grants[0].ID); err == nil {
		t.Error("revoked twice")
	}
	l.login(wrangler, "user:read offline_access")
	if err := a.store.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if grants, err := a.store.Grants(t.Context()); err != nil || len(grants) != 0 {
		t.Errorf("after a reset: %+v, %v", grants, err)
	}
}

// Of whatever OAuth gives out, the state keeps hashes alone.
func TestOAuthSecretsAreNotKept(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	l := newLogin(t, a.store)
	value := l.question(l.get(ask("lariat", "user:read")))
	code := l.code("lariat", "user:read")
	access, refresh := l.login("lariat", "user:read offline_access")
	device := l.post("/oauth2/device/auth", "client_id=lariat", "scope=user:read")
	for _, name := range []string{"lariat.db", "lariat.db-wal"} {
		data, err := os.ReadFile(filepath.Join(a.store.Dir(), name))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{value, code, access, refresh, device.field("device_code"), device.field("user_code")} {
			if secret == "" || bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}

// Whoever can open the pages can say yes, so they are for this machine.
func TestPagesAreLocal(t *testing.T) {
	t.Parallel()
	h := backend.New(newAPI(t).store, backend.WithAnyAddress())
	for peer, want := range map[string]int{"192.0.2.7:1": 403, "127.0.0.1:1": 200, "[::1]:1": 200, "": 200} {
		for _, path := range []string{ask("lariat", "user:read"), "/oauth2/device"} {
			r := httptest.NewRequestWithContext(t.Context(), "GET", "http://192.0.2.1:8911"+path, nil)
			r.RemoteAddr = peer
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("%s for %q: %d, want %d", path, peer, w.Code, want)
			}
		}
	}
	for _, path := range []string{"/oauth2/auth", "/oauth2/device/auth", "/oauth2/token"} {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "http://evil.example"+path, nil)
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != http.StatusForbidden {
			t.Errorf("%s for another host: %d", path, w.Code)
		}
	}
}
