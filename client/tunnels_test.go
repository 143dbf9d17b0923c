package client_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/vpc"
)

// tunnelReply is a tunnel as recorded when it was just made, secrets included.
func tunnelReply(name string) string {
	return `{"id":"` + tunnel + `","account_tag":"` + account + `","created_at":"2026-09-29T06:57:52.563255Z",` +
		`"deleted_at":null,"name":"` + name + `","connections":[],"conns_active_at":null,` +
		`"conns_inactive_at":"2026-09-29T06:57:52.563255Z","tun_type":"cfd_tunnel","metadata":{},"status":"inactive",` +
		`"remote_config":true,"config_src":"cloudflare","credentials_file":{"TunnelSecret":"c2VjcmV0"},"token":"dG9rZW4="}`
}

func TestTunnelCreate(t *testing.T) {
	t.Parallel()
	const add, look = "POST " + tunnels, "GET " + tunnels
	deleted := `{"id":"x","name":"t","deleted_at":"2026-09-29T06:57:52.563255Z"}`
	none := step{want: look, body: ok(`[` + deleted + `]`)}
	there := step{want: look, body: ok(`[` + deleted + `,` + tunnelReply("t") + `]`)}
	taken := func(err error) bool {
		e, ok := errors.AsType[*client.TunnelNameTakenError](err)
		return ok && e.Existing.ID == tunnel && e.Lost != nil && errors.Is(err, client.ErrConflict)
	}
	strange := func(old, new string) step {
		return step{want: look, body: ok(`[` + strings.Replace(tunnelReply("t"), old, new, 1) + `]`)}
	}
	is := func(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }
	tests := []struct {
		name  string
		steps []step
		fails func(error) bool
	}{
		{"created", []step{{want: add, body: ok(tunnelReply("t"))}}, nil},
		{"reset, and it is there", []step{{want: add, do: reset}, there}, nil},
		{"reset, and an old one is there", []step{{want: add, do: reset}, strange("2026-09", "2020-09")}, taken},
		{"reset, and one in use is there", []step{{want: add, do: reset},
			strange(`"conns_active_at":null`, `"conns_active_at":"2026-09-29T06:58:00Z"`)}, taken},
		{"reset, and it is not there", []step{{want: add, do: reset}, none}, func(err error) bool {
			return errors.As(err, new(*client.NotCreatedError)) && errors.Is(err, client.ErrUnavailable)
		}},
		{"reset, and no list", []step{{want: add, do: reset}, {want: look, status: 403}}, func(err error) bool {
			return errors.As(err, new(*client.UncertainError))
		}},
		{"name taken", []step{{want: add, status: 409, body: refused("1013", "taken")}, there}, func(err error) bool {
			e, ok := errors.AsType[*client.TunnelNameTakenError](err)
			return ok && e.Existing.ID == tunnel && errors.Is(err, client.ErrConflict)
		}},
		{"name taken, and no list", []step{{want: add, status: 409}, {want: look, status: 403}}, is(client.ErrConflict)},
		{"not allowed", []step{{want: add, status: 403}}, is(client.ErrAuth)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, seen := server(t, tt.steps...)
			got, err := newClient(s).Tunnels.Create(t.Context(), "t")
			if tt.fails != nil {
				if err == nil || !tt.fails(err) {
					t.Errorf("error %v is not the one wanted", err)
				}
			} else if err != nil || got.ID != tunnel || got.ConfigSource != "cloudflare" || got.Recovered != (len(tt.steps) > 1) {
				t.Errorf("got %+v, error %v", got, err)
			}
			sent, _ := io.ReadAll((*seen)[0].Body) // from memory
			if string(sent) != `{"name":"t","config_src":"cloudflare"}` {
				t.Errorf("sent %s", sent)
			}
		})
	}
}

func TestTunnelGet(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: getTun, body: ok(tunnelReply("t"))},
		step{want: getTun, status: 404, body: refused("1003", "Tunnel not found")})
	c := newClient(s)
	got, err := c.Tunnels.Get(t.Context(), tunnel)
	if err != nil || got.Name != "t" || got.Status != vpc.TunnelInactive || got.DeletedAt != nil || got.ConnsInactiveAt == nil {
		t.Errorf("got %+v, error %v", got, err)
	}
	if _, err = c.Tunnels.Get(t.Context(), tunnel); !errors.Is(err, client.ErrNotFound) {
		t.Errorf("error %v, want not found", err)
	}
}

func TestTunnelList(t *testing.T) {
	t.Parallel()
	const recorded = `{"success":true,"errors":[],"messages":[],"result":[],"result_info":{"page":1,"per_page":1000,"count":0,"total_count":0}}`
	for params, query := range map[client.TunnelListParams]string{
		{}:                     "is_deleted=false&page=1&per_page=1000",
		{Name: "a b&c"}:        "is_deleted=false&name=a+b%26c&page=1&per_page=1000",
		{IncludeDeleted: true}: "page=1&per_page=1000",
	} {
		s, seen := server(t, step{want: "GET " + tunnels, body: recorded})
		got, err := collect(newClient(s).Tunnels.List(t.Context(), params))
		if err != nil || len(got) != 0 || (*seen)[0].URL.RawQuery != query {
			t.Errorf("%+v: got %v, error %v, query %q; want %q", params, got, err, (*seen)[0].URL.RawQuery, query)
		}
	}
}

// A connected tunnel cannot be deleted (facts/cloudflare-api.md 3.3); that is
// none of the kinds which have an exit code of their own.
func TestTunnelDelete(t *testing.T) {
	t.Parallel()
	const del = "DELETE " + tunnels + "/" + tunnel
	s, _ := server(t, step{want: del, body: ok(tunnelReply("t"))},
		step{want: del, status: 400, body: refused("1022", "This tunnel has active connections.")})
	c := newClient(s)
	if err := c.Tunnels.Delete(t.Context(), tunnel); err != nil {
		t.Error(err)
	}
	err := c.Tunnels.Delete(t.Context(), tunnel)
	if !hasCode(err, 1022) || errors.Is(err, client.ErrConflict) || errors.Is(err, client.ErrNotFound) {
		t.Errorf("error %v", err)
	}
}

func TestConnectors(t *testing.T) {
	t.Parallel()
	const recorded = `[{"id":"b51d","features":["allow_remote_config","support_quic_eof"],"version":"2025.11.1","arch":"darwin_arm64",` +
		`"conns":[{"colo_name":"khh01","uuid":"9e04","id":"9e04","is_pending_reconnect":false,"origin_ip":"203.0.113.10",` +
		`"opened_at":"2026-09-29T06:58:12.155536Z","client_id":"b51d","client_version":"2025.11.1"}],` +
		`"run_at":"2026-09-29T06:58:12.155536Z","ha_status":null}]`
	s, _ := server(t, step{want: getTun + "/connections", body: ok(recorded)}, step{want: getTun + "/connections", body: ok(`[]`)})
	c := newClient(s)
	got, err := c.Tunnels.Connectors(t.Context(), tunnel)
	if err != nil || len(got) != 1 || got[0].Version != "2025.11.1" || len(got[0].Connections) != 1 || got[0].Connections[0].ColoName != "khh01" {
		t.Errorf("got %+v, error %v", got, err)
	}
	if got, err = c.Tunnels.Connectors(t.Context(), tunnel); err != nil || len(got) != 0 {
		t.Errorf("got %+v, error %v", got, err)
	}
}
