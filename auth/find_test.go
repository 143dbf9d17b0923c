package auth_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth"
)

const secret = "s3cret-value_of-a-token"

func now() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// sources has the given variables, and an empty home folder.
func sources(t *testing.T, env map[string]string) auth.Sources {
	t.Helper()
	return auth.Sources{
		Env:  func(name string) auth.Variable { return auth.Variable{Value: env[name]} },
		Home: t.TempDir(), OS: "linux", Now: now, API: auth.CloudflareAPI,
	}
}

// A token wins over the global key, unlike in Wrangler (facts/wrangler.md 5.1).
func TestPrecedence(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		env    map[string]string
		source string
		header string
	}{
		{"token", map[string]string{"CLOUDFLARE_API_TOKEN": secret}, "CLOUDFLARE_API_TOKEN", "Bearer " + secret},
		{"token over key", map[string]string{
			"CLOUDFLARE_API_TOKEN": secret, "CLOUDFLARE_API_KEY": "k", "CLOUDFLARE_EMAIL": "a@b",
		}, "CLOUDFLARE_API_TOKEN", "Bearer " + secret},
		{"key", map[string]string{"CLOUDFLARE_API_KEY": "k", "CLOUDFLARE_EMAIL": "a@b"},
			"CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL", ""},
	} {
		c, err := auth.Find(sources(t, tt.env))
		if err != nil || c.Source != tt.source || c.File != "" {
			t.Errorf("%s: %v from %q, %v", tt.name, c, c.Source, err)
			continue
		}
		r := &http.Request{Header: http.Header{}}
		if err := c.Authorize(t.Context(), r); err != nil || r.Header.Get("Authorization") != tt.header {
			t.Errorf("%s: header %q, %v", tt.name, r.Header, err)
		}
		if tt.header == "" && (r.Header.Get("X-Auth-Key") != "k" || r.Header.Get("X-Auth-Email") != "a@b") {
			t.Errorf("%s: header %q", tt.name, r.Header)
		}
	}
	for _, env := range []map[string]string{nil, {"CLOUDFLARE_EMAIL": "a@b"}} {
		if _, err := auth.Find(sources(t, env)); !errors.Is(err, auth.ErrNone) {
			t.Errorf("%v: %v, want ErrNone", env, err)
		}
	}
}

// Credentials are a file's own only if it holds every part of them.
func TestFile(t *testing.T) {
	t.Parallel()
	const env, local = ".env", ".env.local"
	for _, tt := range []struct {
		name string
		vars map[string]auth.Variable
		want string
	}{
		{"token", map[string]auth.Variable{"CLOUDFLARE_API_TOKEN": {Value: secret, File: env}}, env},
		{"process", map[string]auth.Variable{"CLOUDFLARE_API_TOKEN": {Value: secret}}, ""},
		{"borrowed", map[string]auth.Variable{"CLOUDFLARE_API_TOKEN": {Value: secret, File: env, Borrowed: true}}, ""},
		{"key", map[string]auth.Variable{
			"CLOUDFLARE_API_KEY": {Value: "k", File: env}, "CLOUDFLARE_EMAIL": {Value: "a@b", File: env}}, env},
		{"two files", map[string]auth.Variable{
			"CLOUDFLARE_API_KEY": {Value: "k", File: local}, "CLOUDFLARE_EMAIL": {Value: "a@b", File: env}}, ""},
		{"key of the process", map[string]auth.Variable{
			"CLOUDFLARE_API_KEY": {Value: "k"}, "CLOUDFLARE_EMAIL": {Value: "a@b", File: env}}, ""},
		{"borrowed key", map[string]auth.Variable{
			"CLOUDFLARE_API_KEY": {Value: "k", File: env, Borrowed: true}, "CLOUDFLARE_EMAIL": {Value: "a@b", File: env}}, ""},
	} {
		s := sources(t, nil)
		s.Env = func(name string) auth.Variable { return tt.vars[name] }
		if c, err := auth.Find(s); err != nil || c.File != tt.want {
			t.Errorf("%s: %v of file %q, want %q, %v", tt.name, c, c.File, tt.want, err)
		}
	}
}

// What copying does to a token is told before it is sent, and the token is not.
func TestMalformed(t *testing.T) {
	t.Parallel()
	for value, reason := range map[string]string{
		secret + "\n":      "line break",
		"a " + secret:      "white space",
		`"` + secret + `"`: "quotes",
		"\ufeff" + secret:  "byte-order mark",
		"Bearer" + secret:  "Bearer",
		secret + "\x1b[2J": "characters that no token has",
		secret + "é":       "characters that no token has",
	} {
		for _, env := range []map[string]string{
			{"CLOUDFLARE_API_TOKEN": value},
			{"CLOUDFLARE_API_KEY": value, "CLOUDFLARE_EMAIL": "a@b"},
		} {
			_, err := auth.Find(sources(t, env))
			e, ok := errors.AsType[*auth.MalformedError](err)
			if !ok || !strings.Contains(e.Reason, reason) {
				t.Errorf("%q: %v, want %q", value, err, reason)
				continue
			}
			if _, set := env[e.Variable]; !set || e.File != "" {
				t.Errorf("%q: %+v", value, e)
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the secret is in the error: %v", err)
			}
		}
	}
}

// Half of a global key is told as what it is, unless there is a login to use.
func TestKeyWithoutEmail(t *testing.T) {
	t.Parallel()
	s := sources(t, nil)
	s.Env = func(name string) auth.Variable {
		if name == "CLOUDFLARE_API_KEY" {
			return auth.Variable{Value: "k", File: ".env"}
		}
		return auth.Variable{}
	}
	_, err := auth.Find(s)
	const want = "the value of CLOUDFLARE_EMAIL is missing; CLOUDFLARE_API_KEY in .env needs it"
	if e, ok := errors.AsType[*auth.MalformedError](err); !ok || e.Variable != "CLOUDFLARE_EMAIL" || e.Error() != want {
		t.Errorf("%v, want %q", err, want)
	}
	writeLogin(t, filepath.Join(s.Home, ".wrangler"), "default.toml", "api_token = \""+secret+"\"")
	if c, err := auth.Find(s); err != nil || !strings.HasPrefix(c.Source, "Wrangler's login") {
		t.Errorf("%v, %v", c, err)
	}
}

// No verb prints the secret, however deep the credentials are.
func TestNeverPrinted(t *testing.T) {
	t.Parallel()
	key, err := auth.Find(sources(t, map[string]string{"CLOUDFLARE_API_KEY": secret, "CLOUDFLARE_EMAIL": secret}))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []auth.Credentials{auth.Token(secret, "here"), key} {
		type hidden struct {
			c auth.Credentials
			p *auth.Credentials
			i any
		}
		for _, value := range []any{
			c, &c, []auth.Credentials{c}, map[string]auth.Credentials{"a": c}, hidden{c, &c, c}, &hidden{c, &c, c},
		} {
			for _, flags := range []string{"", "+", "#", " ", "-9", "0"} {
				for verb := 'A'; verb <= 'z'; verb++ {
					format := "%" + flags + string(verb)
					text := fmt.Sprintf(format, value)
					if strings.Contains(text, secret) || strings.Contains(text, hex.EncodeToString([]byte(secret))) {
						t.Fatalf("%s of %T prints the secret: %s", format, value, text)
					}
				}
			}
		}
		if text := fmt.Sprintf("%d", c); text != c.String() {
			t.Errorf("%q", text)
		}
	}
}
