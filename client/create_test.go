package client_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/vpc"
)

const (
	otherID = "01a0ebf6-0a78-73c3-b7cf-2126eda86c58"
	post    = "POST " + services
	list    = "GET " + services
	getTun  = "GET " + tunnels + "/" + tunnel
	noName  = "request contained invalid parameters: Service name 'n' already exists"
	noTun   = "request contained invalid parameters: Tunnel ID Not Found"
)

func other(changed string) string {
	return strings.Replace(service(otherID, "n"), "127.0.0.1", changed, 1)
}

// What a create ends in, for each way its reply may go. The replies are those
// of facts/cloudflare-api.md 1.5.
func TestCreate(t *testing.T) {
	t.Parallel()
	none := step{want: list, body: ok(`[` + service(otherID, "another") + `]`)}
	there := step{want: list, body: ok(`[` + service(otherID, "another") + `,` + service(svcID, "n") + `]`)}
	differs := step{want: list, body: ok(`[` + other("127.0.0.2") + `]`)}
	taken := step{want: post, status: 400, body: refused("5101", noName)}
	unknown := step{want: post, status: 400, body: refused("5101", noTun)}
	lost := step{want: post, do: reset}
	old := step{want: list, body: ok(`[` + strings.Replace(service(svcID, "n"), "06:59:25", "05:59:25", 1) + `]`)}
	tests := []struct {
		name  string
		steps []step
		check func(*testing.T, client.Created, error)
	}{
		{"created", []step{{want: post, body: ok(service(svcID, "n"))}}, created(false)},
		{"after 429", []step{{want: post, status: 429}, {want: post, body: ok(service(svcID, "n"))}}, created(false)},
		{"reset, and it is there", []step{lost, there}, created(true)},
		{"500, and it is there", []step{{want: post, status: 500}, there}, created(true)},
		{"HTML, and it is there", []step{{want: post, status: 502, body: "<html>"}, there}, created(true)},
		{"cut off, and it is there", []step{{want: post, body: ok(service(svcID, "n"))[:80]}, there}, created(true)},
		{"without a result, and it is there", []step{{want: post, body: ok("null")}, there}, created(true)},
		{"without an id, and it is there", []step{{want: post, body: ok("{}")}, there}, created(true)},
		{"reset, and another is there", []step{lost, differs}, func(t *testing.T, _ client.Created, err error) {
			e, is := errors.AsType[*client.NameTakenError](err)
			if !is || e.Existing.ID != otherID || e.Lost == nil || errors.Is(err, client.ErrUnavailable) {
				t.Errorf("error %v", err)
			}
		}},
		{"reset, and its equal was there before", []step{lost, old}, func(t *testing.T, _ client.Created, err error) {
			e, is := errors.AsType[*client.NameTakenError](err)
			if !is || !e.Older || e.Lost == nil || !errors.Is(err, client.ErrConflict) {
				t.Errorf("error %v", err)
			}
		}},
		{"reset, and nothing is there", []step{lost, none}, func(t *testing.T, _ client.Created, err error) {
			if !errors.As(err, new(*client.NotCreatedError)) || !errors.Is(err, client.ErrUnavailable) ||
				!strings.Contains(err.Error(), `service "n" is not there yet`) {
				t.Errorf("error %v", err)
			}
		}},
		{"reset, and no list", []step{lost, {want: list, status: 403, body: refused("10000", "no")}}, uncertain},
		{"redirected, and no list", []step{elsewhere(post), elsewhere(list)}, uncertain},
		{"name taken", []step{taken, there}, func(t *testing.T, _ client.Created, err error) {
			e, is := errors.AsType[*client.NameTakenError](err)
			if !is || !errors.Is(err, client.ErrConflict) || e.Existing.ID != svcID || !hasCode(err, 5101) ||
				err.Error() != `a service named "n" exists already, with id "`+svcID+`" [code: 5101] (request id 8f00ba4-KHH)` {
				t.Errorf("error %v", err)
			}
		}},
		{"tunnel unknown", []step{unknown, none, {want: getTun, status: 404, body: refused("1003", "no")}}, tunnelMissing(false)},
		{"tunnel deleted", []step{unknown, none, {want: getTun, body: ok(`{"id":"` + tunnel + `","deleted_at":"2026-09-29T06:57:52.563255Z"}`)}}, tunnelMissing(true)},
		{"tunnel unknown, no list", []step{unknown, {want: list, status: 403}, {want: getTun, status: 404, body: refused("1003", "no")}}, tunnelMissing(false)},
		{"5101 for another reason", []step{unknown, none, {want: getTun, body: ok(`{"id":"` + tunnel + `"}`)}}, plain(5101)},
		{"5101 and no evidence", []step{unknown, {want: list, status: 403}, {want: getTun, status: 403}}, plain(5101)},
		{"5102", []step{{want: post, status: 400, body: refused("5102", "invalid json")}}, plain(5102)},
		{"not allowed", []step{{want: post, status: 403, body: refused("10000", "Authentication error")}}, plain(10000)},
		{"firewall", []step{{want: post, status: 403, body: "<html>"}}, func(t *testing.T, _ client.Created, err error) {
			if !errors.As(err, new(*client.ReplyError)) {
				t.Errorf("error %v", err)
			}
		}},
		{"429 to the end", []step{{want: post, status: 429}, {want: post, status: 429}, {want: post, status: 429}, {want: post, status: 429}},
			func(t *testing.T, _ client.Created, err error) {
				if !errors.As(err, new(*client.Error)) || !errors.Is(err, client.ErrUnavailable) {
					t.Errorf("error %v", err)
				}
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.steps...)
			got, err := newClient(s).Services.Create(t.Context(), spec())
			tt.check(t, got, err)
		})
	}
}

func created(recovered bool) func(*testing.T, client.Created, error) {
	return func(t *testing.T, got client.Created, err error) {
		if err != nil || got.ID != svcID || got.Recovered != recovered {
			t.Errorf("got %+v, error %v; want recovered %v", got, err, recovered)
		}
	}
}

func tunnelMissing(deleted bool) func(*testing.T, client.Created, error) {
	return func(t *testing.T, _ client.Created, err error) {
		e, is := errors.AsType[*client.TunnelMissingError](err)
		if !is || e.TunnelID != tunnel || e.Deleted != deleted || !errors.Is(err, client.ErrNotFound) || !hasCode(err, 5101) {
			t.Errorf("error %v", err)
		}
	}
}

func plain(code int) func(*testing.T, client.Created, error) {
	return func(t *testing.T, _ client.Created, err error) {
		if _, is := err.(*client.Error); !is || !hasCode(err, code) { //nolint:errorlint // it must not be wrapped
			t.Errorf("error %#v, want code %d", err, code)
		}
	}
}

func uncertain(t *testing.T, _ client.Created, err error) {
	if !errors.As(err, new(*client.UncertainError)) || !errors.Is(err, client.ErrUnavailable) || errors.Is(err, client.ErrAuth) ||
		!strings.HasPrefix(err.Error(), `it is unknown whether service "n" was created: `) {
		t.Errorf("error %v", err)
	}
}

func elsewhere(want string) step {
	return step{want: want, status: 302, header: map[string]string{"Location": "http://portal.invalid/"}}
}

func hasCode(err error, code int) bool {
	e, ok := errors.AsType[*client.Error](err)
	return ok && e.HasCode(code)
}

// A service may keep its own name.
func TestReplaceKnowsItself(t *testing.T) {
	t.Parallel()
	put := step{want: "PUT " + services + "/" + svcID, status: 400, body: refused("5101", noTun)}
	gone := step{want: getTun, status: 404, body: refused("1003", "no")}
	s, _ := server(t, put, step{want: list, body: ok(`[` + service(svcID, "n") + `]`)}, gone)
	_, err := newClient(s).Services.Replace(t.Context(), svcID, spec())
	if !errors.As(err, new(*client.TunnelMissingError)) {
		t.Errorf("error %v, want a TunnelMissingError", err)
	}
	s, _ = server(t, put, step{want: list, body: ok(`[` + service(otherID, "n") + `]`)})
	_, err = newClient(s).Services.Replace(t.Context(), svcID, spec())
	if !errors.As(err, new(*client.NameTakenError)) {
		t.Errorf("error %v, want a NameTakenError", err)
	}
}

// A server that goes mute on the create alone leaves time to look.
func TestCreateMute(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: post, do: mute}, step{want: list, body: ok(`[` + service(svcID, "n") + `]`)})
	got, err := newClient(s, client.WithTimeout(300*time.Millisecond)).Services.Create(t.Context(), spec())
	created(true)(t, got, err)
}

func TestCreateCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s, _ := server(t, step{want: post, do: func(w http.ResponseWriter, r *http.Request) {
		cancel() // Ctrl-C once the request has arrived
		mute(w, r)
	}})
	_, err := newClient(s).Services.Create(ctx, spec())
	if !errors.Is(err, context.Canceled) || !errors.As(err, new(*client.UncertainError)) || errors.Is(err, client.ErrUnavailable) {
		t.Errorf("error %v, want uncertain and cancelled", err)
	}
}

// Nothing was sent, so nothing is uncertain.
func TestCreateCancelledBefore(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s, _ := server(t)
	_, err := newClient(s).Services.Create(ctx, spec())
	if err != context.Canceled { //nolint:errorlint // exactly this
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// A connection that never came about cannot have created anything, whether the
// user or the timeout ends the wait for it.
func TestCreateWithoutAConnection(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	dialling := func(hook func()) client.Option {
		return client.WithTransport(&http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			hook()
			<-ctx.Done()
			return nil, ctx.Err()
		}})
	}
	c := client.New(account, client.WithBaseURL("http://127.0.0.1:1"), dialling(cancel))
	if _, err := c.Services.Create(ctx, spec()); err != context.Canceled { //nolint:errorlint // exactly this
		t.Errorf("error %v, want context.Canceled", err)
	}
	c = client.New(account, client.WithBaseURL("http://127.0.0.1:1"), dialling(func() {}), client.WithTimeout(30*time.Millisecond))
	_, err := c.Services.Create(t.Context(), spec())
	if e, is := err.(*client.TransportError); !is || !e.Timeout() { //nolint:errorlint // it must not be wrapped
		t.Errorf("error %#v, want a timeout", err)
	}
}

// mute answers nothing until the client goes away.
func mute(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// The directory may spell a service in another way than it was asked for.
func TestCreateRecoversOtherSpellings(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		want vpc.Spec
		got  string // replaces parts of the recorded service
		same bool
	}{
		{"host in capitals", vpc.Spec{Type: vpc.TypeHTTP, Host: vpc.Host{Hostname: "API.Internal.", TunnelID: strings.ToUpper(tunnel)}},
			`"http_port":80,"https_port":443,"host":{"hostname":"api.internal","resolver_network":{"tunnel_id":"` + tunnel + `"}}`, true},
		{"IPv6 in full", vpc.Spec{Type: vpc.TypeHTTP, HTTPPort: new(80), Host: vpc.Host{IPv6: "2001:DB8:0:0::1", TunnelID: tunnel}},
			`"http_port":80,"https_port":null,"host":{"ipv6":"2001:db8::1","network":{"tunnel_id":"` + tunnel + `"}}`, true},
		{"default TLS", vpc.Spec{Type: vpc.TypeHTTP, Host: vpc.Host{IPv4: "10.0.0.1", TunnelID: tunnel}},
			`"host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"` + tunnel + `"}},"tls_settings":{"cert_verification_mode":"verify_full"}`, true},
		{"what lariat does not know", vpc.Spec{Type: vpc.TypeHTTP, Host: vpc.Host{IPv4: "10.0.0.1", TunnelID: tunnel}},
			`"host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"` + tunnel + `"},"dns":1},"description":"d"`, true},
		{"other TLS", vpc.Spec{Type: vpc.TypeHTTP, Host: vpc.Host{IPv4: "10.0.0.1", TunnelID: tunnel}},
			`"host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"` + tunnel + `"}},"tls_settings":{"cert_verification_mode":"disabled"}`, false},
		{"one port more", vpc.Spec{Type: vpc.TypeHTTP, HTTPPort: new(80), Host: vpc.Host{IPv4: "10.0.0.1", TunnelID: tunnel}},
			`"http_port":80,"https_port":443,"host":{"ipv4":"10.0.0.1","network":{"tunnel_id":"` + tunnel + `"}}`, false},
		{"other resolvers", vpc.Spec{Type: vpc.TypeHTTP, Host: vpc.Host{Hostname: "a", TunnelID: tunnel, ResolverIPs: []string{"10.0.0.53"}}},
			`"host":{"hostname":"a","resolver_network":{"tunnel_id":"` + tunnel + `","resolver_ips":["10.0.0.54"]}}`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.want.Name = "n"
			found := `{"service_id":"` + svcID + `","name":"n","type":"http",` + tt.got + `}`
			s, _ := server(t, step{want: post, do: reset}, step{want: list, body: ok(`[` + found + `]`)})
			got, err := newClient(s).Services.Create(t.Context(), tt.want)
			if tt.same {
				created(true)(t, got, err)
			} else if !errors.As(err, new(*client.NameTakenError)) {
				t.Errorf("got %+v, error %v; want a NameTakenError", got, err)
			}
		})
	}
}

func TestCreateRequest(t *testing.T) {
	t.Parallel()
	sp := spec()
	sp.Name = "a&b<c>"
	rq, err := client.New(account).Services.CreateRequest(sp)
	const want = `{"name":"a&b<c>","type":"http","host":{"ipv4":"127.0.0.1","network":{"tunnel_id":"` + tunnel + `"}},"http_port":18080}`
	if err != nil || rq.Method != "POST" || rq.URL != client.DefaultBaseURL+services || string(rq.Body) != want {
		t.Errorf("%s %s %s, error %v", rq.Method, rq.URL, rq.Body, err)
	}
}
