package commands_test

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The device flow (RFC 8628): an address and a code for a person, nothing on
// stdout, and a login once that person has consented.
func TestLoginOnDevice(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	code, errs := s.meets(t.Context(), s.says("allow"), "login --device --verbose")
	for _, want := range []string{
		`(?m)^Open this address in a browser, on any machine:\n` + s.url + `/oauth2/device\n`,
		`(?m)^and enter this code:\n[A-Z]{4}-[A-Z]{4}\n`,
		`(?m)^This address has the code in it:\n` + s.url + `/oauth2/device\?user_code=[A-Z]{4}-[A-Z]{4}\n`,
		`(?m)^Logged in at ` + s.url + `/client/v4 as profile default\.\n`,
	} {
		if !regexp.MustCompile(want).MatchString(errs) {
			t.Errorf("want %s in %s", want, errs)
		}
	}
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	l := s.login()
	if strings.Contains(errs, l.Secret.Token) || strings.Contains(errs, l.Secret.Refresh) {
		t.Errorf("a secret is in %s", errs)
	}
	if code, out, errs := s.run("auth token"); code != 0 || out != l.Secret.Token+"\n" {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
}

// No is an answer, and who gives none up leaves nothing behind.
func TestLoginOnDeviceWithoutConsent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		act  func(s *stage, interrupt func()) func(address string)
		code int
		want string
	}{
		{"denied", func(s *stage, _ func()) func(string) { return s.says("deny") }, 4,
			"\nerror: the login was denied in the browser\nhint: lariat login\n"},
		{"interrupted", func(_ *stage, interrupt func()) func(string) { return func(string) { interrupt() } }, 130,
			"\nerror: interrupted\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			code, errs := s.meets(ctx, tt.act(s, interrupt), "login --device")
			if code != tt.code || !strings.HasSuffix(errs, tt.want) {
				t.Errorf("exit code %d, want %d and %q: %s", code, tt.code, tt.want, errs)
			}
			if files := s.logins(); len(files) != 0 {
				t.Errorf("%q are left behind", files)
			}
			if _, err := os.Stat(s.home + "/.config/lariat/config.toml"); err == nil {
				t.Error("settings are left behind")
			}
		})
	}
}
