package oauth_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// hijack writes raw bytes in place of a reply, and closes the connection.
func hijack(raw func(r *http.Request) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(conn, raw(r))
		_ = conn.Close()
	}
}

// echo puts everything that was sent into the reply.
func echo(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, values := range r.PostForm {
			w.Header().Add("X-Echo", values[0])
		}
		reply(status, strings.ReplaceAll(text, "ECHO", r.PostForm.Encode()))(w, r)
	}
}

// faults are replies of which nothing can be learnt: the login may be as good as
// it was.
func faults() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"500":                      reply(500, `{"error":"invalid_grant"}`),
		"503 of a proxy":           echo(503, "<html>ECHO</html>"),
		"429":                      reply(429, `{"error":"slow_down"}`),
		"HTML":                     echo(200, "<html>ECHO</html>"),
		"HTML of a refusal":        echo(403, "<html>ECHO</html>"),
		"form":                     echo(400, "error=invalid_grant&ECHO"),
		"empty":                    reply(200, ""),
		"empty refusal":            reply(400, ""),
		"null":                     reply(200, "null"),
		"list":                     reply(200, "[]"),
		"half":                     reply(200, `{"access_token":"`+access+`"`),
		"huge":                     reply(200, `{"access_token":"`+strings.Repeat("a", 1<<20)+`"}`),
		"long token":               replyWith(tokenReply(object{"access_token": strings.Repeat("a", 9<<10)})),
		"no token":                 replyWith(tokenReply(object{"access_token": nil})),
		"token that is a number":   replyWith(tokenReply(object{"access_token": 5})),
		"token with a line break":  replyWith(tokenReply(object{"access_token": "a\r\nX-Evil: 1"})),
		"refresh token with space": replyWith(tokenReply(object{"refresh_token": "a b"})),
		"MAC":                      replyWith(tokenReply(object{"token_type": "mac"})),
		"type with a secret":       replyWith(tokenReply(object{"token_type": access})),
		"expiry that is text":      replyWith(tokenReply(object{"expires_in": access})),
		"in trouble":               reply(400, `{"error":"temporarily_unavailable"}`),
		"API envelope":             reply(400, `{"success":false,"errors":[{"code":10000,"message":"no"}]}`),
		"error that is a list":     reply(400, `{"error":["invalid_grant"]}`),
		"error with words":         echo(400, `{"error":"no such code: ECHO"}`),
		"closed":                   hijack(func(*http.Request) string { return "" }),
		"not HTTP":                 hijack(func(r *http.Request) string { return r.PostForm.Encode() + "\r\n\r\n" }),
		"broken header": hijack(func(r *http.Request) string {
			return "HTTP/1.1 200 OK\r\n" + r.PostForm.Encode() + "\r\n\r\n"
		}),
		"cut off": hijack(func(*http.Request) string {
			return "HTTP/1.1 400 No\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"error\":\"invalid_grant\"}"
		}),
	}
}

// requests are the calls that ask the token endpoint.
func requests(t *testing.T, c oauth.Config) map[string]error {
	t.Helper()
	errs := map[string]error{}
	_, errs["refresh"] = c.Refresh(t.Context(), refresh)
	_, last, err := logIn(t, c, oauth.Browser{})
	if last.status != 502 {
		t.Errorf("the page: %d %s", last.status, last.body)
	}
	holds(t, "the page", last.body)
	errs["authorize"] = err
	return errs
}

func TestNothingKnown(t *testing.T) {
	t.Parallel()
	for name, fault := range faults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newServer(t)
			s.answer("token", fault)
			for call, err := range requests(t, c) {
				e, ok := errors.AsType[*oauth.UnavailableError](err)
				if !ok || e.Server != s.url || e.Reason == "" {
					t.Errorf("%s: %v, want an UnavailableError", call, err)
					continue
				}
				for ; err != nil; err = errors.Unwrap(err) {
					holds(t, call+"'s error", err.Error())
				}
			}
			if len(s.sent()) != 2 {
				t.Errorf("%d requests, want one each", len(s.sent()))
			}
		})
	}
}

// A refusal is the authorization server's own word.
func TestRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		reply  http.HandlerFunc
		status int
		text   string
	}{
		"plain":      {reply(400, `{"error":"invalid_grant"}`), 400, "the login server refused: invalid_grant"},
		"with 200":   {reply(200, `{"error":"invalid_grant"}`), 200, "the login server refused: invalid_grant"},
		"with 401":   {reply(401, `{"error":"invalid_client","error_description":"who?"}`), 401, "the login server refused: who? (invalid_client)"},
		"that draws": {reply(400, `{"error":"invalid_grant","error_description":"\u001b[2J\u202eno"}`), 400, "the login server refused: [2Jno (invalid_grant)"},
		"that echoes": {echo(400, `{"error":"invalid_grant","error_description":"unknown: ECHO","error_uri":"https://x/?ECHO"}`), 400,
			"the login server refused: invalid_grant"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newServer(t)
			s.answer("token", tt.reply)
			for call, err := range requests(t, c) {
				e, ok := errors.AsType[*oauth.RefusedError](err)
				if !ok || e.Status != tt.status || err.Error() != tt.text || errors.Unwrap(err) != nil {
					t.Errorf("%s: %v, want %q", call, err, tt.text)
				}
			}
		})
	}
}

// Credentials go nowhere but to the endpoint, whatever that answers.
func TestNoRedirect(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("the other host is asked: %s %s", r.Method, r.URL)
		replyWith(tokenReply(nil))(w, r)
	}))
	t.Cleanup(other.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		s, c := newServer(t)
		redirect := func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, status) }
		s.answerAll(redirect)
		errs := requests(t, c)
		errs["revoke"] = c.Revoke(t.Context(), refresh)
		_, errs["device"] = c.Device(t.Context(), nil)
		for call, err := range errs {
			if e, ok := errors.AsType[*oauth.UnavailableError](err); !ok || e.Status != status {
				t.Errorf("%s, HTTP %d: %v", call, status, err)
			}
		}
	}
}

// mute answers nothing until the client has gone.
func mute(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// dribble sends a reply that has no end.
func dribble(w http.ResponseWriter, r *http.Request) {
	reply(200, `{"access_token":"`)(w, r)
	_ = http.NewResponseController(w).Flush()
	mute(w, r)
}

func TestSlowServer(t *testing.T) {
	t.Parallel()
	for _, handler := range []http.HandlerFunc{mute, dribble} {
		s, c := newServer(t)
		s.answerAll(handler)
		c.Timeout = 20 * time.Millisecond
		errs := requests(t, c)
		errs["revoke"] = c.Revoke(t.Context(), refresh)
		_, errs["device"] = c.Device(t.Context(), nil)
		for call, err := range errs {
			e, ok := errors.AsType[*oauth.UnavailableError](err)
			if !ok || e.Reason != "timed out" || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: %v", call, err)
			}
		}
	}
}

// An interrupt is no fault of the server's.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	s, c := newServer(t)
	calls := map[string]func(context.Context) error{
		"refresh": func(ctx context.Context) error { _, err := c.Refresh(ctx, refresh); return err },
		"revoke":  func(ctx context.Context) error { return c.Revoke(ctx, refresh) },
		"device":  func(ctx context.Context) error { _, err := c.Device(ctx, nil); return err },
	}
	for name, call := range calls {
		ctx, cancel := context.WithCancel(t.Context())
		interrupt := func(w http.ResponseWriter, r *http.Request) { cancel(); mute(w, r) }
		s.answerAll(interrupt)
		if err := call(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln.Close()
	closed := "http://" + ln.Addr().String()
	proxy := func(*http.Request) (*url.URL, error) { return url.Parse(closed) }
	for _, tt := range []struct {
		domain, text string
		transport    *http.Transport
	}{
		{closed, closed + ": " + syscall.ECONNREFUSED.Error(), &http.Transport{}},
		{"dash.example.com", "https://dash.example.com: the proxy: " + syscall.ECONNREFUSED.Error(), &http.Transport{Proxy: proxy}},
	} {
		endpoint, err := oauth.EndpointAt(tt.domain)
		if err != nil {
			t.Fatal(err)
		}
		c := oauth.Config{ClientID: "client", Endpoint: endpoint, HTTP: &http.Client{Transport: tt.transport}}
		if _, err := c.Refresh(t.Context(), refresh); !errors.Is(err, syscall.ECONNREFUSED) || err.Error() != tt.text {
			t.Errorf("%v, want %q", err, tt.text)
		}
	}
}

func TestUntrusted(t *testing.T) {
	t.Parallel()
	ts := httptest.NewUnstartedServer(replyWith(tokenReply(nil)))
	ts.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // it reports our refusal
	ts.StartTLS()
	t.Cleanup(ts.Close)
	endpoint, err := oauth.EndpointAt(ts.URL)
	if err != nil {
		t.Fatal(err)
	}
	_, err = oauth.Config{ClientID: "client", Endpoint: endpoint}.Refresh(t.Context(), refresh)
	if err == nil || err.Error() != ts.URL+": the server's certificate is not trusted" {
		t.Errorf("got %v", err)
	}
}
