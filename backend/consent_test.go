package backend_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The page says who asks for what, and can neither be framed nor run anything.
func TestConsentPage(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	got := l.get(ask(wrangler, "connectivity:admin user:read offline_access", "state=<s>",
		`redirect_uri=http://127.0.0.1:1/cb?x="><script>alert(1)</script>`))
	for _, want := range []string{
		"<strong>Wrangler</strong>", wrangler, "See, change and bind VPC Services", "connectivity:admin", "offline_access",
		"local@lariat.invalid", "Local", accountID, "http://127.0.0.1:1/cb?x=&#34;&gt;&lt;script&gt;",
		`<form method="post" action="/oauth2/auth">`, `value="allow">Allow<`, `value="deny">Deny<`,
	} {
		if !strings.Contains(got.body, want) {
			t.Errorf("the page lacks %q:\n%s", want, got.body)
		}
	}
	if strings.Contains(got.body, "<script") || strings.Contains(got.body, "&lt;s&gt;") {
		t.Errorf("the page holds what it must not:\n%s", got.body)
	}
	policy := regexp.MustCompile(`^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; frame-ancestors 'none'$`)
	h := got.header
	_, style, _ := strings.Cut(got.body, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	if !strings.Contains(h.Get("Content-Security-Policy"), base64.StdEncoding.EncodeToString(sum[:])) {
		t.Errorf("the policy does not allow the page's style %q", style)
	}
	if !policy.MatchString(h.Get("Content-Security-Policy")) || h.Get("X-Frame-Options") != "DENY" ||
		h.Get("Cache-Control") != "no-store" || h.Get("Referrer-Policy") != "same-origin" ||
		h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("headers: %v", h)
	}
}

// Whatever else is wrong, nobody is redirected to where a client does not
// listen.
func TestNoRedirect(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	for name, pairs := range map[string][]string{
		"client":         {"client_id=nope"},
		"no client":      {"client_id="},
		"two clients":    {"client_id=lariat", "client_id=lariat"},
		"no redirect":    {"redirect_uri="},
		"two redirects":  {"redirect_uri=" + callback, "redirect_uri=" + callback},
		"another host":   {"redirect_uri=http://evil.example/"},
		"https":          {"redirect_uri=https://localhost/"},
		"a fragment":     {"redirect_uri=http://localhost:1/#"},
		"a user":         {"redirect_uri=http://localhost@evil.example/"},
		"of this server": {"redirect_uri=javascript:alert(1)"},
	} {
		for _, more := range [][]string{nil, {"response_type=token"}, {"scope=nope"}} {
			got := l.get(ask("lariat", "user:read", append(pairs, more...)...))
			if got.status != http.StatusBadRequest || got.header.Get("Location") != "" || strings.Contains(got.body, `name="request"`) {
				t.Errorf("%s %v: %d %s", name, more, got.status, got.header.Get("Location"))
			}
		}
	}
}

// RFC 6749, 4.1.2.1.
func TestAuthorizeErrors(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	for name, tt := range map[string]struct {
		pairs []string
		code  string
	}{
		"no type":          {[]string{"response_type="}, "invalid_request"},
		"implicit":         {[]string{"response_type=token"}, "unsupported_response_type"},
		"no PKCE":          {[]string{"code_challenge="}, "invalid_request"},
		"plain":            {[]string{"code_challenge_method=plain"}, "invalid_request"},
		"no method":        {[]string{"code_challenge_method="}, "invalid_request"},
		"a bad challenge":  {[]string{"code_challenge=abc"}, "invalid_request"},
		"an unknown scope": {[]string{"scope=user:read dns:\"edit\""}, "invalid_scope"},
		"no scope":         {[]string{"scope="}, "invalid_scope"},
		"two scopes":       {[]string{"scope=user:read", "scope=user:read"}, "invalid_request"},
	} {
		query := l.callbackQuery(l.get(ask("lariat", "user:read", tt.pairs...)))
		about := query.Get("error_description")
		if query.Get("error") != tt.code || query.Get("state") != "s t" || query.Has("code") ||
			about == "" || strings.ContainsAny(about, "\"\\\n") {
			t.Errorf("%s: %v", name, query)
		}
	}
}

// The answer counts once, for a while, and from the page alone.
func TestDecision(t *testing.T) {
	t.Parallel()
	l := newLogin(t, newAPI(t).store)
	query := l.callbackQuery(l.post("/oauth2/auth", "request="+l.question(l.get(ask("lariat", "user:read"))), "decision=deny"))
	if query.Get("error") != "access_denied" || query.Get("state") != "s t" || query.Has("code") {
		t.Errorf("denied: %v", query)
	}
	value := l.question(l.get(ask("lariat", "user:read", "redirect_uri="+callback+"?a=b", "state=")))
	if got := l.post("/oauth2/device", "request="+value, "decision=allow"); got.status != http.StatusBadRequest {
		t.Errorf("at the device's address: %d %s", got.status, got.body)
	}
	for _, header := range [][2]string{
		{"Origin", "http://evil.example"}, {"Origin", "null"}, {"Origin", "http://localhost:1"}, {"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"},
	} {
		r := l.request("POST", "/oauth2/auth", "decision=allow&request="+value)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(header[0], header[1])
		if got := l.send(r); got.status != http.StatusForbidden || got.header.Get("Location") != "" {
			t.Errorf("%v: %d %s", header, got.status, got.header.Get("Location"))
		}
	}
	for _, decision := range []string{"", "maybe"} {
		if got := l.post("/oauth2/auth", "request="+value, "decision="+decision); got.status != http.StatusBadRequest {
			t.Errorf("%q: %d", decision, got.status)
		}
	}
	r := l.request("POST", "/oauth2/auth", "decision=allow&request="+value)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", l.url)
	query = l.callbackQuery(l.send(r))
	if query.Get("a") != "b" || len(query.Get("code")) != 43 || query.Has("state") {
		t.Errorf("allowed: %v", query)
	}
	late := l.question(l.get(ask("lariat", "user:read")))
	l.wait(10 * time.Minute)
	for name, value := range map[string]string{"again": value, "late": late, "made up": "x", "none": ""} {
		got := l.post("/oauth2/auth", "request="+value, "decision=allow")
		if got.status != http.StatusBadRequest || got.header.Get("Location") != "" {
			t.Errorf("%s: %d %s", name, got.status, got.header.Get("Location"))
		}
	}
}

// A page that opens many others does not fill the disk.
func TestManyQuestions(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	l := newLogin(t, a.store)
	for range 120 {
		l.get(ask("lariat", "user:read"))
		l.post("/oauth2/device/auth", "client_id=lariat", "scope=user:read")
	}
	var requests, devices int
	err := raw(t, a.store.Dir()).QueryRowContext(t.Context(),
		"SELECT (SELECT count(*) FROM oauth_requests), (SELECT count(*) FROM oauth_devices)").Scan(&requests, &devices)
	if err != nil || requests != 100 || devices != 100 {
		t.Errorf("%d and %d are kept, %v", requests, devices, err)
	}
}
