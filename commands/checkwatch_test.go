package commands_test

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// watcher is a `lariat check --watch` whose clock stands in the test's hands.
type watcher struct {
	t     *testing.T
	lines *bufio.Scanner
	tick  chan time.Time
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
	read, write := io.Pipe()
	streams, _, _ := term.Buffers("", false, 80)
	streams.Out, streams.Err = term.NewOutput(write, false, 80), term.NewOutput(write, false, 80)
	code := make(chan int, 1)
	go func() {
		code <- commands.Run(ctx, []string{"check", "--watch"}, streams, host)
		_ = write.Close()
	}()
	t.Cleanup(func() { _ = read.Close() })
	w := &watcher{t, bufio.NewScanner(read), tick}

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
	rest, _ := io.ReadAll(read)
	if got := <-code; got != 130 || string(rest) != "error: interrupted\n" {
		t.Errorf("exit code %d, %s", got, rest)
	}
}
