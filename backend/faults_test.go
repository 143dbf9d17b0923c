package backend_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// Every fault acts alike over a socket and in process.
func TestFaults(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fault  backend.Fault
		status int  // of the reply, 0 where there is none
		broken bool // the body breaks off
		stored bool // the service was made
	}{
		"status":   {fault: backend.Fault{Status: 503, Body: "<html>", Header: http.Header{"Retry-After": {"1"}}}, status: 503},
		"reset":    {fault: backend.Fault{Reset: true}},
		"lose":     {fault: backend.Fault{Lose: true}, stored: true},
		"truncate": {fault: backend.Fault{Truncate: 20}, status: 200, broken: true, stored: true},
		"hang":     {fault: backend.Fault{Hang: true}},
		"delay":    {fault: backend.Fault{Delay: time.Millisecond}, status: 200, stored: true},
	} {
		for _, socket := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				fault := tt.fault
				fault.Method = http.MethodPost
				f := backend.Faults{Rules: []backend.Fault{fault}}
				a := newAPI(t, backend.WithFaults(f))
				rt, base := a.rt, "http://localhost"
				if socket {
					server := httptest.NewServer(backend.New(a.store, backend.WithFaults(f)))
					t.Cleanup(server.Close)
					rt, base = server.Client().Transport, server.URL
				}
				status, err := post(t, rt, base, a)
				if status != tt.status || tt.broken != (err != nil && status != 0) {
					t.Errorf("status %d, error %v", status, err)
				}
				_, list := a.do("GET", services, "")
				if stored := strings.Contains(list, `"name":"f"`); stored != tt.stored {
					t.Errorf("stored: %v, want %v", stored, tt.stored)
				}
			})
		}
	}
}

// post creates a service through rt and reads the reply to its end.
func post(t *testing.T, rt http.RoundTripper, base string, a *api) (int, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost,
		base+"/client/v4/accounts/"+a.store.Account().ID+"/"+services, strings.NewReader(a.httpService("f")))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+a.token)
	reply, err := rt.RoundTrip(r)
	if err != nil {
		return 0, err
	}
	defer reply.Body.Close()
	_, err = io.ReadAll(reply.Body)
	return reply.StatusCode, err
}

func TestFaultCounts(t *testing.T) {
	t.Parallel()
	a := newAPI(t, backend.WithFaults(backend.Faults{Rules: []backend.Fault{
		{Path: "services", Every: 3, Times: 2, Status: 500},
	}}))
	var got []int
	for range 12 {
		status, _ := a.do("GET", services, "")
		got = append(got, status)
	}
	for i, status := range got {
		want := 200
		if i == 2 || i == 5 {
			want = 500
		}
		if status != want {
			t.Errorf("request %d: %d, want %d", i+1, status, want)
		}
	}
}

// The same seed gives the same faults, another seed others.
func TestFaultChance(t *testing.T) {
	t.Parallel()
	run := func(seed uint64) string {
		a := newAPI(t, backend.WithFaults(backend.Faults{Seed: seed, Rules: []backend.Fault{
			{Method: "GET", Path: "/accounts/", Probability: 0.5, Status: 503, Header: http.Header{"Retry-After": {"7"}}},
		}}))
		var got strings.Builder
		for range 40 {
			reply := a.roundTrip("GET", services, "")
			fmt.Fprint(&got, reply.StatusCode/100)
			if retry := reply.Header.Get("Retry-After"); (retry == "7") != (reply.StatusCode == 503) {
				t.Errorf("%d with Retry-After %q", reply.StatusCode, retry)
			}
		}
		return got.String()
	}
	first := run(1)
	if again := run(1); again != first {
		t.Errorf("seed 1 gave\n%s and\n%s", first, again)
	}
	if !strings.Contains(first, "2") || !strings.Contains(first, "5") || run(2) == first {
		t.Errorf("no chance: %s", first)
	}
}

// A delay ends with its request.
func TestFaultDelayCancelled(t *testing.T) {
	t.Parallel()
	a := newAPI(t, backend.WithFaults(backend.Faults{Rules: []backend.Fault{{Path: "/services", Delay: time.Hour}}}))
	server := httptest.NewServer(backend.New(a.store, backend.WithFaults(backend.Faults{
		Rules: []backend.Fault{{Path: "/services", Delay: time.Hour}},
	})))
	defer server.Close() // waits for its handlers
	for rt, base := range map[http.RoundTripper]string{a.rt: "http://localhost", server.Client().Transport: server.URL} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		t.Cleanup(cancel)
		r, err := http.NewRequestWithContext(ctx, http.MethodGet,
			base+"/client/v4/accounts/"+a.store.Account().ID+"/"+services, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		reply, err := rt.RoundTrip(r)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v, %v", base, reply, err)
		}
	}
}

func TestServeStops(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	ctx, stop := context.WithCancel(t.Context())
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- backend.Serve(ctx, ln, backend.New(a.store)) }()
	if status, err := post(t, http.DefaultTransport, "http://"+ln.Addr().String(), a); status != 200 || err != nil {
		t.Errorf("status %d, %v", status, err)
	}
	stop()
	if err := <-done; err != nil && !errors.Is(err, http.ErrServerClosed) {
		t.Error(err)
	}
	if _, err := net.DialTimeout("tcp", ln.Addr().String(), time.Second); err == nil {
		t.Error("the listener is still open")
	}
}
