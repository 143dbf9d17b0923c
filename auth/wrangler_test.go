package auth_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/auth"
)

// facts/wrangler.md 5.3: the places, and what the file holds.
func TestWranglerLogin(t *testing.T) {
	t.Parallel()
	const valid = "oauth_token = \"" + secret + "\"\nexpiration_time = \"2026-11-21T13:00:00.000Z\"\nscopes = [\"a\"]\n"
	for _, tt := range []struct {
		name, path, text string
		os               string
		xdg, appData     string
		want             string // part of the error; "" for success
	}{
		{name: "linux", path: ".config/.wrangler", text: valid},
		{name: "legacy folder", path: ".wrangler", text: valid},
		{name: "darwin", os: "darwin", path: "Library/Preferences/.wrangler", text: valid},
		{name: "windows", os: "windows", appData: "AppData", path: "AppData/xdg.config/.wrangler", text: valid},
		{name: "xdg", xdg: "xdg", path: "xdg/.wrangler", text: valid},
		{name: "expired", path: ".wrangler", want: "expired at 2026-11-21T11:00:00Z",
			text: strings.Replace(valid, "13:00", "11:00", 1)},
		{name: "no expiry", path: ".wrangler", want: "expired", text: "oauth_token = \"" + secret + "\"\n"},
		{name: "legacy token", path: ".wrangler", text: "api_token = \"" + secret + "\"\n"},
		{name: "broken", path: ".wrangler", text: "oauth_token = \"" + secret + "\n", want: "not valid TOML"},
		{name: "empty", path: ".wrangler", text: "", want: "no credentials found"},
		{name: "huge", path: ".wrangler", text: strings.Repeat("#", 70<<10), want: "larger than"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := sources(t, nil)
			writeLogin(t, filepath.Join(s.Home, filepath.FromSlash(tt.path)), "default.toml", tt.text)
			if tt.os != "" {
				s.OS = tt.os
			}
			if tt.xdg != "" {
				s.ConfigHome = filepath.Join(s.Home, tt.xdg)
			}
			s.AppData = filepath.Join(s.Home, tt.appData)
			_, err := auth.Find(s)
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("%v, want %q", err, tt.want)
			case err != nil && strings.Contains(err.Error(), secret):
				t.Errorf("the secret is in the error: %v", err)
			}
		})
	}
}

// facts/wrangler.md 5.3: with a keyring, Wrangler's login is in another file.
func TestEncryptedLogin(t *testing.T) {
	t.Parallel()
	s := sources(t, nil)
	dir := filepath.Join(s.Home, ".wrangler")
	path := writeLogin(t, dir, "default.enc", `{"v":1,"alg":"aes-256-gcm"}`)
	for _, text := range []string{"", "scopes = []"} {
		if text != "" {
			writeLogin(t, dir, "default.toml", text)
		}
		_, err := auth.Find(s)
		if e, ok := errors.AsType[*auth.EncryptedError](err); !ok || e.Path != path || !strings.Contains(e.Error(), path) {
			t.Errorf("%v, want that %s is encrypted", err, path)
		}
	}
	writeLogin(t, dir, "default.toml", "api_token = \""+secret+"\"")
	if _, err := auth.Find(s); err != nil {
		t.Error(err)
	}
}

// writeLogin writes a file of Wrangler's login and returns its path.
func writeLogin(t *testing.T, dir, name, text string) string {
	t.Helper()
	dir = filepath.Join(dir, "config")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
