package commands_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
)

// talking are command lines of every command that asks the API something, in an
// order in which each finds what it needs. Those of deploy are about a Wrangler
// that is not there.
var talking = []string{
	"tunnel create office", "tunnel list", "tunnel get office",
	"vpc service create api --type http --tunnel office --hostname api.internal", "vpc service list", "vpc service get api",
	"vpc service update api --http-port 81", "vpc bind api --binding API", "check", "vpc unbind API", "deploy", "versions upload",
	"whoami", "auth token", "auth switch", "vpc service delete api --yes", "tunnel delete office --yes",
}

// silent are the commands that ask Cloudflare's API nothing.
var silent = []string{"local", "demo", "config", "version", "completion", "help", "hook", "auth list", "logout", "login"}

// API tokens may not ask for memberships (facts/cloudflare-api.md 4): no command
// does, neither with a token in a variable nor with one that is kept.
func TestTokensAskForNoMemberships(t *testing.T) {
	t.Parallel()
	for _, kept := range []bool{false, true} {
		s := newStage(t)
		s.account("staging")
		var more []string
		if kept {
			if code, errs := s.types("1\n"+s.admin()+"\n1\n", "login"); code != 0 {
				t.Fatal(errs)
			}
		} else {
			more = []string{"CLOUDFLARE_API_TOKEN=" + s.admin()}
		}
		host := s.host(append(more, "CLOUDFLARE_ACCOUNT_ID="+backend.AccountID)...)
		put(t, filepath.Join(host.Dir, "wrangler.jsonc"), `{"name": "x", "compatibility_date": "2026-01-01"}`)
		for _, args := range talking {
			code, _, errs := onTerminal(t, host, "", args)
			if code != 0 && !strings.HasPrefix(args, "deploy") && !strings.HasPrefix(args, "versions") && args != "auth switch" {
				t.Errorf("%s: exit code %d: %s", args, code, errs)
			}
		}
		if s.times("GET /memberships") != 0 || s.times("POST /accounts/"+backend.AccountID+"/connectivity/directory/services") != 1 {
			t.Errorf("kept %v: asked %q", kept, s.asked)
		}
	}
	s := newStage(t)
	s.logIn()
	if code, _, errs := s.run("whoami"); code != 0 || s.times("GET /memberships") != 1 {
		t.Errorf("exit code %d, an OAuth login asked %q: %s", code, s.asked, errs)
	}
}

// The list above names every command there is.
func TestTalkingIsWhole(t *testing.T) {
	t.Parallel()
	listed := func(path string) bool {
		named := func(line string) bool { return line == path || strings.HasPrefix(line, path+" ") }
		below := func(name string) bool { return path == name || strings.HasPrefix(path, name+" ") }
		return slices.ContainsFunc(talking, named) || slices.ContainsFunc(silent, below)
	}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			if path := strings.Join(strings.Fields(sub.CommandPath())[1:], " "); sub.Runnable() && !sub.HasSubCommands() && !listed(path) {
				t.Errorf("%q is not tried without memberships", path)
			}
			walk(sub)
		}
	}
	walk(commands.NewRootCmd(&app.App{Host: world(t, nil)}))
}
