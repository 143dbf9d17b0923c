package client_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/lariat-cli/lariat/client"
)

const versionID = "2bbbf05d-a4dd-495b-bbb3-7121f176550e"

// bound is the list of a reply and what it says; the first entry as recorded
// (facts/cloudflare-api.md 5.1, L0065).
const boundList = `"bindings":[{"name":"PRIVATE","service_id":"` + svcID + `","type":"vpc_service"},` +
	`{"name":"NET","tunnel_id":"` + tunnel + `","type":"vpc_network"},{"name":"MESH","network_id":"cf1:network","type":"vpc_network"},` +
	`{"name":"N","type":"json","json":{"service_id":1}}]`

func bound() []client.Binding {
	return []client.Binding{
		{Name: "PRIVATE", Type: "vpc_service", ServiceID: svcID},
		{Name: "NET", Type: "vpc_network", TunnelID: tunnel},
		{Name: "MESH", Type: "vpc_network", NetworkID: "cf1:network"},
		{Name: "N", Type: "json"},
	}
}

func TestScriptSettings(t *testing.T) {
	t.Parallel()
	const path = "GET /accounts/" + account + "/workers/scripts/a%2F..%2Fb/settings"
	for _, tt := range []struct {
		name  string
		step  step
		want  []client.Binding
		fails func(error) bool
	}{
		{"bound", step{body: ok(`{"placement":{},"compatibility_flags":[],"logpush":false,` + boundList + `}`)}, bound(), nil},
		{"nothing bound", step{body: ok(`{"bindings":[]}`)}, nil, nil},
		{"no list", step{body: `{"result":{},"success":true,"errors":null,"messages":null}`}, nil, nil},
		{"no Worker", step{status: 404, body: refused("10007", "This Worker does not exist")}, nil, func(err error) bool {
			return errors.Is(err, client.ErrNotFound)
		}},
		{"no Worker, told with another status", step{status: 400, body: refused("10090", "no service")}, nil, func(err error) bool {
			return errors.Is(err, client.ErrNotFound)
		}},
		{"not allowed", step{status: 403, body: refused("10000", "Authentication error")}, nil, func(err error) bool {
			return errors.Is(err, client.ErrAuth)
		}},
		{"no result", step{body: ok(`null`)}, nil, isStrange},
		{"another shape", step{body: ok(`{"bindings":{}}`)}, nil, isStrange},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.step.want = path
			s, _ := server(t, tt.step)
			got, err := newClient(s).Scripts.Settings(t.Context(), "a/../b")
			if (tt.fails == nil) != (err == nil) || err != nil && !tt.fails(err) {
				t.Fatalf("error %v", err)
			}
			if !slices.Equal(got.Bindings, tt.want) {
				t.Errorf("got %+v, want %+v", got.Bindings, tt.want)
			}
		})
	}
}

func isStrange(err error) bool { return errors.As(err, new(*client.ReplyError)) }

// A version that is not deployed is not in the settings; another one's is no
// answer.
func TestScriptVersion(t *testing.T) {
	t.Parallel()
	const path = "GET /accounts/" + account + "/workers/scripts/w/versions/" + versionID
	reply := func(id string) string {
		return ok(`{"id":"` + id + `","number":2,"resources":{"script":{"etag":"x"},` + boundList + `}}`)
	}
	for _, tt := range []struct {
		name  string
		step  step
		fails func(error) bool
	}{
		{"there", step{body: reply(versionID)}, nil},
		{"another", step{body: reply(svcID)}, isStrange},
		{"none", step{status: 404, body: refused("100146", "Version does not exist")}, func(err error) bool {
			return errors.Is(err, client.ErrNotFound)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.step.want = path
			s, _ := server(t, tt.step)
			got, err := newClient(s).Scripts.Version(t.Context(), "w", versionID)
			if (tt.fails == nil) != (err == nil) || err != nil && !tt.fails(err) {
				t.Fatalf("error %v", err)
			}
			if err == nil && (got.ID != versionID || !slices.Equal(got.Bindings, bound())) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// An id that would make another request is refused before one is sent.
func TestScriptIDs(t *testing.T) {
	t.Parallel()
	s, _ := server(t)
	c := newClient(s)
	for _, id := range []string{"", ".", ".."} {
		_, settings := c.Scripts.Settings(t.Context(), id)
		_, worker := c.Scripts.Version(t.Context(), id, versionID)
		_, version := c.Scripts.Version(t.Context(), "w", id)
		for _, err := range []error{settings, worker, version} {
			if !errors.As(err, new(*client.IDError)) {
				t.Errorf("%q: %v", id, err)
			}
		}
	}
}
