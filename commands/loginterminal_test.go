package commands_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// types runs a command for a person on a terminal, who types in.
func (s *stage) types(in, args string, more ...string) (code int, errs string) {
	s.t.Helper()
	streams, _, stderr := term.Buffers(in, true, 200)
	code = commands.Run(s.t.Context(), strings.Fields(args), streams, s.host(more...))
	return code, stderr.String()
}

// admin is a token that may do everything.
func (s *stage) admin() string {
	s.t.Helper()
	token, err := s.store.AdminToken(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

func (s *stage) account(name string) (id string) {
	s.t.Helper()
	a, err := s.store.CreateAccount(s.t.Context(), name, backend.RoleAdmin)
	if err != nil {
		s.t.Fatal(err)
	}
	return a.ID
}

// A person is asked which way, and Wrangler's login is one where there is one.
func TestLoginAsksForTheWay(t *testing.T) {
	t.Parallel()
	const question = "How do you want to log in? "
	s := newStage(t)
	code, errs := s.types("1\n"+s.admin()+"\n", "login")
	if code != 0 || !strings.HasPrefix(errs, "  1  With an API token, made in the dashboard\n  2  In a browser, with OAuth\n"+
		question+"[1-2] Paste the token, which is not shown: \nLogged in at ") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if s.login().Secret.Token != s.admin() || strings.Contains(errs, s.admin()) {
		t.Errorf("the token is not kept, or is shown: %s", errs)
	}
	s = newStage(t)
	path, variable := s.wranglers()
	code, errs = s.types("1\n", "login", variable)
	if code != 0 || !strings.HasPrefix(errs, "  1  With the login that Wrangler has\n  2  With an API token") ||
		!strings.Contains(errs, question+"[1-3] Logged in at ") || !strings.HasSuffix(errs, "\nAccount: Local ("+backend.AccountID+")\n") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	text, err := os.ReadFile(path)
	if l := s.login(); err != nil || l.Secret.Token != "" || strings.Contains(string(text), "2020-01-01") {
		t.Errorf("%+v, %s, %v: want a login that is Wrangler's still, renewed", l, text, err)
	}
	if code, out, errs := s.run("auth token --jq .source", variable); code != 0 || out != "Wrangler's login ("+path+")\n" {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
}

// A person who gives no answer, or no token, has not logged in.
func TestLoginWithoutAnswer(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                       "error: no answer",
		"1\n":                    "error: no answer",
		"1\n\n":                  "error: the value of the token is empty\n",
		"1\n\"S3CRET\"\n":        "error: the value of the token contains quotes\n",
		"1\nS3CRET\n":            "error: Invalid API Token [code: 1000]",
		"1\n  S3CRET-token \n":   "error: the value of the token contains white space\n",
		"0\n3\nx\n1\nBearer S\n": "error: the value of the token contains white space\n",
	} {
		s := newStage(t)
		code, errs := s.types(in, "login")
		if code == 0 || !strings.Contains(errs, want) || strings.Contains(errs, "S3CRET") {
			t.Errorf("%q: exit code %d, want %q: %s", in, code, want, errs)
		}
		if files := s.logins(); len(files) != 0 {
			t.Errorf("%q leaves %q", in, files)
		}
	}
}

// Of several accounts a person picks one as they log in, and every later command
// works there without a question.
func TestLoginAsksForTheAccount(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	staging := s.account("staging")
	code, errs := s.types("1\n"+s.admin()+"\n2\n", "login")
	if code != 0 || !strings.Contains(errs, "  2  staging ("+staging+")\nWhich account? [1-2] ") ||
		!strings.HasSuffix(errs, "\nAccount: staging ("+staging+")\n") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	s.way(nil)
	if code, errs := s.types("", "vpc service list"); code != 0 || strings.Contains(errs, "Which account?") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if s.times("GET /accounts") != 0 || s.times("GET /accounts/"+staging+"/connectivity/directory/services") != 1 {
		t.Errorf("asked %q", s.asked)
	}
}

// An account that was not chosen at the login is asked for once for a profile. Who
// cannot be asked is told which there are.
func TestAccountIsRemembered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	staging := s.account("staging")
	for _, profile := range []string{"default", "other"} {
		code, errs := s.meets(t.Context(), s.says("allow"), "login --web --no-browser --profile "+profile)
		if code != 0 || !strings.Contains(errs, "It sees 2 accounts: choose one with lariat auth switch "+profile+" --account-id ID\n") {
			t.Fatalf("exit code %d: %s", code, errs)
		}
	}
	listed := "error: the credentials see 2 accounts; name one\nhint: lariat auth switch default --account-id " + backend.AccountID +
		" # Local\nhint: lariat auth switch default --account-id " + staging + " # staging\n"
	if code, out, errs := s.run("vpc service list"); code != 2 || out != "" || errs != listed {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
	code, errs := s.types("2\n", "vpc service list")
	if code != 0 || !strings.Contains(errs, "Remembered for profile default. For another one: lariat auth switch default --account-id ID\n") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	s.way(nil)
	if code, _, errs := s.run("vpc service list"); code != 0 || s.times("GET /accounts/"+staging+"/connectivity/directory/services") != 1 {
		t.Errorf("exit code %d, asked %q: %s", code, s.asked, errs)
	}
	if code, _, errs := s.run("vpc service list --profile other"); code != 2 || !strings.Contains(errs, "name one") {
		t.Errorf("the other profile: exit code %d: %s", code, errs)
	}
	if code, _, errs := s.run("vpc service list --account-id " + backend.AccountID); code != 0 {
		t.Errorf("another account: exit code %d: %s", code, errs)
	}
}

// The answer is kept for Wrangler's login as well, in a profile of lariat's, and
// Wrangler's file stays as it is.
func TestAccountIsRememberedForWrangler(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	staging := s.account("staging")
	path, variable := s.wranglers()
	if code, out, errs := s.run("auth token", variable); code != 0 { // renews it
		t.Fatalf("exit code %d: %s%s", code, out, errs)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if code, errs := s.types("2\n", "vpc service list", variable); code != 0 || !strings.Contains(errs, "Remembered for profile default.") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	s.way(nil)
	if code, _, errs := s.run("vpc service list", variable); code != 0 || s.times("GET /accounts/"+staging+"/connectivity/directory/services") != 1 {
		t.Errorf("exit code %d, asked %q: %s", code, s.asked, errs)
	}
	after, err := os.ReadFile(path)
	if l := s.login(); err != nil || !bytes.Equal(after, before) || l.Secret.Token != "" || l.Account.ID != staging {
		t.Errorf("%+v, %s, %v", l, after, err)
	}
}

// What one profile of Wrangler's works in says nothing about another, for which no
// login of lariat's is there that could remember an answer.
func TestAccountIsOfWranglersProfile(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	staging := s.account("staging")
	path, variable := s.wranglers()
	if code, errs := s.types("1\n2\n", "login", variable); code != 0 { // renews it
		t.Fatalf("exit code %d: %s", code, errs)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s.write(filepath.Join(filepath.Dir(path), "work.toml"), string(text))
	const work = "CLOUDFLARE_AUTH_PROFILE=work"
	listed := func(profile, flag string) {
		t.Helper()
		s.way(nil)
		if code, _, errs := s.run("vpc service list"+flag, variable, profile); code != 0 ||
			s.times("GET /accounts/"+staging+"/connectivity/directory/services") != 1 {
			t.Errorf("exit code %d, asked %q: %s", code, s.asked, errs)
		}
	}
	for range 2 {
		if code, _, errs := s.run("vpc service list", variable, work); code != 2 || !strings.Contains(errs, "name one") {
			t.Errorf("exit code %d: %s", code, errs)
		}
		if code, out, errs := s.run("whoami --jq .accounts[].chosen", variable, work); code != 0 || out != "false\nfalse\n" {
			t.Errorf("exit code %d: %s%s", code, out, errs)
		}
		if code, errs := s.types("1\n", "vpc service list", variable, work); code != 0 || strings.Contains(errs, "emembered") {
			t.Errorf("exit code %d: %s", code, errs)
		}
		listed("CLOUDFLARE_AUTH_PROFILE=", "")
		listed(work, " --profile default")
	}
}

// Where nothing can be kept a person is told before any question, and an answer
// that is not remembered counts for this time.
func TestNothingIsKept(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.account("staging")
	_, variable := s.wranglers()
	if err := os.RemoveAll(filepath.Join(s.home, ".config", "lariat")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(s.home, ".config", "lariat"), "no folder")
	s.way(nil)
	if code, errs := s.types("1\n", "login", variable); code != 1 || !strings.HasPrefix(errs, "error: could not keep the login: ") || len(s.asked) > 0 {
		t.Errorf("exit code %d, asked %q: %s", code, s.asked, errs)
	}
	code, errs := s.types("2\n", "vpc service list", variable)
	if code != 0 || !strings.Contains(errs, "\nWhich account? [1-2] warning: the answer is not remembered: could not keep the login: ") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}
