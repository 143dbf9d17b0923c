package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/vpc"
)

// createServices makes services of these names, past the recorder.
func createServices(t *testing.T, a *target, names ...string) {
	t.Helper()
	for _, name := range names {
		body, err := vpc.Spec{
			Name: name, Type: vpc.TypeHTTP, Host: vpc.Host{Hostname: name + ".internal", TunnelID: a.tunnel},
		}.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		path := "/client/v4/accounts/" + a.account + "/connectivity/directory/services"
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(string(body)))
		r.Host = "localhost"
		r.Header.Set("Authorization", "Bearer "+a.token)
		w := httptest.NewRecorder()
		a.next.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

// numbered returns n names.
func numbered(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("service-%03d", i)
	}
	return names
}

// checkUnchanged wants the backend to hold what it held.
func checkUnchanged(t *testing.T, a *target, services []vpc.Service, tunnels []vpc.Tunnel) {
	t.Helper()
	if now := a.services(t); !reflect.DeepEqual(now, services) {
		t.Errorf("the services are %+v, were %+v", now, services)
	}
	if now := a.tunnels(t); !reflect.DeepEqual(now, tunnels) {
		t.Errorf("the tunnels are %+v, were %+v", now, tunnels)
	}
}
