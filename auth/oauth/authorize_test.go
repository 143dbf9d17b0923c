package oauth_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// logIn runs the flow with a browser that visits the address, and returns the
// page that it ends on.
func logIn(t *testing.T, c oauth.Config, b oauth.Browser) (oauth.Token, page, error) {
	t.Helper()
	pages := make(chan page, 1)
	b.Open = func(_ context.Context, address string) { go func() { pages <- browse(t, address) }() }
	token, err := c.Authorize(t.Context(), b)
	return token, <-pages, err
}

func TestAuthorize(t *testing.T) {
	t.Parallel()
	for _, localhost := range []bool{false, true} {
		s, c := newServer(t)
		token, last, err := logIn(t, c, oauth.Browser{Localhost: localhost})
		if err != nil || token.Access() != access || token.Refresh() != refresh ||
			!token.Expiry.Equal(now().Add(time.Hour)) || !slices.Equal(token.Scopes, []string{"a"}) {
			t.Fatalf("%v %v, %v", token, token.Scopes, err)
		}
		form := s.form(t)
		host := "http://127.0.0.1:"
		if localhost {
			host = "http://localhost:"
		}
		if form.Get("grant_type") != "authorization_code" || form.Get("code") != theCode || !s.provesVerifier(form) ||
			!strings.HasPrefix(form.Get("redirect_uri"), host) ||
			!strings.HasSuffix(form.Get("redirect_uri"), "/oauth/callback") {
			t.Errorf("the exchange sends %v", form)
		}
		if last.status != 200 || !strings.Contains(last.body, "You are logged in") {
			t.Errorf("the page: %d %s", last.status, last.body)
		}
		holds(t, "the page", last.body)
	}
}

// The browser is not told that all went well where the exchange failed.
func TestExchangeFails(t *testing.T) {
	t.Parallel()
	s, c := newServer(t)
	s.answer("token", reply(400, `{"error":"invalid_grant","error_description":"no code `+theCode+`"}`))
	_, last, err := logIn(t, c, oauth.Browser{})
	if e, ok := errors.AsType[*oauth.RefusedError](err); !ok || e.Code != "invalid_grant" || e.Status != 400 {
		t.Errorf("got %v", err)
	}
	if last.status != 502 || !strings.Contains(last.body, "invalid_grant") || strings.Contains(last.body, "logged in") {
		t.Errorf("the page: %d %s", last.status, last.body)
	}
	holds(t, "the page", last.body)
	holds(t, "the error", err.Error())
}

// Where the server does not name the scopes, those are granted that were asked
// for (RFC 6749, 5.1).
func TestScopesAsAsked(t *testing.T) {
	t.Parallel()
	s, c := newServer(t)
	s.answer("token", replyWith(tokenReply(object{"scope": nil})))
	token, _, err := logIn(t, c, oauth.Browser{})
	if err != nil || !slices.Equal(token.Scopes, []string{"a", "b"}) {
		t.Errorf("%v, %v", token.Scopes, err)
	}
}

// A browser that never comes back holds nothing up, and leaves the port free.
func TestBrowserNeverComes(t *testing.T) {
	t.Parallel()
	_, c := newServer(t)
	var callback string
	_, err := c.Authorize(t.Context(), oauth.Browser{
		Limit: time.Nanosecond,
		Open:  func(_ context.Context, address string) { callback = callbackHost(t, address) },
	})
	if e, ok := errors.AsType[*oauth.TimeoutError](err); !ok || e.Limit != time.Nanosecond {
		t.Errorf("got %v", err)
	}
	checkFree(t, callback)
}

func TestAuthorizeInterrupted(t *testing.T) {
	t.Parallel()
	_, c := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := c.Authorize(ctx, oauth.Browser{Open: func(context.Context, string) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Ctrl-C during the exchange is told to the browser, too.
func TestExchangeInterrupted(t *testing.T) {
	t.Parallel()
	s, c := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.answer("token", func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	pages := make(chan page, 1)
	_, err := c.Authorize(ctx, oauth.Browser{
		Open: func(_ context.Context, address string) { go func() { pages <- browse(t, address) }() },
	})
	if last := <-pages; !errors.Is(err, context.Canceled) || !strings.Contains(last.body, "lariat was interrupted") {
		t.Errorf("%v, the page: %s", err, last.body)
	}
}

// A port that another program has is told; no other is taken in its place, since
// the server may know one only.
func TestPortInUse(t *testing.T) {
	t.Parallel()
	_, c := newServer(t)
	for _, tt := range []struct {
		taken     string
		localhost bool
	}{{"127.0.0.1:0", false}, {"127.0.0.1:0", true}, {"[::1]:0", true}} {
		other, err := net.Listen("tcp", tt.taken)
		if err != nil {
			t.Logf("no %s here: %v", tt.taken, err)
			continue
		}
		_, err = c.Authorize(t.Context(), oauth.Browser{
			Port: other.Addr().(*net.TCPAddr).Port, Localhost: tt.localhost,
			Open: func(context.Context, string) { t.Error("a browser is opened") },
		})
		if e, ok := errors.AsType[*oauth.ListenError](err); !ok || e.Addr != other.Addr().String() ||
			!strings.HasPrefix(e.Error(), "could not listen on "+e.Addr+": ") {
			t.Errorf("%+v: %v", tt, err)
		}
		if tt.taken == "[::1]:0" {
			checkFree(t, net.JoinHostPort("127.0.0.1", strconv.Itoa(other.Addr().(*net.TCPAddr).Port)))
		}
		other.Close()
	}
}

// checkFree fails where an address is still listened on.
func checkFree(t *testing.T, addr string) {
	t.Helper()
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Errorf("a listener is left behind: %v", err)
		return
	}
	ln.Close()
}

// "localhost" is either loopback address, as the browser likes.
func TestBothLoopbacks(t *testing.T) {
	t.Parallel()
	_, c := newServer(t)
	_, err := visitCallback(t, c, oauth.Browser{Localhost: true}, func(v visit) {
		for _, ip := range []string{"127.0.0.1", "[::1]"} {
			probe, err := net.Listen("tcp", ip+":0")
			if err != nil {
				t.Logf("no %s here: %v", ip, err)
				continue
			}
			probe.Close()
			got := v.send("", func(r *http.Request) { r.Host, r.URL.Host = r.URL.Host, ip+":"+v.callback.Port() })
			if got.status != 400 {
				t.Errorf("%s: %d", ip, got.status)
			}
		}
		v.send(v.answer("code", theCode), nil)
	})
	if err != nil {
		t.Error(err)
	}
}

// callbackHost is where the browser is to come back to.
func callbackHost(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	back, err := url.Parse(u.Query().Get("redirect_uri"))
	if err != nil {
		t.Fatal(err)
	}
	return back.Host
}
