package commands_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

// watcher is a `lariat check --watch` whose clock stands in the test's hands.
type watcher struct {
	t     *testing.T
	lines *bufio.Scanner
	tick  chan time.Time
}

// watch starts a command line with --watch, which ends with the context.
func watch(ctx context.Context, t *testing.T, host app.Host, args string) (*watcher, chan int) {
	t.Helper()
	read, write := io.Pipe()
	streams, _, _ := term.Buffers("", false, 80)
	streams.Out, streams.Err = term.NewOutput(write, false, 80), term.NewOutput(write, false, 80)
	code := make(chan int, 1)
	go func() {
		got := commands.Run(ctx, strings.Fields(args), streams, host)
		_ = write.Close()
		code <- got
	}()
	t.Cleanup(func() { _ = read.Close() })
	return &watcher{t: t, lines: bufio.NewScanner(read)}, code
}

// rest is all that is printed at the end.
func (w *watcher) rest() string {
	var b strings.Builder
	for w.lines.Scan() {
		b.WriteString(w.lines.Text() + "\n")
	}
	return b.String()
}

// report is all that is printed up to the next wait.
func (w *watcher) report() string {
	w.t.Helper()
	var b strings.Builder
	for w.lines.Scan() {
		if strings.HasPrefix(w.lines.Text(), "Watching") {
			return b.String()
		}
		b.WriteString(w.lines.Text() + "\n")
	}
	w.t.Fatalf("it ended: %s", b.String())
	return ""
}

// after is the report after a change. An earlier tick may see the change, too:
// then nobody waits for this one.
func (w *watcher) after(change func()) string {
	w.t.Helper()
	change()
	seen := make(chan struct{})
	defer close(seen)
	go func() {
		select {
		case w.tick <- time.Time{}:
		case <-seen:
		}
	}()
	return w.report()
}

// Each change is a new check, the account is asked again where other services
// are bound, and Ctrl-C ends it.
func TestCheckWatch(t *testing.T) {
	t.Parallel()
	server := &calls{seen: map[string]int{}}
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": newServer(t, server.ServeHTTP), "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": ours,
	})
	asked := func() int {
		server.mu.Lock()
		defer server.mu.Unlock()
		return server.seen["GET /accounts/"+ours+"/connectivity/directory/services"]
	}
	tick := make(chan time.Time)
	host.Tick = tick
	config := filepath.Join(host.Dir, "wrangler.json")
	bind := func(name string, n string) func() {
		return func() {
			put(t, config, `{"vpc_services": [{"binding": "`+name+`", "service_id": "01a0ebf6-0a78-73c3-b7cf-00000000000`+n+`"}]}`)
		}
	}
	bind("A", "1")()
	ctx, interrupt := context.WithCancel(t.Context())
	w, code := watch(ctx, t, host, "check --watch")
	w.tick = tick

	if got := w.report(); strings.Contains(got, "binding-name") || asked() != 1 {
		t.Errorf("first: %s, asked %d times", got, asked())
	}
	tick <- time.Time{} // nothing changed
	if got := w.after(bind("a-b", "1")); !strings.Contains(got, "[binding-name]") || asked() != 1 {
		t.Errorf("a bad name: %s, asked %d times", got, asked())
	}
	off := "[check.rules]\nbinding-name = \"off\"\n"
	if got := w.after(func() { put(t, filepath.Join(host.Dir, ".lariat.toml"), off) }); strings.Contains(got, "binding-name") {
		t.Errorf("the rule is off: %s", got)
	}
	if got := w.after(func() { put(t, filepath.Join(host.Dir, ".lariat.toml"), "x") }); !strings.Contains(got, "error: ") {
		t.Errorf("broken settings: %s", got)
	}
	if got := w.after(func() { put(t, filepath.Join(host.Dir, ".lariat.toml"), "") }); !strings.Contains(got, "[binding-name]") {
		t.Errorf("settings mended: %s", got)
	}
	if got := w.after(bind("Longer", "4")); strings.Contains(got, "binding-name") || asked() != 2 {
		t.Errorf("another service: %s, asked %d times", got, asked())
	}
	if got := w.after(func() { _ = os.Remove(config) }); !strings.Contains(got, "there is no Wrangler configuration") {
		t.Errorf("no file: %s", got)
	}
	if got := w.after(bind("a-b", "4")); !strings.Contains(got, "[binding-name]") || asked() != 2 {
		t.Errorf("the file is back: %s, asked %d times", got, asked())
	}
	interrupt()
	if rest, got := w.rest(), <-code; got != 130 || rest != "error: interrupted\n" {
		t.Errorf("exit code %d, %s", got, rest)
	}
}

// A source that is read is waited for as well, and so is one that was missing.
func TestCheckWatchSources(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	tick := make(chan time.Time)
	host.Tick = tick
	in := func(name, text string) func() {
		return func() { put(t, filepath.Join(host.Dir, "src", name), text) }
	}
	put(t, filepath.Join(host.Dir, "wrangler.json"),
		`{"main": "src/index.ts", "vpc_services": [{"binding": "API", "service_id": "01a0ebf6-0a78-73c3-b7cf-000000000001"}]}`)
	ctx, interrupt := context.WithCancel(t.Context())
	w, code := watch(ctx, t, host, "check --watch --offline")
	w.tick = tick
	if got := w.report(); !strings.Contains(got, "[unreadable-source]") {
		t.Errorf("no main: %s", got)
	}
	const main = `import { ask } from "./ask"; export default { fetch: (r, env) => ask(env) }`
	if got := w.after(in("index.ts", main)); !strings.Contains(got, `"./ask"`) {
		t.Errorf("no import: %s", got)
	}
	if got := w.after(in("ask.ts", `export const ask = (env) => env.API.fetch("/orders")`)); !strings.Contains(got, "[relative-url]") {
		t.Errorf("a relative URL: %s", got)
	}
	tick <- time.Time{} // nothing changed
	if got := w.after(in("ask.ts", `export const ask = (env) => env.API.fetch("http://a/orders")`)); !strings.Contains(got, "Nothing found") {
		t.Errorf("a whole URL: %s", got)
	}
	if got := w.after(func() { _ = os.Remove(filepath.Join(host.Dir, "src", "index.ts")) }); !strings.Contains(got, "[unreadable-source]") {
		t.Errorf("main is gone: %s", got)
	}
	interrupt()
	if rest, got := w.rest(), <-code; got != 130 {
		t.Errorf("exit code %d, %s", got, rest)
	}
}

// Who asks may stand in a .env file.
func TestCheckWatchEnvFile(t *testing.T) {
	t.Parallel()
	tokens := make(chan string, 1)
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": newServer(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/services") {
				tokens <- r.Header.Get("Authorization")
			}
			(&calls{seen: map[string]int{}}).ServeHTTP(w, r)
		}), "CLOUDFLARE_ACCOUNT_ID": ours,
	})
	tick := make(chan time.Time)
	host.Tick = tick
	writeConfig(t, host, "w", 1, 2)
	ctx, interrupt := context.WithCancel(t.Context())
	w, code := watch(ctx, t, host, "check --watch")
	w.tick = tick
	if got := w.report(); !strings.Contains(got, "not logged in") {
		t.Errorf("without a token: %s", got)
	}
	for _, token := range []string{"one", "another"} {
		w.after(func() { put(t, filepath.Join(host.Dir, ".env"), "CLOUDFLARE_API_TOKEN="+token) })
		if got := <-tokens; got != "Bearer "+token {
			t.Errorf("asked with %q, want %q", got, token)
		}
	}
	interrupt()
	if rest, got := w.rest(), <-code; got != 130 {
		t.Errorf("exit code %d, %s", got, rest)
	}
}
