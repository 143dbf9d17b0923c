package oauth_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// waits is a clock that goes on only while somebody waits by it.
type waits struct {
	mu   sync.Mutex
	time time.Time
	list []time.Duration
}

func (w *waits) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.time
}

func (w *waits) after(d time.Duration) <-chan time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.time = w.time.Add(d)
	w.list = append(w.list, d)
	fired := make(chan time.Time, 1)
	fired <- w.time
	return fired
}

// seconds are the waits so far.
func (w *waits) seconds() []int {
	var list []int
	for _, d := range w.list {
		list = append(list, int(d/time.Second))
	}
	return list
}

// newDevice is a server whose device page is its own, and which answers polls
// with the replies in turn, the last one for ever.
func newDevice(t *testing.T, changes object, replies ...http.HandlerFunc) (*server, oauth.Config, *waits) {
	t.Helper()
	s, c := newServer(t)
	w := &waits{time: now()}
	c.Now, c.After = w.now, w.after
	s.answer("device", replyWith(changed(deviceReply(object{"verification_uri": s.url + "/device",
		"verification_uri_complete": s.url + "/device?user_code=ABCD-EFGH"}), changes)))
	var polls atomic.Int64
	s.answer("token", func(rw http.ResponseWriter, r *http.Request) {
		replies[min(int(polls.Add(1)), len(replies))-1](rw, r)
	})
	return s, c, w
}

func pending() http.HandlerFunc  { return reply(400, `{"error":"authorization_pending"}`) }
func slowDown() http.HandlerFunc { return reply(400, `{"error":"slow_down"}`) }

// RFC 8628, 3.4 and 3.5.
func TestDevice(t *testing.T) {
	t.Parallel()
	good := replyWith(tokenReply(nil))
	for _, tt := range []struct {
		name     string
		interval any
		replies  []http.HandlerFunc
		waits    []int
	}{
		{"at once", 2, []http.HandlerFunc{good}, []int{2}},
		{"pending", 2, []http.HandlerFunc{pending(), pending(), good}, []int{2, 2, 2}},
		{"slow down", 2, []http.HandlerFunc{pending(), slowDown(), slowDown(), good}, []int{2, 2, 7, 12}},
		{"no interval", nil, []http.HandlerFunc{good}, []int{5}},
		{"negative interval", -7, []http.HandlerFunc{pending(), good}, []int{1, 1}},
		{"a server in trouble", 2, []http.HandlerFunc{reply(502, "<html>"), pending(), hijack(func(*http.Request) string { return "" }), good},
			[]int{2, 4, 4, 8}},
	} {
		s, c, w := newDevice(t, object{"interval": tt.interval}, tt.replies...)
		var shown oauth.Verification
		token, err := c.Device(t.Context(), func(_ context.Context, v oauth.Verification) { shown = v })
		if err != nil || token.Access() != access || token.Refresh() != refresh || !slices.Equal(w.seconds(), tt.waits) {
			t.Errorf("%s: %v after %v, %v; want %v", tt.name, token, w.seconds(), err, tt.waits)
		}
		if shown != (oauth.Verification{URL: s.url + "/device", Complete: s.url + "/device?user_code=ABCD-EFGH",
			UserCode: "ABCD-EFGH", Expiry: now().Add(5 * time.Minute)}) {
			t.Errorf("%s: shown %+v", tt.name, shown)
		}
		if start := s.sent()[0]; start.Get("scope") != "a b" || len(start) != 2 {
			t.Errorf("%s: asked for a code with %v", tt.name, start)
		}
		for _, form := range s.sent()[1:] {
			if form.Get("grant_type") != "urn:ietf:params:oauth:grant-type:device_code" || form.Get("device_code") != device {
				t.Errorf("%s: polled with %v", tt.name, form)
			}
		}
	}
}

// After 300 s at the latest it is over (facts/wrangler.md 5.2), or when the code
// expires.
func TestDeviceTooLate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		changes object
		limit   time.Duration
		polls   int
	}{
		{"at most", object{"interval": 60}, 5 * time.Minute, 5},
		{"code expires", object{"interval": 60, "expires_in": 130}, 130 * time.Second, 2},
		{"no expiry", object{"interval": 100, "expires_in": nil}, 5 * time.Minute, 3},
		{"endless interval", object{"interval": int64(1) << 60}, 5 * time.Minute, 1},
	} {
		s, c, _ := newDevice(t, tt.changes, pending())
		_, err := c.Device(t.Context(), func(context.Context, oauth.Verification) {})
		e, ok := errors.AsType[*oauth.TimeoutError](err)
		if !ok || e.Limit != tt.limit || len(s.sent())-1 != tt.polls {
			t.Errorf("%s: %v after %d polls; want %v, %d", tt.name, err, len(s.sent())-1, tt.limit, tt.polls)
		}
	}
}

func TestDeviceEnds(t *testing.T) {
	t.Parallel()
	run := func(replies ...http.HandlerFunc) error {
		_, c, _ := newDevice(t, nil, replies...)
		_, err := c.Device(t.Context(), func(context.Context, oauth.Verification) {})
		return err
	}
	for _, code := range []string{"access_denied", "expired_token", "invalid_grant"} {
		err := run(pending(), echo(400, `{"error":"`+code+`","error_description":"ECHO"}`))
		e, ok := errors.AsType[*oauth.RefusedError](err)
		if !ok || e.Code != code || e.Description != "" || e.Denied() != (code == "access_denied") {
			t.Errorf("%s: %v", code, err)
		}
	}
	if err := run(pending(), reply(502, "<html>")); !errors.As(err, new(*oauth.UnavailableError)) {
		t.Errorf("a server that is gone for good: %v", err)
	}
	_, c, _ := newDevice(t, nil, pending())
	ctx, cancel := context.WithCancel(t.Context())
	c.After = func(time.Duration) <-chan time.Time { cancel(); return nil }
	if _, err := c.Device(ctx, func(context.Context, oauth.Verification) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

// A person is sent to no page but the login server's own.
func TestDeviceLies(t *testing.T) {
	t.Parallel()
	const elsewhere = "the reply sends the user to an address that is not the login server's"
	for _, tt := range []struct {
		changes object
		reason  string
	}{
		{object{"verification_uri": "https://evil.example.com/device"}, elsewhere},
		{object{"verification_uri": "http://evil.example.com/device"}, elsewhere},
		{object{"verification_uri": "javascript:alert(1)"}, elsewhere},
		{object{"verification_uri": nil}, elsewhere},
		{object{"verification_uri": "https://127.0.0.1:1@evil.example.com/"}, elsewhere},
		{object{"verification_uri_complete": "https://evil.example.com/device"}, elsewhere},
		{object{"device_code": nil}, "the reply holds no device code"},
		{object{"user_code": "AB\x1b[2J"}, "the reply holds no device code"},
		{object{"user_code": ""}, "the reply holds no device code"},
		{object{"expires_in": -1}, "the reply's device code has expired already"},
		{object{"expires_in": "soon"}, "the reply is not what OAuth asks for"},
	} {
		_, c, _ := newDevice(t, tt.changes, pending())
		_, err := c.Device(t.Context(), func(_ context.Context, v oauth.Verification) { t.Errorf("%v: shows %+v", tt.changes, v) })
		if e, ok := errors.AsType[*oauth.UnavailableError](err); !ok || e.Reason != tt.reason {
			t.Errorf("%v: %v, want %q", tt.changes, err, tt.reason)
		}
	}
	for name, fault := range faults() {
		s, c, _ := newDevice(t, nil, pending())
		s.answer("device", fault)
		_, err := c.Device(t.Context(), func(context.Context, oauth.Verification) {})
		if _, ok := errors.AsType[*oauth.UnavailableError](err); !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
