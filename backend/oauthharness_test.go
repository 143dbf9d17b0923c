package backend_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// The parts of a login that tests do not vary.
const (
	callback = "http://localhost:8976/oauth/callback"
	verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk-._~"
	wrangler = "54d11594-84e4-41aa-b438-e81b8fa78ee7"
)

// login logs in at a server on loopback, whose clock the test moves.
type login struct {
	t    testing.TB
	url  string
	http *http.Client

	mu  sync.Mutex
	now time.Time
}

func newLogin(tb testing.TB, store *backend.Store, opts ...backend.Option) *login {
	tb.Helper()
	l := &login{t: tb, now: time.Now()}
	server := httptest.NewServer(backend.New(store, append(opts, backend.WithClock(l.clock))...))
	tb.Cleanup(server.Close)
	l.url, l.http = server.URL, server.Client()
	l.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return l
}

func (l *login) clock() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

func (l *login) wait(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now = l.now.Add(d)
}

// answer is a reply, read.
type answer struct {
	status int
	header http.Header
	body   string
}

// field is a text of a JSON reply.
func (a answer) field(name string) string {
	var v map[string]any
	_ = json.Unmarshal([]byte(a.body), &v) // another body has no field
	text, _ := v[name].(string)
	return text
}

func (l *login) send(r *http.Request) answer {
	l.t.Helper()
	reply, err := l.http.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return answer{reply.StatusCode, reply.Header, string(body)}
}

func (l *login) request(method, path, body string) *http.Request {
	l.t.Helper()
	r, err := http.NewRequestWithContext(l.t.Context(), method, l.url+path, strings.NewReader(body))
	if err != nil {
		l.t.Fatal(err)
	}
	return r
}

func (l *login) get(path string) answer {
	l.t.Helper()
	return l.send(l.request("GET", path, ""))
}

// post sends a form of "name=value" pairs.
func (l *login) post(path string, pairs ...string) answer {
	l.t.Helper()
	r := l.request("POST", path, formOf(pairs...).Encode())
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return l.send(r)
}

func formOf(pairs ...string) url.Values {
	form := url.Values{}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		form.Add(name, value)
	}
	return form
}

// ask is a path to log in by; pairs replace what it has, or add to it.
func ask(client, scope string, pairs ...string) string {
	sum := sha256.Sum256([]byte(verifier))
	query := formOf("response_type=code", "client_id="+client, "redirect_uri="+callback, "scope="+scope, "state=s t",
		"code_challenge="+base64.RawURLEncoding.EncodeToString(sum[:]), "code_challenge_method=S256")
	for name, values := range formOf(pairs...) {
		query[name] = values
	}
	return "/oauth2/auth?" + query.Encode()
}

var oneTime = regexp.MustCompile(`name="request" value="([A-Za-z0-9_-]+)"`)

// question is the value of a consent page.
func (l *login) question(page answer) string {
	l.t.Helper()
	m := oneTime.FindStringSubmatch(page.body)
	if page.status != http.StatusOK || m == nil {
		l.t.Fatalf("no consent page: %d %s", page.status, page.body)
	}
	return m[1]
}

// callbackQuery is what a decision sends to the client.
func (l *login) callbackQuery(a answer) url.Values {
	l.t.Helper()
	u, err := url.Parse(a.header.Get("Location"))
	if err != nil || a.status != http.StatusSeeOther || !strings.HasPrefix(u.String(), callback+"?") {
		l.t.Fatalf("no redirect: %d %s %s", a.status, a.header.Get("Location"), a.body)
	}
	return u.Query()
}

// code is one of a user who said yes.
func (l *login) code(client, scope string) string {
	l.t.Helper()
	value := l.question(l.get(ask(client, scope)))
	return l.callbackQuery(l.post("/oauth2/auth", "request="+value, "decision=allow")).Get("code")
}

// redeem gives tokens for a code, as Wrangler asks for them.
func (l *login) redeem(client, code string) answer {
	l.t.Helper()
	return l.post("/oauth2/token", "grant_type=authorization_code", "code="+code, "redirect_uri="+callback,
		"client_id="+client, "code_verifier="+verifier)
}

func (l *login) refresh(client, token string, more ...string) answer {
	l.t.Helper()
	return l.post("/oauth2/token", append(more, "grant_type=refresh_token", "refresh_token="+token, "client_id="+client)...)
}

// login returns the tokens of a whole login.
func (l *login) login(client, scope string) (access, refresh string) {
	l.t.Helper()
	a := l.redeem(client, l.code(client, scope))
	if a.status != http.StatusOK {
		l.t.Fatalf("no tokens: %d %s", a.status, a.body)
	}
	return a.field("access_token"), a.field("refresh_token")
}

// api asks the API with a token.
func (l *login) api(token, path string) answer {
	l.t.Helper()
	r := l.request("GET", "/client/v4"+path, "")
	r.Header.Set("Authorization", "Bearer "+token)
	return l.send(r)
}

// wantOAuth compares a failure of OAuth's.
func wantOAuth(t *testing.T, what string, got answer, status int, code string) {
	t.Helper()
	if got.status != status || got.field("error") != code || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s: %d %s, want %d %s", what, got.status, got.body, status, code)
	}
}
