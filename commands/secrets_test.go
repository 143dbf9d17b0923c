package commands_test

import (
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// holding are the files below a folder that hold one of several texts.
func holding(t *testing.T, dir string, texts ...string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, secret := range texts {
			if strings.Contains(string(text), secret) {
				paths = append(paths, path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// A login's secrets are in its file, and neither in what is printed nor in the
// working folder, the temporary one or the settings.
func TestSecretsStayInTheLogin(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	temp := t.TempDir()
	first := s.logIn()
	secrets := []string{first.Secret.Token, first.Secret.Refresh}
	s.expired(first)
	for _, args := range []string{
		"vpc service list --verbose", "whoami --verbose", "whoami --json", "auth list", "auth list --json", "auth list --template {{.}}",
		"config list --show-origin", "tunnel create office --verbose", "check --verbose", "vpc service create x --type http --tunnel office --dry-run",
		"auth switch default --account-id 10ca1000000000000000000000000000 --verbose", "auth token --jq .source",
		"vpc service get nobody --verbose", "vpc service list --account-id ffffffffffffffffffffffffffffffff --verbose",
	} {
		cmd, out, errs := s.process(args, "TMPDIR="+temp)
		_ = cmd.Run() // some fail, as they should
		if now := s.login().Secret; now.Token != secrets[len(secrets)-2] {
			secrets = append(secrets, now.Token, now.Refresh)
		}
		for _, secret := range secrets {
			if strings.Contains(out.String()+errs.String(), secret) {
				t.Errorf("%s: a secret is in %s%s", args, out, errs)
			}
		}
		if paths := append(holding(t, cmd.Dir, secrets...), holding(t, temp, secrets...)...); len(paths) > 0 {
			t.Errorf("%s: a secret is in %q", args, paths)
		}
	}
	if len(secrets) != 4 {
		t.Fatalf("there are %d secrets, want those of two logins", len(secrets))
	}
	for _, path := range holding(t, s.home, secrets...) {
		if path != first.Path {
			t.Errorf("a secret is in %s", path)
		}
	}
}

// Credentials follow no redirect to another host: neither those of a new login, nor
// what renews one or ends it.
func TestSecretsFollowNoRedirect(t *testing.T) {
	t.Parallel()
	stolen := make(chan string, 100)
	thief := strings.Replace(newServer(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		stolen <- r.Method + " " + r.URL.Path + " " + r.Header.Get("Authorization") + " " + string(body)
		http.Error(w, "{}", http.StatusTeapot)
	}), "127.0.0.1", "localhost", 1)
	for _, tt := range []struct {
		args, path string
		status     int
		make       func(s *stage)
		code       int
		want       string
	}{
		{"login --token-file token", "/client/v4/accounts", 302, func(*stage) {}, 6, "not following it with credentials"},
		{"login --token-file token", "/client/v4/user/tokens/verify", 307, func(*stage) {}, 6, "not following it with credentials"},
		{"vpc service list", "/oauth2/token", 307, func(s *stage) { s.expired(s.logIn()) }, 6, "which is not followed with credentials"},
		{"vpc service list", "/oauth2/token", 302, func(s *stage) { s.expired(s.logIn()) }, 6, "which is not followed with credentials"},
		{"logout", "/oauth2/revoke", 307, func(s *stage) { s.logIn() }, 6, "which is not followed with credentials"},
		{"login --device", "/oauth2/device/auth", 307, func(*stage) {}, 6, "which is not followed with credentials"},
	} {
		s := newStage(t)
		tt.make(s)
		s.way(func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == tt.path {
				http.Redirect(w, r, thief+r.URL.Path, tt.status)
			}
			return r.URL.Path != tt.path
		})
		host := s.host()
		s.write(filepath.Join(host.Dir, "token"), s.admin())
		code, _, errs := s.in(host, tt.args)
		if code != tt.code || !strings.Contains(errs, tt.want) {
			t.Errorf("%s: exit code %d, want %q: %s", tt.args, code, tt.want, errs)
		}
		for len(stolen) > 0 {
			t.Errorf("%s: %s", tt.args, <-stolen)
		}
	}
	// The code of a login in the browser, too.
	s := newStage(t)
	s.way(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/oauth2/token" {
			http.Redirect(w, r, thief+r.URL.Path, http.StatusTemporaryRedirect)
		}
		return r.URL.Path != "/oauth2/token"
	})
	allow := func(address string) { _ = decide(address, "allow") } // the page says that it failed
	code, errs := s.meets(t.Context(), allow, "login --web --no-browser")
	if code != 6 || len(stolen) > 0 || len(s.logins()) > 0 {
		t.Errorf("exit code %d, %d requests followed: %s", code, len(stolen), errs)
	}
}

// What a .env file holds is never shown, whatever is wrong with it.
func TestDotEnvIsNotShown(t *testing.T) {
	t.Parallel()
	const secret = "S3CRET-of_dotenv"
	for name, text := range map[string]string{
		"quoted":       `CLOUDFLARE_API_TOKEN='"` + secret + `"'`,
		"two words":    "CLOUDFLARE_API_TOKEN=\"a " + secret + "\"",
		"bearer":       "CLOUDFLARE_API_TOKEN=Bearer" + secret,
		"rejected":     "CLOUDFLARE_API_TOKEN=" + secret,
		"key":          "CLOUDFLARE_API_KEY=" + secret + "\nCLOUDFLARE_EMAIL=a@example.com",
		"half a key":   "CLOUDFLARE_API_KEY=" + secret,
		"no line":      "CLOUDFLARE_API_TOKEN " + secret,
		"no quote":     "CLOUDFLARE_API_TOKEN=\"" + secret,
		"no name":      "=" + secret,
		"a wrong name": secret + "\nCLOUDFLARE_API_TOKEN=" + secret,
		"account":      "CLOUDFLARE_API_TOKEN=" + secret + "\nOTHER=" + secret + "\nCLOUDFLARE_ACCOUNT_ID=${OTHER}!",
		"address":      "CLOUDFLARE_API_TOKEN=" + secret + "\nCLOUDFLARE_API_BASE_URL=https://" + secret + "@192.0.2.1:x/",
		"old name":     "CF_API_TOKEN=" + secret,
		"headers":      "CLOUDFLARE_API_TOKEN=" + secret + "\nCLOUDFLARE_API_HEADERS={\"X-A\":\"" + secret + "\"",
		"wrangler":     "WRANGLER_TOKEN_URL=http://" + secret + "@127.0.0.1:9/",
	} {
		s := newStage(t)
		env := []string{}
		if name == "address" {
			env = append(env, "CLOUDFLARE_API_BASE_URL=")
		}
		host := s.host(env...)
		s.write(filepath.Join(host.Dir, ".env"), text+"\n")
		for _, args := range []string{
			"vpc service list --verbose", "whoami --verbose", "whoami --json", "config list --show-origin", "auth list", "auth token --jq .kind",
			"check --verbose", "logout", "login", "vpc service create x --type http --tunnel-id local --ipv4 10.0.0.1 --dry-run",
		} {
			if _, out, errs := s.in(host, args); strings.Contains(out+errs, "S3CRET") {
				t.Errorf("%s: %s: the value is in %s%s", name, args, out, errs)
			}
		}
	}
}

// One that has ended is told as such.
func TestExpiredDotEnvIsNotShown(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first := s.logIn()
	if code, _, errs := s.run("logout"); code != 0 { // which ends it at the server
		t.Fatal(errs)
	}
	host := s.host()
	s.write(filepath.Join(host.Dir, ".env"), "CLOUDFLARE_API_TOKEN="+first.Secret.Token+"\n")
	for _, args := range []string{"vpc service list --verbose", "whoami --verbose", "check --verbose"} {
		_, out, errs := s.in(host, args)
		if strings.Contains(out+errs, first.Secret.Token) {
			t.Errorf("%s: %s%s", args, out, errs)
		}
		if !strings.HasPrefix(args, "check") && !strings.Contains(errs, "CLOUDFLARE_API_TOKEN in ") {
			t.Errorf("%s: the source is not named: %s", args, errs)
		}
	}
}
