package backend_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

const deviceGrant = "grant_type=urn:ietf:params:oauth:grant-type:device_code"

// device begins the flow (RFC 8628, 3.1), and returns how to poll.
func (l *login) device(scope string) (begun answer, poll func() answer) {
	l.t.Helper()
	begun = l.post("/oauth2/device/auth", "client_id="+wrangler, "scope="+scope)
	return begun, func() answer {
		l.t.Helper()
		return l.post("/oauth2/token", deviceGrant, "client_id="+wrangler, "device_code="+begun.field("device_code"))
	}
}

// decide answers the page that shows a device's code.
func (l *login) decide(userCode, decision string) answer {
	l.t.Helper()
	page := l.get("/oauth2/device?user_code=" + userCode)
	return l.post("/oauth2/device", "request="+l.question(page), "decision="+decision)
}

func TestDevice(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	begun, poll := l.device("user:read offline_access")
	want := regexp.MustCompile(`^\{"device_code":"[\w-]{43}","user_code":"([B-Z]{4}-[B-Z]{4})","verification_uri":"` + l.url +
		`/oauth2/device","verification_uri_complete":"` + l.url + `/oauth2/device\?user_code=[B-Z]{4}-[B-Z]{4}","expires_in":300,"interval":1\}$`)
	m := want.FindStringSubmatch(begun.body)
	if begun.status != http.StatusOK || m == nil || begun.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %s", begun.status, begun.body)
	}
	wantOAuth(t, "at first", poll(), 400, "authorization_pending")
	wantOAuth(t, "too soon", poll(), 400, "slow_down")
	l.wait(2 * time.Second)
	wantOAuth(t, "the same pace", poll(), 400, "slow_down")
	l.wait(11 * time.Second)
	wantOAuth(t, "slower", poll(), 400, "authorization_pending")
	if page := l.get("/oauth2/device"); !strings.Contains(page.body, `name="user_code"`) || strings.Contains(page.body, `name="request"`) {
		t.Error(page.body)
	}
	page := l.get("/oauth2/device?user_code=" + strings.ToLower(strings.ReplaceAll(m[1], "-", "+")))
	for _, want := range []string{m[1], "Wrangler", "user:read", accountID, `action="/oauth2/device"`} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the page lacks %q:\n%s", want, page.body)
		}
	}
	value := l.question(page)
	if got := l.post("/oauth2/auth", "request="+value, "decision=allow"); got.status != http.StatusBadRequest {
		t.Errorf("at the other address: %d %s", got.status, got.body)
	}
	if got := l.post("/oauth2/device", "request="+value, "decision=allow"); got.status != 200 || !strings.Contains(got.body, "is logged in") {
		t.Errorf("%d %s", got.status, got.body)
	}
	wantOAuth(t, "another client", l.post("/oauth2/token", deviceGrant, "client_id=lariat", "device_code="+begun.field("device_code")),
		400, "invalid_grant")
	got := poll()
	if got.status != http.StatusOK || got.field("refresh_token") == "" || l.api(got.field("access_token"), "/user").status != 200 {
		t.Errorf("%d %s", got.status, got.body)
	}
	wantOAuth(t, "again", poll(), 400, "invalid_grant")
}

func TestDeviceRefusals(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	begun, poll := l.device("user:read")
	if got := l.decide(begun.field("user_code"), "deny"); got.status != 200 || !strings.Contains(got.body, "not logged in") {
		t.Errorf("%d %s", got.status, got.body)
	}
	wantOAuth(t, "denied", poll(), 400, "access_denied")
	if got := l.get("/oauth2/device?user_code=" + begun.field("user_code")); got.status != http.StatusNotFound {
		t.Errorf("decided twice: %d", got.status)
	}
	begun, poll = l.device("user:read")
	late := l.question(l.get("/oauth2/device?user_code=" + begun.field("user_code")))
	l.wait(5 * time.Minute)
	wantOAuth(t, "late", poll(), 400, "expired_token")
	if got := l.post("/oauth2/device", "request="+late, "decision=allow"); got.status != http.StatusBadRequest {
		t.Errorf("a late yes: %d", got.status)
	}
	wantOAuth(t, "still late", poll(), 400, "expired_token")
	l.wait(time.Hour)
	wantOAuth(t, "forgotten", poll(), 400, "invalid_grant")
	for _, code := range []string{"x", "BBBB-BBBB", "<script>"} {
		got := l.get("/oauth2/device?user_code=" + code)
		if got.status != http.StatusNotFound || strings.Contains(got.body, "<script") {
			t.Errorf("%s: %d", code, got.status)
		}
	}
	wantOAuth(t, "no client", l.post("/oauth2/device/auth", "scope=user:read"), 401, "invalid_client")
	wantOAuth(t, "no scope", l.post("/oauth2/device/auth", "client_id=lariat"), 400, "invalid_scope")
}

func TestReadUserCode(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"BCDF-GHJK": "BCDF-GHJK", "bcdfghjk": "BCDF-GHJK", "b c-d f g.h j k": "BCDF-GHJK", "": "", "BCDF": "", "BCDF-GHJKL": "",
	} {
		if got := backend.ReadUserCode(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
