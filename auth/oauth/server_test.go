package oauth_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// What the server gives out.
const (
	access  = "access-4f1c9e0a77b2"
	refresh = "refresh-90ab13cd55e1"
	theCode = "code-7d2f66e81b09"
	device  = "device-3b8c41f0aa92"
)

func now() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// server is a small authorization server. Its token endpoint checks what every
// request has to have, and then replies as the test wants.
type server struct {
	url string

	mu        sync.Mutex
	forms     []url.Values // that were sent
	challenge string
	answers   map[string]http.HandlerFunc // of the endpoints: token, revoke, device
}

// newServer starts one, and a config for it with a clock that stands still.
func newServer(t *testing.T) (*server, oauth.Config) {
	t.Helper()
	s := &server{answers: map[string]http.HandlerFunc{
		"token": replyWith(tokenReply(nil)), "device": replyWith(deviceReply(nil)), "revoke": reply(200, ""),
	}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /oauth2/auth", s.authorize)
	mux.HandleFunc("POST /oauth2/token", s.record(t, "token"))
	mux.HandleFunc("POST /oauth2/revoke", s.record(t, "revoke"))
	mux.HandleFunc("POST /oauth2/device/auth", s.record(t, "device"))
	ts := httptest.NewUnstartedServer(mux)
	ts.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	ts.Start()
	t.Cleanup(ts.Close)
	s.url = ts.URL
	endpoint, err := oauth.EndpointAt(ts.URL)
	if err != nil {
		t.Fatal(err)
	}
	return s, oauth.Config{
		ClientID: "client", Endpoint: endpoint, Scopes: []string{"a", "b"}, Now: now, HTTP: ts.Client(),
	}
}

// authorize consents at once, as a person would after a look.
func (s *server) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	s.mu.Lock()
	s.challenge = q.Get("code_challenge")
	s.mu.Unlock()
	if q.Get("response_type") != "code" || q.Get("client_id") != "client" || q.Get("scope") != "a b" ||
		q.Get("code_challenge_method") != "S256" || len(q.Get("state")) != 43 {
		http.Error(w, "bad request: "+r.URL.RawQuery, http.StatusBadRequest)
		return
	}
	back := url.Values{"code": {theCode}, "state": {q.Get("state")}, "iss": {s.url}}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// record keeps the form and refuses what no public client sends.
func (s *server) record(t *testing.T, endpoint string) http.HandlerFunc {
	t.Helper()
	return func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil || r.URL.RawQuery != "" || r.Header.Get("Authorization") != "" ||
			r.PostForm.Get("client_id") != "client" || r.PostForm.Has("client_secret") {
			t.Errorf("a request that no public client makes: %v, %v, %v", r.URL, r.Header, r.PostForm)
		}
		s.mu.Lock()
		s.forms = append(s.forms, r.PostForm)
		next := s.answers[endpoint]
		s.mu.Unlock()
		next(w, r)
	}
}

// answer makes an endpoint answer so.
func (s *server) answer(endpoint string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[endpoint] = h
}

func (s *server) answerAll(h http.HandlerFunc) {
	for _, endpoint := range []string{"token", "revoke", "device"} {
		s.answer(endpoint, h)
	}
}

// sent are the forms so far.
func (s *server) sent() []url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.forms)
}

// form is the one form that was sent.
func (s *server) form(t *testing.T) url.Values {
	t.Helper()
	forms := s.sent()
	if len(forms) != 1 {
		t.Fatalf("%d requests, want 1: %v", len(forms), forms)
	}
	return forms[0]
}

// provesVerifier says whether the verifier is that of the challenge (RFC 7636).
func (s *server) provesVerifier(form url.Values) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.challenge != "" && oauth2.S256ChallengeFromVerifier(form.Get("code_verifier")) == s.challenge
}

type object map[string]any

// tokenReply is a good one with changes; nil takes a member away.
func tokenReply(changes object) object {
	return changed(object{
		"access_token": access, "refresh_token": refresh, "token_type": "bearer", "expires_in": 3600, "scope": "a",
	}, changes)
}

func deviceReply(changes object) object {
	return changed(object{
		"device_code": device, "user_code": "ABCD-EFGH", "expires_in": 600, "interval": 2,
	}, changes)
}

func changed(o, changes object) object {
	for name, value := range changes {
		o[name] = value
		if value == nil {
			delete(o, name)
		}
	}
	return o
}

func replyWith(o object) http.HandlerFunc {
	data, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return reply(200, string(data))
}

func reply(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// page is what the browser shows at last.
type page struct {
	status int
	header http.Header
	body   string
}

// browse opens an address as a browser does, and follows it to the callback.
func browse(t *testing.T, address string) page {
	t.Helper()
	r, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Error(err)
		return page{}
	}
	return send(t, r)
}

func send(t *testing.T, r *http.Request) page {
	t.Helper()
	transport := &http.Transport{DisableKeepAlives: true}
	resp, err := (&http.Client{Transport: transport}).Do(r)
	if err != nil {
		t.Errorf("%s: %v", r.URL.Host, err)
		return page{}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Error(err)
	}
	return page{resp.StatusCode, resp.Header, string(body)}
}

// holds reports a secret in text.
func holds(t *testing.T, what, text string) {
	t.Helper()
	for _, secret := range []string{access, refresh, theCode, device} {
		if strings.Contains(text, secret) {
			t.Errorf("%s holds %q: %s", what, secret, text)
		}
	}
}
