package e2e

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// Wrangler logs in at the backend with its own client id, works, renews its
// login and ends it: unmodified, with three of its variables
// (facts/wrangler.md 5.2). Its --device wants https and stays out.
func TestWranglerLogin(t *testing.T) {
	t.Parallel()
	they := wrangler(t)
	store, err := backend.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	server := httptest.NewServer(backend.New(store))
	t.Cleanup(server.Close)

	// Not in its home, where it would take its cache for its configuration.
	home, work := t.TempDir(), t.TempDir()
	env := append([]string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "TMPDIR=" + home,
		"CLOUDFLARE_API_BASE_URL=" + server.URL + "/client/v4",
		"WRANGLER_AUTH_URL=" + server.URL + "/oauth2/auth", "WRANGLER_TOKEN_URL=" + server.URL + "/oauth2/token",
		"WRANGLER_REVOKE_URL=" + server.URL + "/oauth2/revoke",
		"WRANGLER_AUTH_DOMAIN=" + strings.TrimPrefix(server.URL, "http://"), // which it asks for Cloudflare Access
	}, they.env...)
	logIn(t, they, work, env)

	checkRun(t, they.start(t, work, env, "whoami"), "local@lariat.invalid", backend.AccountID, "connectivity (admin)")

	file := filepath.Join(home, ".config", ".wrangler", "config", "default.toml")
	before := expire(t, file)
	checkRun(t, they.start(t, work, env, "vpc", "service", "list"))
	if after := refreshToken(t, file); after == before {
		t.Error("the login was not renewed")
	}
	checkShared(t, they, work, env, file)
	grants, err := store.Grants(t.Context())
	if err != nil || len(grants) != 1 || grants[0].Client != "Wrangler" {
		t.Errorf("logged in are %+v, %v", grants, err)
	}
	checkRun(t, they.start(t, work, env, "logout"))
	if grants, err := store.Grants(t.Context()); err != nil || len(grants) != 0 {
		t.Errorf("after the logout there are %+v, %v", grants, err)
	}
}

// checkShared lets lariat and Wrangler renew one login in turns: each works with
// what the other has written.
func checkShared(t *testing.T, they tool, work string, env []string, file string) {
	t.Helper()
	ours := lariat(t)
	list := []string{"vpc", "service", "list"}
	for _, turn := range []struct{ renews, follows tool }{{ours, they}, {they, ours}, {ours, they}} {
		before := expire(t, file)
		checkRun(t, turn.renews.start(t, work, env, list...))
		renewed := refreshToken(t, file)
		if renewed == before {
			t.Error("the login was not renewed")
		}
		checkRun(t, turn.follows.start(t, work, env, list...))
		if refreshToken(t, file) != renewed {
			t.Error("the renewed login was renewed again")
		}
	}
	checkRun(t, ours.start(t, work, env, "whoami"), "Wrangler's login ("+file+")", "local@lariat.invalid")
	checkRun(t, they.start(t, work, env, "whoami"), "local@lariat.invalid", "connectivity (admin)")
}

// logIn runs `wrangler login`, with the test in the place of a person and a
// browser.
func logIn(t *testing.T, they tool, dir string, env []string) {
	t.Helper()
	// Not by its launcher: the process behind that would outlive a test that fails.
	cli := filepath.Join(filepath.Dir(filepath.Dir(they.argv[1])), "wrangler-dist", "cli.js")
	cmd := exec.CommandContext(t.Context(), they.argv[0], cli, "login", "--browser=false")
	cmd.Dir, cmd.Env = dir, append([]string{"PATH=" + os.Getenv("PATH")}, env...)
	cmd.Stderr = t.Output()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`http://127\.0\.0\.1:\d+/oauth2/auth\?\S+`)
	lines, found := bufio.NewScanner(stdout), ""
	for found == "" && lines.Scan() {
		found = link.FindString(lines.Text())
	}
	if found == "" {
		t.Fatalf("Wrangler showed no link: %v", cmd.Wait())
	}
	allow(t, found)
	if _, err := io.Copy(io.Discard, stdout); err != nil {
		t.Error(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// allow says yes on the consent page, and goes where that leads to.
func allow(t *testing.T, link string) {
	t.Helper()
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true}, // Wrangler waits for open connections
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	get := func(r *http.Request, err error) (*http.Response, string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		reply, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer reply.Body.Close()
		body, err := io.ReadAll(reply.Body)
		if err != nil {
			t.Fatal(err)
		}
		return reply, string(body)
	}
	_, page := get(http.NewRequestWithContext(t.Context(), http.MethodGet, link, http.NoBody))
	value := regexp.MustCompile(`name="request" value="([^"]+)"`).FindStringSubmatch(page)
	if value == nil {
		t.Fatalf("there is no question on the page: %s", page)
	}
	to, _, _ := strings.Cut(link, "?")
	form := url.Values{"request": {value[1]}, "decision": {"allow"}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, to, strings.NewReader(form.Encode()))
	if err == nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	reply, _ := get(r, err)
	callback := reply.Header.Get("Location")
	awaitListener(t, callback)
	reply, _ = get(http.NewRequestWithContext(t.Context(), http.MethodGet, callback, http.NoBody))
	if where := reply.Header.Get("Location"); !strings.HasSuffix(where, "/wrangler-oauth-consent-granted") {
		t.Errorf("Wrangler sent the browser to %q", where)
	}
}

// awaitListener waits for Wrangler's: it shows the link before it listens.
func awaitListener(t *testing.T, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for range 500 {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", u.Host)
		if err == nil {
			_ = conn.Close()
			return
		}
		select {
		case <-t.Context().Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatalf("nobody listens at %s", u.Host)
}

// expire makes the access token in Wrangler's file one of long ago, and returns
// the refresh token.
func expire(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	expiry := regexp.MustCompile(`expiration_time = "[^"]+"`)
	old := expiry.ReplaceAll(text, []byte(`expiration_time = "2020-01-01T00:00:00.000Z"`))
	if err := os.WriteFile(file, old, 0o600); err != nil {
		t.Fatal(err)
	}
	return refreshToken(t, file)
}

func refreshToken(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`refresh_token = "([^"]+)"`).FindSubmatch(text)
	if m == nil {
		t.Fatal("there is no refresh token in Wrangler's file")
	}
	return string(m[1])
}
