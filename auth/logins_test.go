package auth_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/auth/oauth"
)

// TestMain puts the library's keyring in memory in the place of the system's.
func TestMain(m *testing.M) {
	keyring.MockInit()
	os.Exit(m.Run())
}

// withLogins are sources with a folder for lariat's own logins.
func withLogins(t *testing.T, inKeyring bool) auth.Sources {
	t.Helper()
	s := sources(t, nil)
	s.Logins.Dir = filepath.Join(s.Home, ".config", "lariat", "auth")
	if inKeyring {
		s.Logins.Keyring = newInMemory()
	}
	return s
}

func keepToken(t *testing.T, s auth.Sources, token string) auth.Login {
	t.Helper()
	l, err := s.TokenLogin(token)
	if err != nil {
		t.Fatal(err)
	}
	return keep(t, s, l)
}

func keep(t *testing.T, s auth.Sources, l auth.Login) auth.Login {
	t.Helper()
	kept, why, err := s.Logins.Save(t.Context(), l)
	if err != nil || why != nil {
		t.Fatal(why, err)
	}
	return kept
}

// A login is this user's alone, and its secret is in the keyring if there is one.
func TestKeepLogin(t *testing.T) {
	t.Parallel()
	for _, inKeyring := range []bool{false, true} {
		s := withLogins(t, inKeyring)
		if err := os.MkdirAll(filepath.Dir(s.Logins.Dir), 0o755); err != nil {
			t.Fatal(err)
		}
		first := keepToken(t, s, "first")
		kept := keepToken(t, s, secret)
		text, err := os.ReadFile(kept.Path())
		if err != nil || strings.Contains(string(text), secret) == inKeyring || kept.InKeyring() != inKeyring {
			t.Errorf("keyring %v: %s, %v", inKeyring, text, err)
		}
		for path, mode := range map[string]fs.FileMode{kept.Path(): 0o600, s.Logins.Dir: fs.ModeDir | 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode() != mode {
				t.Errorf("%s: %v, want %v, %v", path, info.Mode(), mode, err)
			}
		}
		c := find(t, s)
		if token, err := bearer(t, c); err != nil || token != secret || c.Profile != "default" || c.Kind != auth.KindToken {
			t.Errorf("%q, %v, %+v", token, err, c)
		}
		if ended, err := s.End(t.Context()); err != nil || ended.Hidden != nil {
			t.Errorf("%+v, %v", ended, err)
		}
		if _, err := auth.Find(s); !errors.Is(err, auth.ErrNone) {
			t.Errorf("%v after the deletion", err)
		}
		if entries, err := os.ReadDir(s.Logins.Dir); err != nil || len(entries) != 0 {
			t.Errorf("%v, %v", entries, err)
		}
		for _, gone := range []auth.Login{first, kept} {
			c, err := s.Use(gone)
			if err != nil {
				t.Fatal(err)
			}
			if token, err := bearer(t, c); inKeyring && err == nil {
				t.Errorf("the keyring still has %q", token)
			}
		}
	}
}

// A file that others could read is made this user's own when it is written.
func TestKeepLoginOverOpenFile(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	kept := keepToken(t, s, "old")
	if err := os.Chmod(kept.Path(), 0o644); err != nil {
		t.Fatal(err)
	}
	keepToken(t, s, secret)
	if info, err := os.Stat(kept.Path()); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// Profiles, and the APIs of one profile, are apart.
func TestProfiles(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	const local, other = "http://127.0.0.1:8911/client/v4", "http://127.0.0.1:8911/other"
	for _, at := range []struct{ profile, api string }{
		{"default", auth.CloudflareAPI}, {"work", auth.CloudflareAPI}, {"default", local},
	} {
		s.Profile, s.API = at.profile, at.api
		keepToken(t, s, at.profile+"-"+strings.ReplaceAll(at.api, "/", "."))
	}
	for _, tt := range []struct{ profile, api, token string }{
		{"", auth.CloudflareAPI, "default-https:..api.cloudflare.com.client.v4"},
		{"work", auth.CloudflareAPI, "work-https:..api.cloudflare.com.client.v4"},
		{"default", local, "default-http:..127.0.0.1:8911.client.v4"},
		{"work", local, ""}, {"default", other, ""}, {"absent", auth.CloudflareAPI, ""},
	} {
		s.Profile, s.API = tt.profile, tt.api
		c, err := auth.Find(s)
		if tt.token == "" {
			if !errors.Is(err, auth.ErrNone) {
				t.Errorf("%+v: %v", tt, err)
			}
			continue
		}
		if token, err := bearer(t, c); err != nil || token != tt.token {
			t.Errorf("%+v: %q, %v", tt, token, err)
		}
	}
	if got := s.Logins.Profiles(auth.CloudflareAPI); !slices.Equal(got, []string{"default", "work"}) {
		t.Errorf("%q", got)
	}
}

// Names that could be paths, or no files on some system, are none.
func TestCheckProfile(t *testing.T) {
	t.Parallel()
	for name, good := range map[string]bool{
		"default": true, "a.b-c_D9": true, "": false, "../x": false, "a/b": false, `a\b`: false, ".x": false,
		"a b": false, "a\nb": false, "ä": false, "a@b": false, strings.Repeat("a", 64): true, strings.Repeat("a", 65): false,
	} {
		if err := auth.CheckProfile(name); (err == nil) != good {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// A profile that is named on the command line wins over variables; it is
// lariat's, or Wrangler's of that name, and never silently another one.
func TestChosenProfile(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	s.Profile = "work"
	keepToken(t, s, "of-work")
	writeLogin(t, filepath.Join(s.Home, ".wrangler"), "theirs.toml", "api_token = \"of-wrangler\"")
	s.Env = func(name string) auth.Variable {
		return auth.Variable{Value: map[string]string{"CLOUDFLARE_API_TOKEN": "of-variable"}[name]}
	}
	for _, tt := range []struct {
		profile string
		chosen  bool
		token   string
	}{
		{"work", false, "of-variable"}, {"work", true, "of-work"}, {"theirs", true, "of-wrangler"},
	} {
		s.Profile, s.Chosen = tt.profile, tt.chosen
		if token, err := bearer(t, find(t, s)); err != nil || token != tt.token {
			t.Errorf("%+v: %q, %v", tt, token, err)
		}
	}
	s.Profile = "absent"
	_, err := auth.Find(s)
	if e, ok := errors.AsType[*auth.ProfileError](err); !ok || !slices.Equal(e.Known, []string{"work"}) {
		t.Errorf("%v, want that the profile has no login", err)
	}
}

// All tells the winner first, then what it shadows, each once.
func TestAll(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	keep(t, s, s.WranglerLogin())
	writeLogin(t, filepath.Join(s.Home, ".wrangler"), "default.toml", "api_token = \"of-wrangler\"")
	s.Env = func(name string) auth.Variable {
		return auth.Variable{Value: map[string]string{
			"CLOUDFLARE_API_TOKEN": "'quoted'", "CLOUDFLARE_API_KEY": "k", "CLOUDFLARE_EMAIL": "a@b",
		}[name]}
	}
	all := auth.All(s)
	if len(all) != 3 || all[0].Source != "CLOUDFLARE_API_TOKEN" || all[0].Err == nil ||
		all[1].Kind != auth.KindKey || all[2].Profile != "default" {
		t.Errorf("%+v", all)
	}
}

// lariat's own OAuth login is renewed where it was issued, and kept where it is.
func TestRenewOwn(t *testing.T) {
	t.Parallel()
	for _, inKeyring := range []bool{false, true} {
		i := newIssuer(t)
		s := withLogins(t, inKeyring)
		config := oauth.Config{ClientID: "c", Endpoint: oauth.Endpoint{TokenURL: i.URL, RevokeURL: i.URL}}
		kept := keep(t, s, s.OAuthLogin(config, oauth.NewToken("access-1", "refresh-1", now().Add(-time.Hour), []string{"a"})))
		var all sync.WaitGroup
		for range 4 {
			c := find(t, s)
			all.Go(func() {
				if token, err := bearer(t, c); err != nil || token != "access-2" {
					t.Errorf("keyring %v: %q, %v", inKeyring, token, err)
				}
			})
		}
		all.Wait()
		text, err := os.ReadFile(kept.Path())
		if err != nil || strings.Contains(string(text), "access-2") == inKeyring {
			t.Errorf("keyring %v: %s, %v", inKeyring, text, err)
		}
		if l, err := s.Logins.Load("default", s.API); err != nil || !l.Expires.Equal(now().Add(time.Hour)) {
			t.Errorf("%+v, %v", l, err)
		}
	}
}

// A login that is broken is told as such, without what it holds, and another
// login takes its place.
func TestBrokenLogin(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "{", `{"kind":"` + secret + `"}`, `{"kind":"api_token"}`, `{"kind":"oauth","secret":{"token":"` + secret + `"}}`,
		`{"kind":"api_token","secret":{"token":"` + secret + ` "}}`, "\x00", strings.Repeat(" ", 70<<10),
	} {
		s := withLogins(t, false)
		kept := keepToken(t, s, "old")
		if err := os.WriteFile(kept.Path(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := auth.Find(s)
		if err == nil || errors.Is(err, auth.ErrNone) || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: %v", text, err)
		}
		if _, err := s.Logins.List(); err == nil {
			t.Errorf("%q: not told by List", text)
		}
		keepToken(t, s, "new")
		if token, err := bearer(t, find(t, s)); err != nil || token != "new" {
			t.Errorf("%q: %q, %v", text, token, err)
		}
	}
}

// Where a login cannot be kept nobody is asked for one.
func TestPrepare(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	if err := os.MkdirAll(filepath.Dir(filepath.Dir(s.Logins.Dir)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Dir(s.Logins.Dir), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, logins := range []auth.Logins{s.Logins, {}} {
		if _, ok := errors.AsType[*auth.KeepError](logins.Prepare()); !ok {
			t.Errorf("%q can be written to", logins.Dir)
		}
	}
	if _, err := auth.Find(s); !errors.Is(err, auth.ErrNone) {
		t.Errorf("%v, want ErrNone", err)
	}
}

// What a process that was killed has left beside logins goes with the next one,
// and what another is writing at this moment does not.
func TestTidy(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	kept := keepToken(t, s, secret)
	old, young := filepath.Join(s.Logins.Dir, ".lariat-OLD.tmp"), filepath.Join(s.Logins.Dir, ".lariat-YOUNG.tmp")
	for _, path := range []string{old, young} {
		if err := os.WriteFile(path, []byte(secret), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.Logins.Prepare(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{old: false, young: true, kept.Path(): true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// A login that is broken ends as well: who logs out is logged out.
func TestEndBroken(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	kept := keepToken(t, s, secret)
	if err := os.WriteFile(kept.Path(), []byte(`{"secret":{"token":"`+secret), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.End(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(kept.Path()); err == nil {
		t.Error("the login is there")
	}
	if _, err := s.End(t.Context()); !errors.Is(err, auth.ErrNoLogin) {
		t.Errorf("%v", err)
	}
}

// Logging out waits for who renews the login at this moment, and leaves nothing of
// what that gets.
func TestEndWhileRenewed(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	s := withLogins(t, true)
	config := oauth.Config{ClientID: "c", Endpoint: oauth.Endpoint{TokenURL: i.URL, RevokeURL: i.URL}}
	kept := keep(t, s, s.OAuthLogin(config, oauth.NewToken("access-1", "refresh-1", now().Add(-time.Hour), nil)))
	c, entry := find(t, s), entryOf(t, kept)
	ended := make(chan error, 1)
	var once sync.Once
	i.meanwhile = func() {
		once.Do(func() {
			go func() {
				_, err := s.End(t.Context())
				ended <- err
			}()
		})
	}
	if token, err := bearer(t, c); err != nil || token != "access-2" {
		t.Errorf("%q, %v", token, err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := s.Logins.Keyring.Get(t.Context(), entry); err == nil {
		t.Error("the keyring has what was renewed")
	}
	if _, err := auth.Find(s); !errors.Is(err, auth.ErrNone) {
		t.Errorf("%v", err)
	}
}

// A login of another user, or in a folder of another, is none of this user's.
func TestForeignLogin(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	kept := keepToken(t, s, "planted")
	if os.Chown(kept.Path(), 12345, 12345) != nil {
		t.Skip("only root gives files away")
	}
	if _, err := auth.Find(s); err == nil || !strings.Contains(err.Error(), "another user") {
		t.Errorf("%v", err)
	}
	again := keepToken(t, s, secret)
	if token, err := bearer(t, find(t, s)); err != nil || token != secret || again.Path() != kept.Path() {
		t.Errorf("%q, %v", token, err)
	}
	if err := os.Chown(s.Logins.Dir, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	if _, ok := errors.AsType[*auth.KeepError](s.Logins.Prepare()); !ok {
		t.Error("a login would be kept in the folder of another user")
	}
}

// What a broken login has in the keyring goes with it when another takes its place.
func TestKeepLoginOverBrokenEntry(t *testing.T) {
	t.Parallel()
	s := withLogins(t, true)
	kept := keepToken(t, s, "old")
	entry := entryOf(t, kept)
	if err := os.WriteFile(kept.Path(), []byte(`{"kind":"strange","keyring_entry":"`+entry+`"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	keepToken(t, s, secret)
	if _, err := s.Logins.Keyring.Get(t.Context(), entry); err == nil {
		t.Error("the keyring still has the old secret")
	}
}

// Who interrupts a login that was issued already leaves none behind at the server.
func TestDiscard(t *testing.T) {
	t.Parallel()
	revoked := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		revoked <- r.PostFormValue("token")
	}))
	defer server.Close()
	s := withLogins(t, false)
	config := oauth.Config{ClientID: "c", Endpoint: oauth.Endpoint{TokenURL: server.URL, RevokeURL: server.URL}}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.Discard(ctx, s.OAuthLogin(config, oauth.NewToken("access-1", "refresh-1", now(), nil)))
	select {
	case token := <-revoked:
		if token != "refresh-1" {
			t.Errorf("revoked %q", token)
		}
	default:
		t.Error("nothing was revoked")
	}
}

// That an account cannot be remembered is said once.
func TestRememberTellsOnce(t *testing.T) {
	t.Parallel()
	s := withLogins(t, false)
	kept := keepToken(t, s, secret)
	if err := s.Logins.Remember(t.Context(), kept, auth.Account{ID: "a"}); err != nil {
		t.Error(err)
	}
	if l, err := s.Logins.Load("default", s.API); err != nil || l.Account.ID != "a" {
		t.Errorf("%+v, %v", l, err)
	}
	if err := os.WriteFile(kept.Path(), bytes.Repeat([]byte(" "), 70<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	err := s.Logins.Remember(t.Context(), kept, auth.Account{ID: "b"})
	if err == nil || strings.Count(err.Error(), "could not keep the login") != 1 {
		t.Errorf("%v", err)
	}
}
