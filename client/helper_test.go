package client_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/vpc"
)

const (
	account  = "0123456789abcdef0123456789abcdef"
	tunnel   = "5456b9ca-8b73-4b44-93df-67ad7acc8e2c"
	svcID    = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57"
	services = "/accounts/" + account + "/connectivity/directory/services"
	tunnels  = "/accounts/" + account + "/cfd_tunnel"
)

// spec is what service describes.
func spec() vpc.Spec {
	return vpc.Spec{
		Name: "n", Type: vpc.TypeHTTP, HTTPPort: new(18080),
		Host: vpc.Host{IPv4: "127.0.0.1", TunnelID: tunnel},
	}
}

// service is a reply as recorded, for a service of that name.
func service(id, name string) string {
	return `{"service_id":"` + id + `","type":"http","name":"` + name + `","http_port":18080,"https_port":null,` +
		`"host":{"ipv4":"127.0.0.1","ipv6":null,"hostname":null,"network":{"tunnel_id":"` + tunnel + `"},` +
		`"resolver_network":null},"created_at":"2026-09-29T06:59:25Z","updated_at":"2026-09-29T06:59:25Z"}`
}

func ok(result string) string {
	return `{"result":` + result + `,"success":true,"errors":[],"messages":[]}`
}

func refused(code, message string) string {
	return `{"result":null,"success":false,"errors":[{"code":` + code + `,"message":"` + message + `"}],"messages":[]}`
}

// step is one request that a server expects and its reply.
type step struct {
	want   string // "GET /path"; the query is not part of it
	status int    // 0 means 200
	body   string
	header map[string]string
	do     http.HandlerFunc // instead of the reply
}

// server answers step by step, and fails the test at any other request. It
// gives back the requests it saw.
func server(t *testing.T, steps ...step) (*httptest.Server, *[]*http.Request) {
	t.Helper()
	var mu sync.Mutex
	var seen []*http.Request
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		n := len(seen)
		payload, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(payload)))
		seen = append(seen, r)
		mu.Unlock()
		if got := r.Method + " " + r.URL.EscapedPath(); n >= len(steps) || got != steps[n].want {
			t.Errorf("request %d is %s, which was not expected", n+1, got)
			http.Error(w, "unexpected", http.StatusTeapot)
			return
		}
		steps[n].answer(w, r)
	}))
	t.Cleanup(func() {
		s.Close()
		if len(seen) != len(steps) {
			t.Errorf("the server saw %d requests, want %d", len(seen), len(steps))
		}
	})
	return s, &seen
}

func (s step) answer(w http.ResponseWriter, r *http.Request) {
	if s.do != nil {
		s.do(w, r)
		return
	}
	for key, value := range s.header {
		w.Header().Set(key, value)
	}
	w.Header().Set("Cf-Ray", "8f00ba4-KHH")
	w.WriteHeader(max(s.status, 200)) // 0 becomes 200
	_, _ = io.WriteString(w, s.body)
}

// reset closes the connection with no reply, after the request was read.
func reset(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// fakeClock is a clock whose sleeps cost nothing.
type fakeClock struct {
	mu    sync.Mutex
	at    time.Time
	waits []time.Duration
}

// newClock starts a little after the recorded things were created.
func newClock() *fakeClock {
	return &fakeClock{at: time.Date(2026, 9, 29, 7, 0, 0, 0, time.UTC)}
}

func (c *fakeClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *fakeClock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, d)
	c.at = c.at.Add(d)
	return ctx.Err()
}

// option uses the clock, with the longest backoff that chance can give.
func (c *fakeClock) option() client.Option {
	return client.WithClock(c.now, c.sleep, func() float64 { return 1 })
}

// newClient is a client of s whose waits cost nothing.
func newClient(s *httptest.Server, opts ...client.Option) *client.Client {
	opts = append([]client.Option{client.WithBaseURL(s.URL), newClock().option()}, opts...)
	return client.New(account, opts...)
}

// collect lists everything up to the first error.
func collect[T any](seq func(func(T, error) bool)) (all []T, err error) {
	for item, err := range seq {
		if err != nil {
			return all, err
		}
		all = append(all, item)
	}
	return all, nil
}
