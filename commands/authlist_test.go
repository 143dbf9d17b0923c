package commands_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// The list marks the login that commands use; where they use none of it a person
// is told what, and a pipe is not.
func TestListTellsWhatIsUsed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	path, variable := s.wranglers()
	work := filepath.Join(filepath.Dir(path), "work.toml")
	s.write(work, "api_token = \"S3CRET\"")
	const token, none = "CLOUDFLARE_API_TOKEN=S3CRET", "lariat keeps no login. To make one: lariat login\n"
	list := func(want string, args string, more ...string) {
		t.Helper()
		if code, errs := s.types("", "auth list"+args, append(more, variable)...); code != 0 || errs != want {
			t.Errorf("%s %s: exit code %d: %s", args, more, code, errs)
		}
		if code, _, errs := s.run("auth list"+args, append(more, variable)...); code != 0 || errs != "" {
			t.Errorf("%s %s in a pipe: exit code %d: %s", args, more, code, errs)
		}
	}
	const wins = "Commands use CLOUDFLARE_API_TOKEN, which wins over every login.\n"
	list(none+"Commands use Wrangler's login ("+path+").\n", "")
	list(none+wins, "", token)
	if code, errs := s.types("1\n", "login", variable); code != 0 {
		t.Fatal(errs)
	}
	list("", "")
	list(wins, "", token)
	list(wins, "", token+" ") // though it is malformed
	list("", " --profile default", token)
	list("Commands use the local state, which needs no login: --local chooses it.\n", " --local", token)
	list("Commands use Wrangler's login ("+work+"), an API token of Wrangler 1.\n", "", "CLOUDFLARE_AUTH_PROFILE=work")
	nobody := "Commands use none of these: profile \"nobody\" has no login for " + s.url + "/client/v4; these have one: default.\n"
	list(nobody, "", "LARIAT_PROFILE=nobody")
	list(nobody, " --profile nobody")
	if err := errors.Join(os.Remove(path), os.Remove(work)); err != nil {
		t.Fatal(err)
	}
	list("Commands use none of these: Wrangler has no login here any more.\n", "")
	if err := os.Remove(s.path()); err != nil {
		t.Fatal(err)
	}
	if code, errs := s.types("1\n"+s.admin()+"\n", "login --profile other"); code != 0 {
		t.Fatal(errs)
	}
	list("Commands use none of these: profile \"default\" has no login for "+s.url+"/client/v4.\n", "")
}
