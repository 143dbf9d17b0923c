package topics_test

import (
	"cmp"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/topics"
	"github.com/lariat-cli/lariat/term"
)

// world is a project, the user's files, and the environment.
type world struct {
	files map[string]string
	env   map[string]string
	flags string
}

// request runs a command that makes one request, and returns it.
func (w world) request(t *testing.T) *http.Request {
	t.Helper()
	var got *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		got = r
		_, _ = rw.Write([]byte(`{"success":true,"result":[]}`))
	}))
	defer server.Close()
	host := app.Host{Dir: t.TempDir(), OS: "linux", Now: time.Now}
	host.Home = filepath.Join(host.Dir, "home")
	for name, text := range w.files {
		path := filepath.Join(host.Dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "$SERVER", server.URL)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	host.Env = func(name string) string { return strings.ReplaceAll(w.env[name], "$SERVER", server.URL) }
	streams, _, errs := term.Buffers("", false, 80)
	args := append(strings.Fields(w.flags), "tunnel", "list")
	if code := commands.Run(t.Context(), args, streams, host); code != 0 || got == nil {
		t.Fatalf("exit code %d, request %v: %s", code, got != nil, errs)
	}
	return got
}

const (
	account1 = "11111111111111111111111111111111"
	account2 = "22222222222222222222222222222222"
	account3 = "33333333333333333333333333333333"
	account4 = "44444444444444444444444444444444"
	account5 = "55555555555555555555555555555555"
	account6 = "66666666666666666666666666666666"
)

// What "help environment" says of .env files is so.
func TestProjectVariables(t *testing.T) {
	t.Parallel()
	inPath := func(part string) func(*http.Request) bool {
		return func(r *http.Request) bool { return strings.Contains(r.URL.Path, part) }
	}
	header := func(name, value string) func(*http.Request) bool {
		return func(r *http.Request) bool { return r.Header.Get(name) == value }
	}
	probes := map[string]struct {
		value string
		unset string // of the environment, so that the file's value can count
		seen  func(*http.Request) bool
	}{
		"CLOUDFLARE_API_TOKEN":    {"from-file", "CLOUDFLARE_API_KEY", header("Authorization", "Bearer from-file")},
		"CLOUDFLARE_API_KEY":      {"from-file", "CLOUDFLARE_API_TOKEN", header("X-Auth-Key", "from-file")},
		"CLOUDFLARE_EMAIL":        {"from@file", "CLOUDFLARE_API_TOKEN", header("X-Auth-Email", "from@file")},
		"CLOUDFLARE_ACCOUNT_ID":   {account2, "", inPath(account2)},
		"CLOUDFLARE_API_BASE_URL": {"$SERVER/from-file", "", inPath("/from-file/")},
		"CLOUDFLARE_API_HEADERS":  {`{"X-From":"file"}`, "", header("X-From", "file")},
		"CLOUDFLARE_ENV":          {"staging", "", inPath(account3)},
		"CLOUDFLARE_AUTH_PROFILE": {"from-file", "variables", header("Authorization", "Bearer of-profile")},
	}
	for name, claimed := range topics.ProjectVariables() {
		probe, ok := probes[name]
		if !ok {
			if claimed || strings.HasPrefix(name, "CLOUDFLARE_") {
				t.Errorf("no test shows whether .env may set %s", name)
			}
			continue
		}
		w := world{
			files: map[string]string{
				".env":          name + "='" + probe.value + "'\n",
				"wrangler.toml": "[env.staging]\naccount_id = '" + account3 + "'\n",

				"home/.wrangler/config/from-file.toml": "api_token = 'of-profile'",
			},
			env: map[string]string{
				"CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_API_KEY": "k", "CLOUDFLARE_EMAIL": "a@b",
				"CLOUDFLARE_ACCOUNT_ID": account1, "CLOUDFLARE_API_BASE_URL": "$SERVER",
			},
		}
		delete(w.env, name)
		delete(w.env, cmp.Or(probe.unset, name))
		if probe.unset == "variables" {
			delete(w.env, "CLOUDFLARE_API_TOKEN")
			delete(w.env, "CLOUDFLARE_API_KEY")
		}
		if got := probe.seen(w.request(t)); got != claimed {
			t.Errorf("%s counts in .env: %v, and help says %v", name, got, claimed)
		}
	}
}

// What "help environment" says of the account is so: each source wins over
// those before it here.
func TestAccountPrecedence(t *testing.T) {
	t.Parallel()
	w := world{files: map[string]string{}, env: map[string]string{
		"CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_API_BASE_URL": "$SERVER",
	}}
	for _, step := range []struct {
		add  func()
		want string
	}{
		{func() { w.files["home/.config/lariat/config.toml"] = "account_id = '" + account1 + "'" }, account1},
		{func() { w.files[".lariat.toml"] = "account_id = '" + account2 + "'" }, account2},
		{func() { w.env["LARIAT_ACCOUNT_ID"] = account3 }, account3},
		{func() { w.env["CLOUDFLARE_ACCOUNT_ID"] = account4 }, account4},
		{func() { w.files["wrangler.toml"] = "account_id = '" + account5 + "'" }, account5},
		{func() { w.flags = "--account-id " + account6 }, account6},
	} {
		step.add()
		if path := w.request(t).URL.Path; !strings.Contains(path, "/accounts/"+step.want+"/") {
			t.Errorf("the request goes to %s, want account %s", path, step.want)
		}
	}
}
