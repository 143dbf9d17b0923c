package commands_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// Somebody else's change of the file, made while the API is asked, is kept. A
// service that was created before is told of, with the command that binds it.
func TestBindKeepsOthersChanges(t *testing.T) {
	t.Parallel()
	const id = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57"
	const theirs = `{ "name": "theirs" }`
	for args, want := range map[string][]string{
		"vpc bind " + id + " --binding API": {
			"error: \"", "wrangler.json\" was changed meanwhile by something else\nhint: look at what it holds now"},
		"vpc service create twin --type http --tunnel-id " + id + " --ipv4 10.0.0.1 --binding API --jq .service_id": {
			`"message":"created service twin with id ` + id + `, but could not bind it: \"`,
			`"hint":"lariat vpc bind ` + id + ` --binding API"`},
	} {
		host := world(t, nil)
		path := filepath.Join(host.Dir, "wrangler.json")
		write := func(text string) {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Error(err)
			}
		}
		write(`{ "name": "ours" }`)
		env := map[string]string{
			"CLOUDFLARE_API_BASE_URL": newServer(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				write(theirs)
				reply(200, `{"success":true,"result":`+twin(id)+`}`)(w, r)
			}),
			"CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
		}
		host.Env = func(name string) string { return env[name] }
		streams, out, errs := term.Buffers("", false, 80)
		code := commands.Run(t.Context(), strings.Fields(args), streams, host)
		isCreate := strings.Contains(args, "create")
		if code != 1 || (out.String() == id+"\n") != isCreate {
			t.Errorf("%s: exit code %d, stdout %q", args, code, out)
		}
		for _, text := range want {
			if !strings.Contains(errs.String(), text) {
				t.Errorf("%s: stderr %q, want %q in it", args, errs, text)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != theirs {
			t.Errorf("%s: the file holds %q, %v", args, got, err)
		}
	}
}

// Of binds at once each that says it is done is in the file.
func TestBindAtOnce(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	path := filepath.Join(host.Dir, "wrangler.json")
	put(t, path, "{}\n")
	run := func(args string) int {
		streams, _, _ := term.Buffers("", false, 80)
		return commands.Run(t.Context(), strings.Fields("--local --state-dir "+filepath.Join(host.Dir, "state")+" "+args), streams, host)
	}
	if code := run("vpc service create api --type http --tunnel local --hostname api.internal"); code != 0 {
		t.Fatal(code)
	}
	var all sync.WaitGroup
	var done [16]bool
	for i := range done {
		all.Go(func() { done[i] = run(fmt.Sprintf("vpc bind api --binding B_%d_", i)) == 0 })
	}
	all.Wait()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range done {
		if has := strings.Contains(string(text), fmt.Sprintf(`"B_%d_"`, i)); has != done[i] {
			t.Errorf("bind %d says %t, and the file %t", i, done[i], has)
		}
	}
}

// What cannot be bound is not made.
func TestCreateRefusesReadOnlyConfiguration(t *testing.T) {
	t.Parallel()
	if os.Getuid() <= 0 {
		t.Skip("this user may write everything, or rights are other ones here")
	}
	host := world(t, map[string]string{"CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
		"CLOUDFLARE_API_BASE_URL": newServer(t, func(_ http.ResponseWriter, r *http.Request) {
			t.Errorf("asked for %s %s", r.Method, r.URL)
		})})
	path := filepath.Join(host.Dir, "wrangler.json")
	put(t, path, "{}\n")
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	streams, _, errs := term.Buffers("", false, 80)
	code := commands.Run(t.Context(), strings.Fields("vpc service create twin --type http --tunnel-id "+
		"01a0ebf6-0a78-73c3-b7cf-2126eda86c57 --ipv4 10.0.0.1 --binding API"), streams, host)
	if code != 1 || !strings.Contains(errs.String(), "permission denied") {
		t.Errorf("exit code %d, stderr %q", code, errs)
	}
}

// A result that cannot be printed does not hide what was written.
func TestUnprintedBinding(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	path := filepath.Join(host.Dir, "wrangler.json")
	const before = `{ "vpc_services": [{ "binding": "API", "service_id": "x" }] }`
	if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	streams, _, errs := term.Buffers("", false, 80)
	streams.Out = term.NewOutput(full{}, false, 80)
	code := commands.Run(t.Context(), strings.Fields("vpc unbind API"), streams, host)
	if code != 1 || !strings.Contains(errs.String(), "error: removed binding API from "+path+":1, but could not print it: ") {
		t.Errorf("exit code %d, stderr %q", code, errs)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != `{ "vpc_services": [] }` {
		t.Errorf("the file holds %q, %v", got, err)
	}
}

// A configuration that is not read at all is not edited.
func TestBindRefusesHugeConfiguration(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	f, err := os.Create(filepath.Join(host.Dir, "wrangler.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(50 << 20); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	streams, _, errs := term.Buffers("", false, 80)
	code := commands.Run(t.Context(), strings.Fields("--local vpc bind api --binding API"), streams, host)
	if code != 2 || !strings.HasPrefix(errs.String(), `error: "`+f.Name()+`" `) || !strings.Contains(errs.String(), "\nhint: ") {
		t.Errorf("exit code %d, stderr %q", code, errs)
	}
}
