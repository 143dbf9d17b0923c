package commands_test

import (
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

const (
	ours, theirs = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
	tunnelOne    = "5456b9ca-8b73-4b44-93df-000000000001"
	tunnelTwo    = "5456b9ca-8b73-4b44-93df-000000000002"
	tunnelThree  = "5456b9ca-8b73-4b44-93df-000000000003"
)

// calls is a server with two accounts that counts what it is asked.
type calls struct {
	mu   sync.Mutex
	seen map[string]int
}

func (c *calls) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.seen[r.Method+" "+r.URL.Path]++
	c.mu.Unlock()
	list := map[string]string{
		"/accounts": `{"id":"` + ours + `","name":"ours"},{"id":"` + theirs + `","name":"theirs"}`,
		"/accounts/" + ours + "/connectivity/directory/services": bindable(1, tunnelOne) + "," +
			bindable(2, tunnelOne) + "," + bindable(3, tunnelTwo) + "," + bindable(4, tunnelThree),
		"/accounts/" + theirs + "/connectivity/directory/services": bindable(9, tunnelOne),
		"/accounts/" + ours + "/cfd_tunnel":                        tunnel(tunnelOne) + "," + tunnel(tunnelTwo) + "," + tunnel(tunnelThree),
	}[r.URL.Path]
	reply(200, `{"success":true,"result":[`+list+`]}`)(w, r)
}

func bindable(n int, tunnel string) string {
	return strings.Replace(strings.Replace(twin(fmt.Sprintf("01a0ebf6-0a78-73c3-b7cf-00000000000%d", n)),
		`"twin"`, fmt.Sprintf(`"s%d"`, n), 1), "5456b9ca-8b73-4b44-93df-67ad7acc8e2c", tunnel, 1)
}

func tunnel(id string) string {
	return `{"id":"` + id + `","name":"t` + id[35:] + `","status":"healthy","created_at":"2026-09-29T06:59:25Z"}`
}

// checked runs a check over thirty configurations that bind services 1 to 3 and
// the given one, in two environments.
func checked(t *testing.T, more int, args string) (map[string]int, string) {
	t.Helper()
	server := &calls{seen: map[string]int{}}
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": newServer(t, server.ServeHTTP), "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": ours,
	})
	for i := range 30 {
		writeConfig(t, host, fmt.Sprintf("w%d", i), i%3+1, more)
	}
	streams, out, errs := term.Buffers("", false, 80)
	commands.Run(t.Context(), strings.Fields(args), streams, host)
	return server.seen, out.String() + errs.String()
}

func writeConfig(t *testing.T, host app.Host, name string, first, second int) {
	t.Helper()
	entry := func(binding string, n int) string {
		return fmt.Sprintf(`"vpc_services": [{"binding": %q, "service_id": "01A0ebf6-0a78-73c3-b7cf-00000000000%d"}]`, binding, n)
	}
	put(t, filepath.Join(host.Dir, name, "wrangler.jsonc"),
		`{`+entry("A", first)+`, "env": {"e": {`+entry("A", second)+`, "vpc_networks": [{"binding": "N", "tunnel_id": "`+tunnelTwo+`"}]}}}`)
}

// However many configurations there are, the services and the tunnels are asked
// for once, and the connectors once for each bound tunnel.
func TestCheckCalls(t *testing.T) {
	t.Parallel()
	seen, text := checked(t, 1, "check")
	want := map[string]int{
		"GET /accounts/" + ours + "/connectivity/directory/services":          1,
		"GET /accounts/" + ours + "/cfd_tunnel":                               1,
		"GET /accounts/" + ours + "/cfd_tunnel/" + tunnelOne + "/connections": 1,
		"GET /accounts/" + ours + "/cfd_tunnel/" + tunnelTwo + "/connections": 1,
	}
	if !maps.Equal(seen, want) {
		t.Errorf("asked %v, want %v\n%.2000s", seen, want, text)
	}
}

// Other accounts are asked where a service is not known, and only then.
func TestCheckOtherAccounts(t *testing.T) {
	t.Parallel()
	const accounts, services = "GET /accounts", "GET /accounts/" + theirs + "/connectivity/directory/services"
	seen, text := checked(t, 9, "check")
	if seen[accounts] != 1 || seen[services] != 1 {
		t.Errorf("asked %v", seen)
	}
	told := regexp.MustCompile(`error: service "s9" is in the account "` + theirs + `", not in "` + ours + `" \[other-account\]`)
	if n := len(told.FindAllString(text, -1)); n != 30 || strings.Contains(text, "unknown-service") {
		t.Errorf("told %d times: %.2000s", n, text)
	}
	for _, args := range []string{"check --rule other-account=off", "check --rule unknown-service=off"} {
		if seen, _ := checked(t, 9, args); seen[accounts] != 0 || seen[services] != 0 {
			t.Errorf("%s asked %v", args, seen)
		}
	}
}
