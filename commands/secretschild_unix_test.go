//go:build unix

package commands_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// told is a program that writes down how it was started, one word a line.
func told(t *testing.T, path string) (record string) {
	t.Helper()
	record = path + ".told"
	put(t, path, "#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; } > '"+record+".new'\nmv '"+record+".new' '"+record+"'\n")
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}
	return record
}

// A browser is told the address alone, which holds no secret that is good by
// itself, and has nothing of ours in its environment.
func TestBrowserIsToldNoSecret(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	program := filepath.Join(t.TempDir(), "browser")
	record := told(t, program)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	code, errs := s.meets(ctx, func(string) { interrupt() }, "login --web", "BROWSER="+program, "CLOUDFLARE_API_TOKEN=S3CRET-1", "CLOUDFLARE_API_KEY=S3CRET-2", "CF_API_TOKEN=S3CRET-3",
		"CLOUDFLARE_API_HEADERS={\"X-A\":\"S3CRET-4\"}", "WRANGLER_CF_AUTHORIZATION_TOKEN=S3CRET-5", "TUNNEL_TOKEN=S3CRET-6")
	text, err := os.ReadFile(record)
	if err != nil || code != 130 || !strings.HasPrefix(string(text), s.url+"/oauth2/auth?") {
		t.Fatalf("exit code %d, %v, told %s: %s", code, err, text, errs)
	}
	for _, hidden := range []string{"S3CRET", "code_verifier", "CLOUDFLARE_", "WRANGLER_", "LARIAT_"} {
		if strings.Contains(string(text)+errs, hidden) {
			t.Errorf("%s is in what the browser was told: %s%s", hidden, text, errs)
		}
	}
}

// Wrangler's command line holds no secret. Its environment has the token, by the
// one name that Wrangler reads it from.
func TestWranglerIsToldNoSecretInWords(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	l := s.logIn()
	host := s.host()
	record := told(t, filepath.Join(host.Dir, "node_modules", ".bin", "wrangler"))
	put(t, filepath.Join(host.Dir, "wrangler.jsonc"), `{"name": "x", "compatibility_date": "2026-01-01", "main": "x.js"}`)
	put(t, filepath.Join(host.Dir, "x.js"), "export default {}")
	_, out, errs := s.in(host, "deploy --verbose")
	text, err := os.ReadFile(record)
	if err != nil {
		t.Fatalf("%v: %s%s", err, out, errs)
	}
	var with []string
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, l.Secret.Token) || strings.Contains(line, l.Secret.Refresh) {
			with = append(with, line)
		}
	}
	if len(with) != 1 || with[0] != "CLOUDFLARE_API_TOKEN="+l.Secret.Token+"\n" {
		t.Errorf("%q, want the token in one variable", with)
	}
	if strings.Contains(out+errs, l.Secret.Token) {
		t.Errorf("the token is in %s%s", out, errs)
	}
}

// A lariat that is made to dump its state while it holds secrets dumps none.
func TestDumpHoldsNoSecret(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		make func(s *stage) (secrets []string, variable string)
	}{
		{"variable", func(*stage) ([]string, string) {
			return []string{"S3CRET-of_a_variable"}, "CLOUDFLARE_API_TOKEN=S3CRET-of_a_variable"
		}},
		{"login", func(s *stage) ([]string, string) {
			l := s.logIn()
			return []string{l.Secret.Token, l.Secret.Refresh}, ""
		}},
		{"renewed login", func(s *stage) ([]string, string) {
			l := s.logIn()
			s.expired(l)
			return []string{l.Secret.Token, l.Secret.Refresh}, ""
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			secrets, variable := tt.make(s)
			asked := make(chan struct{}, 100)
			s.way(func(_ http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == "/oauth2/token" {
					return true
				}
				asked <- struct{}{}
				<-r.Context().Done()
				return false
			})
			cmd, out, errs := s.process("vpc service list --verbose", variable, "GOTRACEBACK=system",
				"CLOUDFLARE_ACCOUNT_ID=10ca1000000000000000000000000000")
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			<-asked
			if err := cmd.Process.Signal(syscall.SIGQUIT); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait() // the dump tells
			if files := s.logins(); len(files) > 0 {
				l := s.login()
				secrets = append(secrets, l.Secret.Token, l.Secret.Refresh)
			}
			if !strings.Contains(errs.String(), "\ngoroutine 1 ") {
				t.Fatalf("no dump: %s", errs)
			}
			for _, secret := range secrets {
				if strings.Contains(out.String()+errs.String(), secret) {
					t.Errorf("a secret is in the dump")
				}
			}
			if paths := holding(t, cmd.Dir, secrets...); len(paths) > 0 {
				t.Errorf("a secret is in %q", paths)
			}
		})
	}
}
