package oauth_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// visit is a login in which the test is the browser: it is told where to come
// back to, and with which state.
type visit struct {
	t        *testing.T
	callback *url.URL
	state    string
}

// visitCallback runs Authorize with a browser that is come.
func visitCallback(t *testing.T, c oauth.Config, b oauth.Browser, come func(v visit)) (oauth.Token, error) {
	t.Helper()
	done := make(chan struct{})
	b.Open = func(_ context.Context, address string) {
		u, err := url.Parse(address)
		if err != nil {
			t.Error(err)
		}
		back, err := url.Parse(u.Query().Get("redirect_uri"))
		if err != nil {
			t.Error(err)
		}
		go func() {
			defer close(done)
			come(visit{t, back, u.Query().Get("state")})
		}()
	}
	token, err := c.Authorize(t.Context(), b)
	<-done
	return token, err
}

// answer is the query of an answer with the right state.
func (v visit) answer(pairs ...string) string {
	q := url.Values{"state": {v.state}}
	for i := 0; i < len(pairs); i += 2 {
		q.Add(pairs[i], pairs[i+1])
	}
	return q.Encode()
}

// send comes back with a query; the change makes the request another one.
func (v visit) send(query string, change func(*http.Request)) page {
	v.t.Helper()
	u := *v.callback
	u.RawQuery = query
	r, err := http.NewRequestWithContext(context.WithoutCancel(v.t.Context()), http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		v.t.Error(err)
		return page{}
	}
	if change != nil {
		change(r)
	}
	got := send(v.t, r)
	v.checkPage(got)
	return got
}

// checkPage looks for what every page has to have.
func (v visit) checkPage(p page) {
	v.t.Helper()
	csp := p.header.Get("Content-Security-Policy")
	if !strings.HasPrefix(csp, "default-src 'none'; style-src 'sha256-") || !strings.Contains(csp, "frame-ancestors 'none'") ||
		p.header.Get("Referrer-Policy") != "no-referrer" || p.header.Get("Cache-Control") != "no-store" ||
		p.header.Get("X-Content-Type-Options") != "nosniff" || p.header.Get("Access-Control-Allow-Origin") != "" {
		v.t.Errorf("headers of the page: %v", p.header)
	}
	if strings.Contains(p.body, "<script") || strings.Contains(p.body, v.state) {
		v.t.Errorf("the page: %s", p.body)
	}
	holds(v.t, "the page", p.body)
}

// What is no answer to this login gets a page, and the login goes on: a stray
// tab cannot break it (facts/wrangler.md 5.2).
func TestStrayVisits(t *testing.T) {
	t.Parallel()
	_, c := newServer(t)
	_, err := visitCallback(t, c, oauth.Browser{}, func(v visit) {
		good := v.answer("code", theCode)
		for _, tt := range []struct {
			name, query string
			change      func(*http.Request)
			status      int
		}{
			{"no state", "code=" + theCode, nil, 400},
			{"wrong state", "state=x&code=" + theCode, nil, 400},
			{"beginning of the state", "code=" + theCode + "&state=" + v.state[:42], nil, 400},
			{"two states", good + "&state=x", nil, 400},
			{"an error without the state", "error=access_denied", nil, 400},
			{"malformed query", good + "&%zz", nil, 400},
			{"another name", good, func(r *http.Request) { r.Host = "evil.example.com:" + v.callback.Port() }, 421},
			{"another name for it", good, func(r *http.Request) { r.Host = "localhost:" + v.callback.Port() }, 421},
			{"no port", good, func(r *http.Request) { r.Host = "127.0.0.1" }, 421},
			{"POST", good, func(r *http.Request) { r.Method = http.MethodPost }, 405},
			{"HEAD", good, func(r *http.Request) { r.Method = http.MethodHead }, 405},
			{"OPTIONS", good, func(r *http.Request) { r.Method = http.MethodOptions }, 405},
			{"favicon", good, func(r *http.Request) { r.URL.Path = "/favicon.ico" }, 404},
			{"below the path", good, func(r *http.Request) { r.URL.Path += "/" }, 404},
		} {
			if got := v.send(tt.query, tt.change); got.status != tt.status {
				t.Errorf("%s: %d, want %d", tt.name, got.status, tt.status)
			}
		}
		if got := v.send(good, nil); got.status != 200 {
			t.Errorf("the answer: %d %s", got.status, got.body)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// What comes with the right state is the answer, good or bad.
func TestAnswers(t *testing.T) {
	t.Parallel()
	const script = "<script>alert(1)</script>\x1b]0;x\a"
	refused := func(err error) bool { _, ok := errors.AsType[*oauth.RefusedError](err); return ok }
	response := func(err error) bool { _, ok := errors.AsType[*oauth.ResponseError](err); return ok }
	for _, tt := range []struct {
		name   string
		pairs  []string
		status int
		is     func(error) bool
		text   string // of the error
		page   string
	}{
		{"denied", []string{"error", "access_denied", "error_description", "The user said no"}, 403, refused,
			"the login server refused: The user said no (access_denied)", "The login was denied"},
		{"error", []string{"error", "invalid_scope", "error_description", script}, 502, refused,
			"the login server refused: <script>alert(1)</script>]0;x (invalid_scope)", "&lt;script&gt;alert(1)&lt;/script&gt;]0;x"},
		{"hostile error", []string{"error", script}, 502, response, "the answer from the browser is an error without a name", ""},
		{"error and code", []string{"error", "server_error", "code", theCode}, 502, refused,
			"the login server refused: server_error", ""},
		{"no code", nil, 502, response, "the answer from the browser has no code", "The login failed"},
		{"empty code", []string{"code", ""}, 502, response, "the answer from the browser has no code", ""},
		{"two codes", []string{"code", theCode, "code", "x"}, 502, response, "the answer from the browser has a parameter twice", ""},
		{"other server", []string{"code", theCode, "iss", "https://evil.example.com"}, 502, response,
			"the answer from the browser is from another login server", ""},
		{"empty issuer", []string{"code", theCode, "iss", ""}, 502, response,
			"the answer from the browser is from another login server", ""},
		{"long code", []string{"code", strings.Repeat("c", 9<<10)}, 502, response, "the answer from the browser has no code", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, c := newServer(t)
			_, err := visitCallback(t, c, oauth.Browser{}, func(v visit) {
				if got := v.send(v.answer(tt.pairs...), nil); got.status != tt.status || !strings.Contains(got.body, tt.page) {
					t.Errorf("the page: %d %s", got.status, got.body)
				}
			})
			if err == nil || !tt.is(err) || err.Error() != tt.text {
				t.Errorf("%v, want %q", err, tt.text)
			}
			if len(s.sent()) > 0 {
				t.Errorf("a token is asked for: %v", s.sent())
			}
		})
	}
}

// The issuer may come as a URL that ends in a slash.
func TestIssuer(t *testing.T) {
	t.Parallel()
	for _, slash := range []string{"", "/"} {
		s, c := newServer(t)
		if _, err := visitCallback(t, c, oauth.Browser{}, func(v visit) {
			v.send(v.answer("code", theCode, "iss", s.url+slash), nil)
		}); err != nil {
			t.Errorf("%q: %v", slash, err)
		}
	}
}

// Of two answers at once one is taken; and no page says "done" before the code
// was exchanged.
func TestTwoAnswersAtOnce(t *testing.T) {
	t.Parallel()
	s, c := newServer(t)
	exchanging, second := make(chan struct{}), make(chan struct{})
	s.answer("token", func(w http.ResponseWriter, r *http.Request) {
		close(exchanging)
		<-second
		replyWith(tokenReply(nil))(w, r)
	})
	_, err := visitCallback(t, c, oauth.Browser{}, func(v visit) {
		first := make(chan page)
		go func() { first <- v.send(v.answer("code", theCode), nil) }()
		<-exchanging
		if got := v.send(v.answer("code", "another"), nil); got.status != http.StatusConflict {
			t.Errorf("the second: %d", got.status)
		}
		select {
		case got := <-first:
			t.Errorf("a page before the exchange: %s", got.body)
		default:
		}
		close(second)
		if got := <-first; got.status != 200 {
			t.Errorf("the first: %d %s", got.status, got.body)
		}
	})
	if form := s.form(t); err != nil || form.Get("code") != theCode {
		t.Errorf("%v, %v", form, err)
	}
}

// A browser that goes away before the exchange is over has logged in all the
// same.
func TestBrowserLeaves(t *testing.T) {
	t.Parallel()
	s, c := newServer(t)
	exchanging, gone := make(chan struct{}), make(chan struct{})
	s.answer("token", func(w http.ResponseWriter, r *http.Request) {
		close(exchanging)
		<-gone
		replyWith(tokenReply(nil))(w, r)
	})
	token, err := visitCallback(t, c, oauth.Browser{}, func(v visit) {
		conn, err := net.Dial("tcp", v.callback.Host)
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = conn.Write([]byte("GET " + v.callback.Path + "?" + v.answer("code", theCode) + " HTTP/1.1\r\nHost: " +
			v.callback.Host + "\r\n\r\n"))
		<-exchanging
		conn.Close()
		close(gone)
	})
	if err != nil || token.Access() != access {
		t.Errorf("%v, %v", token, err)
	}
}

// The policy lets the page's one style through.
func TestStyleHash(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	oauth.NewCallback("127.0.0.1:1", "state").ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1/", http.NoBody))
	_, rest, _ := strings.Cut(w.Body.String(), "<style>")
	style, _, found := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	if !found || !strings.Contains(w.Header().Get("Content-Security-Policy"),
		"'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		t.Errorf("%v: %s", w.Header(), w.Body)
	}
}

// No request without the state is taken for the answer or gets its own words
// back.
func FuzzCallback(f *testing.F) {
	f.Add("/oauth/callback", "state=x&code=y", "127.0.0.1:1")
	f.Add("/oauth/callback", "error=<script>&state=", "127.0.0.1:1")
	f.Add("//evil", "%zz", "evil")
	f.Fuzz(func(t *testing.T, path, query, host string) {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1/", http.NoBody)
		r.URL.Path, r.URL.RawQuery, r.Host = path, query, host
		w := httptest.NewRecorder()
		oauth.NewCallback("127.0.0.1:1", "the-state-that-nobody-knows").ServeHTTP(w, r)
		if w.Code < 400 || w.Code >= 500 || len(query) > 40 && strings.Contains(w.Body.String(), query) {
			t.Errorf("%d: %s", w.Code, w.Body)
		}
	})
}
