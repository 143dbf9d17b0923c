package client_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/lariat-cli/lariat/client"
)

func TestUser(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		reply step
		email string
		is    error
		code  int
	}{
		{"known", step{body: ok(`{"id":"u1","email":"a@b.test","first_name":null}`)}, "a@b.test", nil, 0},
		{"not for this token", step{status: 403, body: refused("9109", "Unauthorized to access requested resource")}, "", client.ErrAuth, 9109},
		{"nobody", step{body: ok(`{}`)}, "", client.ErrUnavailable, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.reply.want = "GET /user"
			s, _ := server(t, tt.reply)
			got, err := newClient(s).User(t.Context())
			api, _ := errors.AsType[*client.Error](err)
			if got.Email != tt.email || !errors.Is(err, tt.is) || tt.code != 0 && !api.HasCode(tt.code) {
				t.Errorf("got %+v, error %v", got, err)
			}
		})
	}
}

// facts/cloudflare-api.md 4: what the API gives a user, and what a token.
func TestMemberships(t *testing.T) {
	t.Parallel()
	s, seen := server(t, step{want: "GET /memberships", body: ok(`[{"id":"m1","status":"accepted",` +
		`"account":{"id":"` + account + `","name":"Example"},"roles":["Administrator"],"permissions":{},"api_access_enabled":null}]`)})
	got, err := collect(newClient(s).Memberships.List(t.Context()))
	if err != nil || len(got) != 1 || got[0].Account.ID != account || len(got[0].Roles) != 1 || got[0].Status != "accepted" {
		t.Errorf("got %+v, error %v", got, err)
	}
	if q := (*seen)[0].URL.RawQuery; q != "page=1&per_page=50" {
		t.Errorf("query %q", q)
	}

	s, _ = server(t, step{want: "GET /memberships", status: 400, body: refused("9106", "Authentication failed")})
	if _, err := collect(newClient(s).Memberships.List(t.Context())); !errors.Is(err, client.ErrAuth) {
		t.Errorf("error %v", err)
	}
}

// facts/cloudflare-api.md 4.1: the probe that has no side effect.
func TestReadable(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		reply step
		want  bool
		fails bool
	}{
		{"yes", step{body: ok("[" + service(svcID, "n") + "]")}, true, false},
		{"yes, and empty", step{body: ok("[]")}, true, false},
		{"no", step{status: 403, body: refused("10000", "Authentication error")}, false, false},
		{"unknown account", step{status: 404, body: refused("7003", "Could not route")}, false, true},
		{"a gate", step{status: 403, body: "<html>"}, false, true},
		{"another shape", step{body: ok(`"services"`)}, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.reply.want = "GET " + services
			s, seen := server(t, tt.reply)
			got, err := newClient(s).Services.Readable(t.Context())
			if got != tt.want || (err != nil) != tt.fails {
				t.Errorf("got %v, error %v", got, err)
			}
			if q := (*seen)[0].URL.RawQuery; q != "per_page=1" {
				t.Errorf("query %q", q)
			}
		})
	}
}

// None of these asks in the name of an account that is not there.
func TestWithoutAnAccount(t *testing.T) {
	t.Parallel()
	s, _ := server(t)
	c := client.New("", client.WithBaseURL(s.URL), client.WithTransport(http.DefaultTransport))
	_, probed := c.Services.Readable(t.Context())
	_, asked := c.Tokens.Policies(t.Context(), client.TokenStatus{ID: ".."})
	for _, err := range []error{probed, asked} {
		if !errors.As(err, new(*client.IDError)) {
			t.Errorf("error %v", err)
		}
	}
}
