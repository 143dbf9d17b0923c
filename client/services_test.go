package client_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/vpc"
)

func TestServiceGet(t *testing.T) {
	t.Parallel()
	s, seen := server(t, step{want: "GET " + services + "/" + svcID, body: ok(service(svcID, "n"))})
	c := newClient(s, client.WithAuthorizer(bearer("s3cr3t")), client.WithUserAgent("lariat/1"))
	got, err := c.Services.Get(t.Context(), svcID)
	if err != nil {
		t.Fatal(err)
	}
	created := time.Date(2026, 9, 29, 6, 59, 25, 0, time.UTC)
	if got.ID != svcID || got.Name != "n" || *got.HTTPPort != 18080 || got.HTTPSPort != nil ||
		got.Host.TunnelID != tunnel || !got.CreatedAt.Equal(created) {
		t.Errorf("got %+v", got)
	}
	h := (*seen)[0].Header
	if h.Get("Authorization") != "Bearer s3cr3t" || h.Get("User-Agent") != "lariat/1" || h.Get("Content-Type") != "" {
		t.Errorf("headers %v", h)
	}
}

func TestServiceGetNotFound(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: "GET " + services + "/" + svcID, status: 404, body: refused("5104", "not found")})
	_, err := newClient(s).Services.Get(t.Context(), svcID)
	e, ok := errors.AsType[*client.Error](err)
	if !errors.Is(err, client.ErrNotFound) || !ok || e.RequestID != "8f00ba4-KHH" || e.Method != "GET" || e.Status != 404 {
		t.Errorf("error %#v", err)
	}
}

func TestServiceWithoutAnID(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: "GET " + services + "/x", body: ok(`{"name":"n"}`)})
	_, err := newClient(s).Services.Get(t.Context(), "x")
	if !errors.As(err, new(*client.ReplyError)) {
		t.Errorf("error %v, want a ReplyError", err)
	}
}

// The bodies are those of facts/wrangler.md 4.3; the vpc package tests them all.
func TestServiceReplace(t *testing.T) {
	t.Parallel()
	s, seen := server(t, step{want: "PUT " + services + "/" + svcID, body: ok(service(svcID, "n"))})
	c := newClient(s)
	if _, err := c.Services.Replace(t.Context(), svcID, spec()); err != nil {
		t.Fatal(err)
	}
	r := (*seen)[0]
	sent, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"name":"n","type":"http","host":{"ipv4":"127.0.0.1","network":{"tunnel_id":"` + tunnel + `"}},"http_port":18080}`
	if string(sent) != want || r.Header.Get("Content-Type") != "application/json" {
		t.Errorf("sent %s as %s, want %s", sent, r.Header.Get("Content-Type"), want)
	}
	preview, err := c.Services.ReplaceRequest(svcID, spec())
	if err != nil || preview.Method != "PUT" || preview.URL != s.URL+services+"/"+svcID || string(preview.Body) != want {
		t.Errorf("preview %s %s %s, error %v", preview.Method, preview.URL, preview.Body, err)
	}
}

func TestServiceDelete(t *testing.T) {
	t.Parallel()
	const del = "DELETE " + services + "/" + svcID
	notFound := step{want: del, status: 404, body: refused("5104", "not found")}
	tests := []struct {
		name  string
		steps []step
		is    error
	}{
		{"recorded", []step{{want: del, body: ok("null")}}, nil},
		{"204", []step{{want: del, status: 204}}, nil},
		{"200 without a body", []step{{want: del}}, nil},
		{"not found", []step{notFound}, client.ErrNotFound},
		{"reply lost, then not found", []step{{want: del, do: reset}, notFound}, nil},
		{"500, then not found", []step{{want: del, status: 500}, notFound}, nil},
		{"429, then not found", []step{{want: del, status: 429}, notFound}, client.ErrNotFound},
		{"reply lost, then a wrong page", []step{{want: del, do: reset}, {want: del, status: 404, body: "<html>"}}, client.ErrUnavailable},
		{"HTML with 200", []step{{want: del, body: "<html>log in to the wireless network"}}, client.ErrUnavailable},
		{"refused with 200", []step{{want: del, body: refused("10000", "no")}}, client.ErrAuth},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.steps...)
			if err := newClient(s).Services.Delete(t.Context(), svcID); !errors.Is(err, tt.is) {
				t.Errorf("error %v, want %v", err, tt.is)
			}
		})
	}
}

// Ids go into the path as one segment, whatever they hold (facts/wrangler.md 4.1
// has what happens otherwise).
func TestIDsAreEscaped(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"a/../b":  "/a%2F..%2Fb",
		"a?x=1#y": "/a%3Fx=1%23y",
		"a b%2f":  "/a%20b%252f",
		"...":     "/...",
		"é":       "/%C3%A9",
	} {
		s, _ := server(t, step{want: "GET " + services + want, status: 404}, step{want: "DELETE " + tunnels + want, status: 404})
		c := newClient(s)
		if _, err := c.Services.Get(t.Context(), id); !errors.Is(err, client.ErrNotFound) {
			t.Errorf("%q: error %v", id, err)
		}
		if err := c.Tunnels.Delete(t.Context(), id); !errors.Is(err, client.ErrNotFound) {
			t.Errorf("%q: error %v", id, err)
		}
	}
}

func TestBadIDsSendNothing(t *testing.T) {
	t.Parallel()
	s, _ := server(t) // any request fails the test
	for _, id := range []string{"", ".", ".."} {
		c := newClient(s)
		errs := []error{c.Services.Delete(t.Context(), id), c.Tunnels.Delete(t.Context(), id)}
		_, err := c.Services.Get(t.Context(), id)
		errs = append(errs, err)
		_, err = c.Services.Replace(t.Context(), id, spec())
		errs = append(errs, err)
		_, err = c.Tunnels.Get(t.Context(), id)
		errs = append(errs, err)
		_, err = c.Tunnels.Connectors(t.Context(), id)
		errs = append(errs, err)
		other := client.New(id, client.WithBaseURL(s.URL))
		_, err = other.Services.Create(t.Context(), spec())
		errs = append(errs, err)
		_, err = collect(other.Services.List(t.Context(), client.ServiceListParams{}))
		errs = append(errs, err)
		_, err = collect(other.Tunnels.List(t.Context(), client.TunnelListParams{}))
		for i, err := range append(errs, err) {
			if !errors.As(err, new(*client.IDError)) {
				t.Errorf("%q, call %d: error %v, want an IDError", id, i, err)
			}
		}
	}
}

func TestServiceListByType(t *testing.T) {
	t.Parallel()
	s, seen := server(t, step{want: "GET " + services, body: ok(`[]`)})
	got, err := collect(newClient(s).Services.List(t.Context(), client.ServiceListParams{Type: vpc.TypeTCP}))
	if err != nil || len(got) != 0 {
		t.Errorf("got %v, error %v", got, err)
	}
	// facts/cloudflare-api.md 0.1 and 1.1
	if q := (*seen)[0].URL.RawQuery; q != "page=1&per_page=1000&type=tcp" {
		t.Errorf("query %q", q)
	}
}

func TestWrongOptions(t *testing.T) {
	t.Parallel()
	for _, opt := range []client.Option{
		client.WithBaseURL("ftp://api.test"), client.WithBaseURL("api.test"), client.WithBaseURL("https://"),
		client.WithBaseURL("https://u:s3cr3t@api.test"), client.WithBaseURL("https://api.test/?a=b"),
		client.WithBaseURL("https://api.test/v4?"), client.WithBaseURL("https://api.test/v4#x"),
		client.WithBaseURL("http://[::1"), client.WithBaseURL(""),
		client.WithHeader(http.Header{"Content-Length": {"1"}}),
	} {
		c := client.New(account, opt)
		_, err := c.Services.Get(t.Context(), svcID)
		if !errors.As(err, new(*client.OptionError)) {
			t.Errorf("error %v, want an OptionError", err)
		}
		if _, again := collect(c.Accounts.List(t.Context())); again == nil || again.Error() != err.Error() {
			t.Errorf("the list's error is %v, want %v", again, err)
		}
	}
}

// A confused proxy or a lying server does not choose what is changed next.
func TestGetAnotherOne(t *testing.T) {
	t.Parallel()
	const other = "01a0ebf6-0a78-73c3-b7cf-000000000000"
	s, _ := server(t,
		step{want: "GET " + services + "/" + other, body: ok(service(strings.ToUpper(other), "n"))},
		step{want: "GET " + services + "/" + other, body: ok(service(svcID, "n"))})
	c := newClient(s)
	if _, err := c.Services.Get(t.Context(), other); err != nil {
		t.Errorf("an id in capitals: %v", err)
	}
	_, err := c.Services.Get(t.Context(), other)
	if !errors.Is(err, client.ErrUnavailable) || !strings.Contains(err.Error(), `is about another id, "`+svcID+`"`) {
		t.Errorf("error %v", err)
	}
}
