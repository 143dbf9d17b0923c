package auth_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/auth/oauth"
)

// issuer is a token endpoint that takes each refresh token once: refresh-1 gives
// access-2 and refresh-2, and so on.
type issuer struct {
	*httptest.Server
	mu     sync.Mutex
	issued int
	status int           // of every reply, if it is set
	refuse func() string // runs before a refusal, and makes every reply one

	meanwhile func() // runs before a reply
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{issued: 1}
	i.Server = httptest.NewServer(http.HandlerFunc(i.token))
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if i.meanwhile != nil {
		i.meanwhile()
	}
	switch {
	case i.status != 0:
		w.WriteHeader(i.status)
		return
	case i.refuse != nil:
		i.refuse()
	}
	if i.refuse != nil || r.PostFormValue("refresh_token") != fmt.Sprintf("refresh-%d", i.issued) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_grant"}`))
		return
	}
	i.issued++
	_, _ = fmt.Fprintf(w, `{"access_token":"access-%d","refresh_token":"refresh-%d","token_type":"bearer","expires_in":3600,"scope":"a b"}`,
		i.issued, i.issued)
}

const expired = `oauth_token = "access-1"
expiration_time = "2026-11-21T11:00:00.000Z"
refresh_token = "refresh-1"
scopes = [ "a" ]
later = { key = "of a Wrangler to come" }
`

// withWrangler are sources with a login of Wrangler's that the issuer renews.
func withWrangler(t *testing.T, i *issuer, text string) (s auth.Sources, path string) {
	t.Helper()
	s = sources(t, map[string]string{"WRANGLER_TOKEN_URL": i.URL})
	return s, writeLogin(t, filepath.Join(s.Home, ".wrangler"), "default.toml", text)
}

// bearer is the token that credentials authorise a request with.
func bearer(t *testing.T, c auth.Credentials) (string, error) {
	t.Helper()
	r := &http.Request{Header: http.Header{}}
	err := c.Authorize(t.Context(), r)
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), err
}

func find(t *testing.T, s auth.Sources) auth.Credentials {
	t.Helper()
	c, err := auth.Find(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// facts/wrangler.md 5.2 and 5.3: the form that Wrangler reads, and nothing lost.
func TestRenewWrangler(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	s, path := withWrangler(t, i, expired)
	c := find(t, s)
	for range 2 {
		if token, err := bearer(t, c); err != nil || token != "access-2" {
			t.Errorf("%q, %v", token, err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`oauth_token = "access-2"`, `refresh_token = "refresh-2"`, `expiration_time = "2026-11-21T13:00:00.000Z"`,
		`scopes = ["a", "b"]`, `key = "of a Wrangler to come"`,
	} {
		if !strings.Contains(string(text), want+"\n") {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// Of many who find a token expired one renews it, and the others use what it got.
func TestRenewOnce(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	s, _ := withWrangler(t, i, expired)
	var all sync.WaitGroup
	for range 8 {
		c := find(t, s) // as a process of its own
		for range 2 {
			all.Go(func() {
				if token, err := bearer(t, c); err != nil || token != "access-2" {
					t.Errorf("%q, %v", token, err)
				}
			})
		}
	}
	all.Wait()
}

// Wrangler locks nothing: it may have used the refresh token up, and writes what
// it got a moment later.
func TestRenewedByWrangler(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	s, path := withWrangler(t, i, expired)
	i.refuse = func() string {
		text := strings.NewReplacer("T11:", "T13:", "access-1", "by-wrangler").Replace(expired)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Error(err)
		}
		return ""
	}
	if token, err := bearer(t, find(t, s)); err != nil || token != "by-wrangler" {
		t.Errorf("%q, %v", token, err)
	}
}

// A token that can be renewed is, shortly before its end; one that cannot is used
// until then, and what the API says of it counts.
func TestNearItsEnd(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		left    time.Duration
		refresh string
		want    string
	}{
		{"can be renewed", 29 * time.Second, "refresh-1", "access-2"},
		{"is good for a while", 31 * time.Second, "refresh-1", "access-1"},
		{"cannot be renewed", time.Second, "", "access-1"},
		{"has ended", 0, "", ""},
	} {
		i := newIssuer(t)
		s := withLogins(t, false)
		issued := oauth.NewToken("access-1", tt.refresh, now().Add(tt.left), nil)
		keep(t, s, s.OAuthLogin(oauth.Config{ClientID: "c", Endpoint: oauth.Endpoint{TokenURL: i.URL}}, issued))
		c := find(t, s)
		token, err := bearer(t, c)
		if expired, ok := errors.AsType[*auth.ExpiredError](err); token != tt.want || ok != (tt.want == "") || ok && !expired.At.Equal(now()) {
			t.Errorf("%s: %q, %v, want %q", tt.name, token, err, tt.want)
		}
		if tt.refresh != "" || token == "" {
			continue
		}
		refused := &http.Request{Header: http.Header{"Authorization": {"Bearer " + token}}}
		if ok, err := c.Reauthorize(t.Context(), refused); ok || err != nil {
			t.Errorf("%s: %v, %v: there is no other token, and this one has not ended", tt.name, ok, err)
		}
	}
}

// What the server refuses has ended; what it does not answer may be good. Neither
// changes what is kept.
func TestNotRenewed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		set  func(*issuer)
		want func(error) bool
	}{
		{"refused", func(i *issuer) { i.refuse = func() string { return "" } }, func(err error) bool {
			_, ok := errors.AsType[*auth.ExpiredError](err)
			return ok
		}},
		{"trouble", func(i *issuer) { i.status = 503 }, func(err error) bool {
			_, ok := errors.AsType[*oauth.UnavailableError](err)
			return ok
		}},
		{"gone", func(i *issuer) { i.Close() }, func(err error) bool {
			_, ok := errors.AsType[*oauth.UnavailableError](err)
			return ok
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			i := newIssuer(t)
			tt.set(i)
			s, path := withWrangler(t, i, expired)
			token, err := bearer(t, find(t, s))
			if token != "" || !tt.want(err) || strings.Contains(fmt.Sprint(err), "refresh-1") {
				t.Errorf("%q, %v", token, err)
			}
			if text, err := os.ReadFile(path); err != nil || string(text) != expired {
				t.Errorf("%s, %v", text, err)
			}
		})
	}
}

// A token that the API refuses is renewed whatever this machine's clock says, and
// once for all who used it.
func TestReauthorize(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	s, _ := withWrangler(t, i, strings.Replace(expired, "T11:", "T13:", 1))
	c := find(t, s)
	r := &http.Request{Header: http.Header{}}
	if err := c.Authorize(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if ok, err := c.Reauthorize(t.Context(), r); !ok || err != nil {
				t.Errorf("%v, %v", ok, err)
			}
		})
	}
	all.Wait()
	if token, err := bearer(t, c); err != nil || token != "access-2" {
		t.Errorf("%q, %v", token, err)
	}
	fixed := auth.Token(secret, "a test")
	if err := fixed.Authorize(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if ok, err := fixed.Reauthorize(t.Context(), r); ok || err != nil {
		t.Errorf("%v, %v: an API token has no other", ok, err)
	}
}
