package e2e

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/vpc"
)

// target is a backend of one test, on a loopback address, which keeps what
// crosses the wire and holds it against the contract when the test ends.
type target struct {
	*recorder
	store   *backend.Store
	base    string // the API's base address, without a final slash
	account string
	token   string // of the admin
	tunnel  string // the id of the tunnel named local
}

func newTarget(t *testing.T) *target {
	t.Helper()
	store, err := backend.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	token, err := store.AdminToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rec := &recorder{next: backend.New(store)}
	server := httptest.NewServer(rec)
	t.Cleanup(server.Close)
	a := &target{
		recorder: rec, store: store, base: server.URL + "/client/v4", account: store.Account().ID, token: token,
	}
	a.tunnel = a.tunnels(t)[0].ID
	t.Cleanup(func() { checkContract(t, rec.all()) })
	return a
}

// tokenFor makes a token with fewer rights.
func (a *target) tokenFor(t *testing.T, role backend.Role) string {
	t.Helper()
	_, value, err := a.store.IssueToken(t.Context(), string(role), role, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// services asks the backend itself, past the recorder, what it holds.
func (a *target) services(t *testing.T) []vpc.Service {
	t.Helper()
	return ask[[]vpc.Service](t, a, "connectivity/directory/services")
}

// service is the only service that the backend holds.
func (a *target) service(t *testing.T) vpc.Service {
	t.Helper()
	all := a.services(t)
	if len(all) != 1 {
		t.Fatalf("the backend holds %d services, want 1", len(all))
	}
	return all[0]
}

// tunnels asks the backend for the tunnels that are not deleted.
func (a *target) tunnels(t *testing.T) []vpc.Tunnel {
	t.Helper()
	return ask[[]vpc.Tunnel](t, a, "cfd_tunnel?is_deleted=false")
}

func ask[T any](t *testing.T, a *target, path string) T {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/client/v4/accounts/"+a.account+"/"+path, http.NoBody)
	r.Host = "localhost"
	r.Header.Set("Authorization", "Bearer "+a.token)
	w := httptest.NewRecorder()
	a.next.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("GET %s: %d %s %v", path, w.Code, body, err)
	}
	var reply struct{ Result T }
	if err := json.Unmarshal(body, &reply); err != nil {
		t.Fatalf("GET %s: %v in %s", path, err, body)
	}
	return reply.Result
}
