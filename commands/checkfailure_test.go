package commands_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

const (
	forbidden = `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`
	bothBind  = `{"vpc_services": [{"binding": "A", "service_id": "01a0ebf6-0a78-73c3-b7cf-000000000001"},
		{"binding": "B", "service_id": "01a0ebf6-0a78-73c3-b7cf-000000000003"}]}`
)

// unlucky is a server that gives some replies in the place of its own, by the
// end of the path.
func unlucky(t *testing.T, config string, replies map[string]http.HandlerFunc, args string) (code int, out, errs string) {
	t.Helper()
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": newServer(t, func(w http.ResponseWriter, r *http.Request) {
			for end, serve := range replies {
				if strings.HasSuffix(r.URL.Path, end) {
					serve(w, r)
					return
				}
			}
			(&calls{seen: map[string]int{}}).ServeHTTP(w, r)
		}), "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": ours,
	})
	put(t, filepath.Join(host.Dir, "wrangler.json"), config)
	streams, stdout, stderr := term.Buffers("", false, 80)
	code = commands.Run(t.Context(), strings.Fields(args), streams, host)
	return code, stdout.String(), stderr.String()
}

// What one tunnel does not tell takes nothing from the others, and what the
// credentials may not read is no failure.
func TestCheckSomeConnectors(t *testing.T) {
	t.Parallel()
	one := reply(200, `{"success":true,"result":[{"id":"1bedc50d-42b3-473c-b108-ff3d10c0d925","version":"2026.9.1"}]}`)
	for _, tt := range []struct {
		name    string
		replies map[string]http.HandlerFunc
		code    int
		found   bool   // a tunnel with one connector
		want    string // on stderr
		not     string
	}{
		{"all", map[string]http.HandlerFunc{tunnelOne + "/connections": one}, 0, true, "Found 1 note in 1 file.\n", "error"},
		{"one fails", map[string]http.HandlerFunc{
			tunnelOne + "/connections": one, tunnelTwo + "/connections": reply(200, "<html>"),
		}, 6, true, "Found 1 note in 1 file.\nerror: the reply to GET /accounts/" + ours + "/cfd_tunnel/" + tunnelTwo + "/connections", "nothing is known"},
		{"both fail", map[string]http.HandlerFunc{"/connections": reply(200, "<html>")},
			6, false, ", and 1 more failure\nhint: ", "Found"},
		{"one is forbidden", map[string]http.HandlerFunc{
			tunnelOne + "/connections": one, tunnelTwo + "/connections": reply(403, forbidden),
		}, 0, true, "warning: the credentials may not read connectors of tunnels, which are not checked: Authentication error", "error:"},
		{"tunnels are forbidden", map[string]http.HandlerFunc{"/cfd_tunnel": reply(403, forbidden)},
			0, false, "warning: the credentials may not read tunnels, which are not checked: Authentication error", "error:"},
		{"there are no tunnels", map[string]http.HandlerFunc{
			"/cfd_tunnel": reply(404, `{"success":false,"errors":[{"code":7,"message":"no such route"}]}`),
		}, 6, false, "error: no such route [code: 7] (request id 0123456789abcdef-TST)\nhint: see the request", "service list"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			code, out, errs := unlucky(t, bothBind, tt.replies, "check --rule single-connector=info,loopback-host=off")
			if code != tt.code || !strings.Contains(errs, tt.want) || strings.Contains(errs, tt.not) {
				t.Errorf("exit code %d, want %d: %s", code, tt.code, errs)
			}
			if found := strings.Contains(out, "[single-connector]"); found != tt.found {
				t.Errorf("found one connector: %t: %s", found, out)
			}
		})
	}
}

// Each account that fails is told of, by its name and with a hint of its own,
// and the graver failure is the exit code.
func TestCheckTwoAccountsFail(t *testing.T) {
	t.Parallel()
	bind := func(account string) string {
		return `{"account_id": "` + account + `", "vpc_services": [{"binding": "A", "service_id": "01a0ebf6-0a78-73c3-b7cf-000000000001"}]}`
	}
	config := `{"name": "x", "env": {"a": ` + bind(theirs) + `, "b": ` + bind("cccccccccccccccccccccccccccccccc") + `}}`
	for range 5 { // the order is no matter of luck
		code, _, errs := unlucky(t, config, map[string]http.HandlerFunc{
			theirs + "/connectivity/directory/services":                        reply(200, "<html>"),
			"cccccccccccccccccccccccccccccccc/connectivity/directory/services": reply(403, forbidden),
		}, "check")
		lines := strings.Split(errs, "\n")
		if code != 4 || len(lines) < 4 || !strings.HasPrefix(lines[0], `error: account "`+theirs+`": the reply to GET `) ||
			!strings.HasPrefix(lines[1], "hint: ") || !strings.HasPrefix(lines[2], `error: account "cccccccccccccccccccccccccccccccc": Authentication error`) ||
			!strings.Contains(errs, "hint: account cccccccccccccccccccccccccccccccc is that of account_id in a configuration") ||
			strings.Contains(errs, ours) {
			t.Errorf("exit code %d: %s", code, errs)
		}
	}
}

// A saved directory finds what the account itself did: connectors, and services
// of other accounts, but none of those that nothing is bound to.
func TestCheckSavedDirectory(t *testing.T) {
	t.Parallel()
	old := reply(200, `{"success":true,"result":[{"id":"1bedc50d-42b3-473c-b108-ff3d10c0d925","version":"2024.1.1","conns":[{"origin_ip":"198.51.100.7"}]}]}`)
	replies := map[string]http.HandlerFunc{
		tunnelOne + "/connections":                  old,
		theirs + "/connectivity/directory/services": reply(200, `{"success":true,"result":[`+bindable(9, tunnelOne)+`,`+bindable(8, tunnelOne)+`]}`),
	}
	config := `{"account_id": "` + ours + `",
		"vpc_services": [{"binding": "A", "service_id": "01a0ebf6-0a78-73c3-b7cf-000000000001"},
		{"binding": "B", "service_id": "01A0ebf6-0a78-73c3-b7cf-000000000009"}],
		"vpc_networks": [{"binding": "N", "tunnel_id": "5456b9ca-8b73-4b44-93df-00000000000f"}]}`
	saved := filepath.Join(t.TempDir(), "saved.json")
	code, online, errs := unlucky(t, config, replies, "check --save-directory "+saved)
	if code != 3 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	for _, rule := range []string{"[cloudflared-version]", "[other-account]", "[tunnel-missing]"} {
		if !strings.Contains(online, rule) {
			t.Errorf("%s was not found: %s", rule, online)
		}
	}
	unreachable := map[string]http.HandlerFunc{"": reply(500, "")}
	code, offline, errs := unlucky(t, config, unreachable, "check --directory "+saved)
	if code != 3 || offline != online || strings.Contains(errs, "lacks") {
		t.Errorf("exit code %d: %s%s\nwant %s", code, offline, errs, online)
	}
	text, err := os.ReadFile(saved)
	if err != nil || strings.Contains(string(text), `"s8"`) || strings.Contains(string(text), "198.51.100.7") {
		t.Errorf("saved more than is needed (%v): %s", err, text)
	}
}

// A saved directory is of one account.
func TestCheckSaveTwoAccounts(t *testing.T) {
	t.Parallel()
	entry := `"vpc_services": [{"binding": "A", "service_id": "01a0ebf6-0a78-73c3-b7cf-000000000009"}]`
	config := `{"account_id": "` + ours + `", ` + entry + `, "env": {"e": {"account_id": "` + theirs + `", ` + entry + `}}}`
	saved := filepath.Join(t.TempDir(), "saved.json")
	code, out, errs := unlucky(t, config, nil, "check --save-directory "+saved)
	if _, err := os.Stat(saved); code != 2 || out == "" || !strings.Contains(errs, "bindings lead to 2 accounts") || err == nil {
		t.Errorf("exit code %d, %v: %s%s", code, err, out, errs)
	}
	_, _, errs = unlucky(t, config, nil, "check -e e --save-directory "+saved)
	if _, err := os.Stat(saved); err != nil || !strings.Contains(errs, "Saved the directory of account "+theirs) {
		t.Errorf("%v: %s", err, errs)
	}
}

// The commands of the page on forks do what it says.
func TestForksPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join("..", "docs", "forks.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```sh\nlariat (.*?)\n```").FindAllStringSubmatch(string(page), -1)
	if len(blocks) != 2 {
		t.Fatalf("%d commands", len(blocks))
	}
	host := world(t, nil)
	writeConfig(t, host, "w", 1, 9)
	server := &calls{seen: map[string]int{}}
	url := newServer(t, server.ServeHTTP)
	asker := host
	asker.Env = func(name string) string {
		return map[string]string{
			"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": ours,
		}[name]
	}
	for i, from := range []app.Host{asker, host} {
		streams, out, errs := term.Buffers("", false, 80)
		code := commands.Run(t.Context(), strings.Fields(blocks[i][1]), streams, from)
		if code != 3 || !strings.Contains(out.String(), "[other-account]") {
			t.Errorf("%s: exit code %d: %s%s", blocks[i][1], code, out, errs)
		}
	}
}
