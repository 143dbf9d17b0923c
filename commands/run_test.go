package commands_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

// world is a host with nothing in it but the given variables.
func world(t *testing.T, env map[string]string) app.Host {
	t.Helper()
	return app.Host{
		Dir: t.TempDir(), Home: t.TempDir(), OS: "linux", Now: time.Now,
		Env: func(name string) string { return env[name] },
	}
}

// Ctrl-C in a request ends the command at once with exit code 130.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		interrupt()
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	host := world(t, map[string]string{
		"CLOUDFLARE_API_BASE_URL": server.URL, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
	})
	for _, args := range []string{
		"vpc service list",
		"vpc service create x --type http --tunnel-id 5456b9ca-8b73-4b44-93df-67ad7acc8e2c --ipv4 10.0.0.1",
	} {
		streams, out, errs := term.Buffers("", false, 80)
		if code := commands.Run(ctx, strings.Fields(args), streams, host); code != 130 {
			t.Errorf("%s: exit code %d, want 130: %s", args, code, errs)
		}
		if out.Len() > 0 || !strings.Contains(errs.String(), "interrupted") {
			t.Errorf("%s: stdout %q, stderr %q", args, out, errs)
		}
	}
}

// An interrupt at a question is no answer.
func TestInterruptedQuestion(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	host := world(t, nil)
	run := func(ctx context.Context, in io.Reader, tty bool, args string) (int, string) {
		streams, _, errs := term.Buffers("", tty, 80)
		streams.In.Reader = in
		return commands.Run(ctx, append([]string{"--local"}, strings.Fields(args)...), streams, host), errs.String()
	}
	if code, errs := run(t.Context(), nil, false, "vpc service create x --type http --tunnel local --ipv4 10.0.0.1"); code != 0 {
		t.Fatal(errs)
	}
	code, errs := run(ctx, waiting{interrupt, t.Context().Done()}, true, "vpc service delete x")
	if code != 130 {
		t.Errorf("exit code %d, want 130: %s", code, errs)
	}
	if code, errs := run(t.Context(), nil, false, "vpc service get x"); code != 0 {
		t.Errorf("the service is gone: %s", errs)
	}
}

// waiting is a person who interrupts instead of answering.
type waiting struct {
	interrupt func()
	until     <-chan struct{}
}

func (w waiting) Read([]byte) (int, error) {
	w.interrupt()
	<-w.until
	return 0, io.EOF
}

// A reader that goes away, as head does, is no failure.
func TestClosedPipe(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	streams, _, errs := term.Buffers("", false, 80)
	streams.Out = term.NewOutput(w, false, 80)
	if code := commands.Run(t.Context(), []string{"--local", "tunnel", "list"}, streams, world(t, nil)); code != 0 {
		t.Errorf("exit code %d: %s", code, errs)
	}
}
