package client_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/lariat-cli/lariat/client"
)

// login is a Reauthorizer whose token can be renewed: token-one, token-two.
type login struct {
	mu      sync.Mutex
	token   string
	asked   int
	renewed int
	refuse  bool
	err     error
}

func (l *login) Authorize(_ context.Context, r *http.Request) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	r.Header.Set("Authorization", "Bearer "+l.token)
	return nil
}

func (l *login) Reauthorize(_ context.Context, rejected *http.Request) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked++
	if l.refuse || l.err != nil {
		return false, l.err
	}
	if rejected.Header.Get("Authorization") == "Bearer "+l.token {
		l.renewed++
		l.token = "token-two"
	}
	return true, nil
}

// with is a step that expects a token.
func with(t *testing.T, token string, s step) step {
	t.Helper()
	answer := s
	s.do = func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Authorization"); got != "Bearer "+token {
			t.Errorf("%s came with %q, want %q", s.want, got, token)
		}
		answer.answer(w, r)
	}
	return s
}

// What is rejected is sent again with new credentials, once, whatever it is.
func TestReauthorize(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		want, reply string
		send        func(*client.Client) error
	}{
		{get, ok(service(svcID, "n")), func(c *client.Client) error {
			_, err := c.Services.Get(t.Context(), svcID)
			return err
		}},
		{"POST " + services, ok(service(svcID, "n")), func(c *client.Client) error {
			_, err := c.Services.Create(t.Context(), spec())
			return err
		}},
		{"PUT " + services + "/" + svcID, ok(service(svcID, "n")), func(c *client.Client) error {
			_, err := c.Services.Replace(t.Context(), svcID, spec())
			return err
		}},
		{"DELETE " + services + "/" + svcID, ok("null"), func(c *client.Client) error {
			return c.Services.Delete(t.Context(), svcID)
		}},
	} {
		t.Run(tt.want, func(t *testing.T) {
			t.Parallel()
			s, seen := server(t,
				with(t, "token-one", step{want: tt.want, status: 401, body: refused("10000", "Authentication error")}),
				with(t, "token-two", step{want: tt.want, body: tt.reply}))
			l := &login{token: "token-one"}
			if err := tt.send(newClient(s, client.WithAuthorizer(l))); err != nil || l.asked != 1 {
				t.Errorf("asked %d times, error %v", l.asked, err)
			}
			first, err1 := io.ReadAll((*seen)[0].Body)
			second, err2 := io.ReadAll((*seen)[1].Body)
			if err := errors.Join(err1, err2); err != nil || !bytes.Equal(first, second) {
				t.Errorf("sent %q, then %q; %v", first, second, err)
			}
		})
	}
}

// facts/cloudflare-api.md 2.3: what rejects the credentials, and what the request.
func TestWhenToReauthorize(t *testing.T) {
	t.Parallel()
	broken := errors.New("could not renew")
	old, fresh, busy := step{want: get, status: 401, body: refused("10000", "x")}, step{want: get, body: ok(service(svcID, "n"))},
		step{want: get, status: 503}
	for _, tt := range []struct {
		name  string
		login *login
		steps []step
		asked int
		is    error
	}{
		{"401", &login{}, []step{old, fresh}, 1, nil},
		{"401 of a gate", &login{}, []step{{want: get, status: 401, body: "<html>"}, fresh}, 1, nil},
		{"403 with 9109", &login{}, []step{{want: get, status: 403, body: refused("9109", "Invalid access token")}, fresh}, 1, nil},
		{"403 with 10000", &login{}, []step{{want: get, status: 403, body: refused("10000", "Authentication error")}}, 0, client.ErrAuth},
		{"403 of a gate", &login{}, []step{{want: get, status: 403}}, 0, client.ErrAuth},
		{"the second 401 is final", &login{}, []step{old, old}, 1, client.ErrAuth},
		{"also after retries", &login{}, []step{busy, old, busy, busy, busy, busy}, 1, client.ErrUnavailable},
		{"also between retries", &login{}, []step{busy, old, busy, old}, 1, client.ErrAuth},
		{"also behind a redirect", &login{}, []step{old, {want: get, status: 302, header: map[string]string{"Location": "/moved"}},
			{want: "GET /moved", status: 401, body: refused("10000", "x")}}, 1, client.ErrAuth},
		{"nothing new", &login{refuse: true}, []step{old}, 1, client.ErrAuth},
		{"it fails", &login{err: broken}, []step{old}, 1, client.ErrAuth},
		{"somebody ends it", &login{err: context.Canceled}, []step{old}, 1, context.Canceled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.steps...)
			l := tt.login
			l.token = "token-one"
			_, err := getOne(t, newClient(s, client.WithAuthorizer(l)))
			if l.asked != tt.asked || !errors.Is(err, tt.is) {
				t.Errorf("asked %d times, error %v; want %d, %v", l.asked, err, tt.asked, tt.is)
			}
			if e, ok := errors.AsType[*client.Error](err); tt.name == "it fails" && (!ok || !errors.Is(e.Renewal, broken) || !e.HasCode(10000)) {
				t.Errorf("error %v does not tell both", err)
			}
		})
	}
}

// A right that is lacking is no reason to renew what was good a moment ago.
func TestReauthorizeKnowsWhatWasAccepted(t *testing.T) {
	t.Parallel()
	forbidden := step{want: "GET /user", status: 403, body: refused("9109", "Unauthorized to access requested resource")}
	s, _ := server(t, step{want: "GET /accounts", body: ok("[]")}, forbidden,
		step{want: "GET /user", status: 401, body: refused("9109", "Invalid access token")}, step{want: "GET /user", body: ok(`{"id":"u1"}`)})
	l := &login{token: "token-one"}
	c := newClient(s, client.WithAuthorizer(l))
	if _, err := collect(c.Accounts.List(t.Context())); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ForAccount("other").User(t.Context()); !errors.Is(err, client.ErrAuth) || l.asked != 0 {
		t.Errorf("asked %d times, error %v", l.asked, err)
	}
	if _, err := c.User(t.Context()); err != nil || l.asked != 1 {
		t.Errorf("asked %d times, error %v", l.asked, err)
	}
}

// Of many requests that are rejected at once, one renews.
func TestReauthorizeAtOnce(t *testing.T) {
	t.Parallel()
	const requests = 8
	var all sync.WaitGroup // all are rejected before one is repeated
	all.Add(requests)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "Bearer token-two" {
			step{body: ok(service(svcID, "n"))}.answer(w, r)
			return
		}
		all.Done()
		all.Wait()
		step{status: 401, body: refused("10000", "x")}.answer(w, r)
	}))
	t.Cleanup(s.Close)
	l := &login{token: "token-one"}
	c := newClient(s, client.WithAuthorizer(l))
	var wg sync.WaitGroup
	for range requests {
		wg.Go(func() {
			if _, err := c.Services.Get(t.Context(), svcID); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if l.asked != requests || l.renewed != 1 {
		t.Errorf("asked %d times, renewed %d times", l.asked, l.renewed)
	}
}

// A user's own header wins, so that the login has not been rejected at all.
func TestReauthorizeSeesWhatWasSent(t *testing.T) {
	t.Parallel()
	rejected := with(t, "of-the-user", step{want: get, status: 401, body: refused("10000", "x")})
	s, _ := server(t, rejected, rejected)
	l := &login{token: "token-one"}
	_, err := getOne(t, newClient(s, client.WithAuthorizer(l),
		client.WithHeader(http.Header{"Authorization": {"Bearer of-the-user"}})))
	if !errors.Is(err, client.ErrAuth) || l.asked != 1 || l.renewed != 0 {
		t.Errorf("asked %d times, renewed %d times, error %v", l.asked, l.renewed, err)
	}
}

// Neither the old nor the new token is shown, though a server may echo them.
func TestTraceOfReauthorization(t *testing.T) {
	t.Parallel()
	s, _ := server(t,
		step{want: get, status: 401, body: refused("10000", "token-one is no good"), header: map[string]string{"X-Echo": "Bearer token-one"}},
		step{want: get, status: 401, body: refused("10000", "nor is token-two")})
	var out bytes.Buffer
	l := &login{token: "token-one"}
	_, err := getOne(t, newClient(s, client.WithAuthorizer(l), client.WithTrace(&out)))
	if got := strings.Count(out.String(), "> Authorization: [redacted]\n"); err == nil || got != 2 ||
		slices.ContainsFunc([]string{out.String(), err.Error()}, func(s string) bool { return strings.Contains(s, "token-") }) {
		t.Errorf("error %v, trace\n%s", err, &out)
	}
}
