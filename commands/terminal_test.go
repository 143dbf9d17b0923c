package commands_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

// onTerminal runs a command as a person who types in would.
func onTerminal(t *testing.T, host app.Host, in, args string) (code int, stdout, stderr string) {
	t.Helper()
	streams, out, errs := term.Buffers(in, true, 100)
	code = commands.Run(t.Context(), strings.Fields(args), streams, host)
	return code, out.String(), errs.String()
}

func TestDeleteAsks(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	for _, name := range []string{"one", "two"} {
		if code, _, errs := onTerminal(t, host, "", "--local vpc service create "+name+
			" --type http --tunnel local --ipv4 10.0.0.1"); code != 0 {
			t.Fatal(errs)
		}
	}
	for _, tt := range []struct {
		in, args string
		code     int
		stderr   string
	}{
		{"n\n", "delete one", 1, "Delete service one (10.0.0.1) from the local state? [y/N] error: nothing was deleted\n"},
		{"\n", "delete one", 1, "[y/N] error: nothing was deleted\n"},
		{"", "delete one", 1, "nothing was deleted\n"},
		{"y\n", "--no-input delete one", 2, "refusing to delete without --yes"},
		{"y\n", "delete one two", 0, "Delete 2 services from the local state: one, two? [y/N] Deleted service one"},
	} {
		flags, verb, _ := strings.Cut(tt.args, "delete")
		code, _, errs := onTerminal(t, host, tt.in, flags+" --local vpc service delete"+verb)
		if code != tt.code || !strings.Contains(errs, tt.stderr) {
			t.Errorf("%q %q: exit code %d, want %d; stderr %q", tt.args, tt.in, code, tt.code, errs)
		}
	}
}

func TestResetAsks(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	onTerminal(t, host, "", "--local vpc service create one --type http --tunnel local --ipv4 10.0.0.1")
	names := func() string {
		_, out, _ := onTerminal(t, host, "", "--local vpc service list --jq .[].name")
		return out
	}
	if code, _, errs := onTerminal(t, host, "n\n", "local reset"); code != 1 || !strings.Contains(names(), "one") ||
		!strings.Contains(errs, "Delete 1 services, 1 tunnels, 0 Workers and ") {
		t.Errorf("declined: exit code %d, stderr %q, left %q", code, errs, names())
	}
	if code, _, errs := onTerminal(t, host, "y\n", "local reset"); code != 0 || names() != "" {
		t.Errorf("accepted: exit code %d, stderr %q, left %q", code, errs, names())
	}
}

// Accounts and tokens of the local state are not taken away unasked, either.
func TestLocalDeletesAsk(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	onTerminal(t, host, "", "local account create staging")
	onTerminal(t, host, "", "local token create ci")
	ids := func(noun, name string) string {
		_, out, _ := onTerminal(t, host, "", "local "+noun+" list --jq .[]|select(.name==\""+name+"\").id")
		return strings.TrimSpace(out)
	}
	for _, tt := range []struct{ noun, name, verb, asks string }{
		{"account", "staging", "delete", "Delete the account staging ("},
		{"token", "ci", "revoke", "Revoke ci ("},
	} {
		id := ids(tt.noun, tt.name)
		args := "local " + tt.noun + " " + tt.verb + " " + id
		code, _, errs := onTerminal(t, host, "n\n", args)
		if code != 1 || !strings.Contains(errs, tt.asks) || ids(tt.noun, tt.name) != id || id == "" {
			t.Errorf("%s, declined: exit code %d, stderr %q", args, code, errs)
		}
		if code, _, errs := onTerminal(t, host, "y\n", args); code != 0 || ids(tt.noun, tt.name) != "" {
			t.Errorf("%s, accepted: exit code %d, stderr %q", args, code, errs)
		}
	}
}

// What a command fetches besides ends with it: nothing writes to the streams
// any more when they are read here, which the race detector would tell.
func TestNothingGoesOn(t *testing.T) {
	t.Parallel()
	url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/cfd_tunnel") {
			<-r.Context().Done()
		}
		reply(500, `{"success":false,"errors":[{"code":10001,"message":"boom"}]}`)(w, r)
	})
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
	})
	code, _, errs := onTerminal(t, host, "", "vpc service get api --verbose --timeout 1h")
	if code != 6 || !strings.Contains(errs, "boom") {
		t.Errorf("exit code %d, stderr %q", code, errs)
	}
}

// What an update narrates is from the network, too.
func TestHostileNarration(t *testing.T) {
	t.Parallel()
	const id = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57"
	service := strings.Replace(twin(id), `"twin"`, `"evil\u001b]0;owned\u0007\u202e\nerror: forged"`, 1)
	url := newServer(t, reply(200, `{"success":true,"result":`+service+`}`))
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
	})
	code, _, errs := onTerminal(t, host, "", "vpc service update "+id+" --name good --http-port 81")
	if code != 0 || !strings.Contains(errs, `evil\x1b]0;owned\x07\u202e`) ||
		strings.ContainsAny(errs, "\x1b\x07\u202e") || strings.Contains(errs, "\nerror:") {
		t.Errorf("exit code %d, stderr %q", code, errs)
	}
}

// A person sees a table: a header, relative times, the tunnel's name.
func TestTableOnTerminal(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	onTerminal(t, host, "", "--local vpc service create api --type http --tunnel local --hostname api.internal")
	_, out, _ := onTerminal(t, host, "", "--local vpc service list")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "ID  ") || !strings.Contains(lines[0], "TUNNEL") {
		t.Fatalf("no table: %q", out)
	}
	for _, want := range []string{"  api  ", "  local  ", "just now", "http:80,https:443"} {
		if !strings.Contains(lines[1]+"  ", want) {
			t.Errorf("%q is not in %q", want, lines[1])
		}
	}
	_, out, _ = onTerminal(t, host, "", "--local --color always vpc service list")
	if !strings.Contains(out, "\x1b[1m") {
		t.Errorf("--color always has no colour: %q", out)
	}
}

// Findings have colour on a terminal that wants it, and excerpts its width. A
// file has neither, whatever --color says.
func TestFindingsOnTerminal(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	config := filepath.Join(host.Dir, "wrangler.toml")
	text := "vpc_services = [{ binding = \"my-api\", service_id = \"0191dd2e-0000-7000-8000-0000000000a1\" }] # " + strings.Repeat("x", 200)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, plain, _ := onTerminal(t, host, "", "check --offline")
	if !strings.Contains(plain, "wrangler.toml:1:29: error: ") || strings.Contains(plain, "\x1b") {
		t.Errorf("no findings without colour: %q", plain)
	}
	for line := range strings.Lines(plain) {
		if strings.Contains(line, " | ") && utf8.RuneCountInString(strings.TrimSpace(line)) > 100 {
			t.Errorf("a line wraps: %q", line)
		}
	}
	_, colored, _ := onTerminal(t, host, "", "--color always check --offline")
	if !strings.Contains(colored, "\x1b[1mwrangler.toml:1:29\x1b[0m: \x1b[1;31merror\x1b[0m: ") {
		t.Errorf("no colour: %q", colored)
	}
	if _, never, _ := onTerminal(t, host, "", "--color never check --offline"); never != plain {
		t.Errorf("--color never: %q", never)
	}
	onTerminal(t, host, "", "--color always check --offline --output findings.txt")
	file, err := os.ReadFile(filepath.Join(host.Dir, "findings.txt"))
	if err != nil || strings.Contains(string(file), "\x1b") || !strings.Contains(string(file), "# xxx…\n") {
		t.Errorf("the file holds %q, %v", file, err)
	}
}

// A name full of escape sequences draws nothing; its bytes are there in a pipe's
// JSON.
func TestHostileName(t *testing.T) {
	t.Parallel()
	server := newServer(t, weathers()["escapes"])
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": server, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
	})
	for _, args := range []string{
		"vpc service list", "vpc service list --json", "vpc service list --jq .[].name",
		"vpc service list --template {{range.}}{{.name}}{{end}}", "vpc service get nobody",
		"vpc service get nobody --json", "vpc service delete nobody nothing --yes --json", "vpc service get evil.txt",
	} {
		_, out, errs := onTerminal(t, host, "", args)
		if strings.ContainsAny(out+errs, "\x1b\x07\u202e\u009b") {
			t.Errorf("%s: control characters reach the terminal: %q %q", args, out, errs)
		}
	}
}

// Several accounts: a person is asked.
func TestAccountQuestion(t *testing.T) {
	t.Parallel()
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": newServer(t, weathers()["two-accounts"]), "CLOUDFLARE_API_TOKEN": "t",
	})
	code, _, errs := onTerminal(t, host, "9\n2\n", "vpc service delete 01a0ebf6-0a78-73c3-b7cf-2126eda86c57 --dry-run --verbose")
	if !strings.Contains(errs, "  2  B (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)\nWhich account? [1-2] ") ||
		!strings.Contains(errs, "/accounts/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb/") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

// The state in a folder that cannot be written is one clear error.
func TestUnusableState(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	file := filepath.Join(host.Dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs := onTerminal(t, host, "", "--local --state-dir "+filepath.Join(file, "state")+" vpc service list")
	if code != 1 || !strings.Contains(errs, "could not use the local state") || !strings.Contains(errs, "--state-dir DIR") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}
