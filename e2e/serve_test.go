package e2e

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go/v7"
	"github.com/cloudflare/cloudflare-go/v7/connectivity"
	"github.com/cloudflare/cloudflare-go/v7/option"
)

// The whole way that the README shows: `lariat local serve` in a process of
// its own, `lariat local env` for the others, and then Wrangler, the SDK and
// lariat at work on one state.
func TestServe(t *testing.T) {
	t.Parallel()
	us, they := lariat(t), wrangler(t)
	dir, home := t.TempDir(), t.TempDir()
	state := filepath.Join(dir, "state")
	addr := startServer(t, us, dir, state)

	o := us.start(t, dir, []string{"HOME=" + home}, "local", "env", "--addr", addr, "--state-dir", state)
	checkRun(t, o)
	env := append([]string{"HOME=" + home}, exported(o.stdout)...)
	tunnel := localTunnel(t, us, dir, state)

	o = they.start(t, dir, append(env, they.env...), "vpc", "service", "create", "api",
		"--type", "http", "--tunnel-id", tunnel, "--hostname", "api.internal")
	checkRun(t, o, "api.internal")

	// The SDK reads its own variables from the process, so they are handed over.
	client := cloudflare.NewClient(option.WithMaxRetries(0),
		option.WithBaseURL(value(env, "CLOUDFLARE_BASE_URL")+"/"), option.WithAPIToken(value(env, "CLOUDFLARE_API_TOKEN")))
	page, err := client.Connectivity.Directory.Services.List(t.Context(), connectivity.DirectoryServiceListParams{
		AccountID: cloudflare.F(value(env, "CLOUDFLARE_ACCOUNT_ID")),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Result) != 1 || page.Result[0].Name != "api" {
		t.Errorf("the SDK lists %+v", page.Result)
	}

	o = us.start(t, dir, env, "vpc", "service", "list", "--json=name", "--jq", ".[].name")
	checkRun(t, o)
	if o.stdout != "api\n" {
		t.Errorf("over the server lariat lists %q", o.stdout)
	}
	checkRun(t, us.start(t, dir, env, "vpc", "service", "delete", "api", "--yes"))
	o = us.start(t, dir, []string{"HOME=" + home}, "vpc", "service", "list", "--json", "--local", "--state-dir", state)
	checkRun(t, o)
	if strings.TrimSpace(o.stdout) != "[]" {
		t.Errorf("in process lariat lists %q", o.stdout)
	}
}

const interrupted = 130 // of lariat's exit codes

// startServer starts `lariat local serve` on a free port and returns its
// address. The server is told to stop when the test ends, and has to.
func startServer(t *testing.T, us tool, dir, state string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), us.argv[0], "local", "serve", "--addr", "127.0.0.1:0", "--json", "--state-dir", state)
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + dir}
	cmd.Stderr = t.Output()
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Wait() // always an error: the test's context has ended
		if code := cmd.ProcessState.ExitCode(); code != 0 && code != interrupted {
			t.Errorf("the server ended with %d when it was interrupted", code)
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the server gave no address: %v", err)
	}
	var s struct{ Addr string }
	if err := json.Unmarshal([]byte(line), &s); err != nil || s.Addr == "" {
		t.Fatalf("the server's line is %q (%v)", line, err)
	}
	return s.Addr
}

func localTunnel(t *testing.T, us tool, dir, state string) string {
	t.Helper()
	o := us.start(t, dir, []string{"HOME=" + dir},
		"tunnel", "get", "local", "--local", "--state-dir", state, "--jq", ".id")
	checkRun(t, o)
	return strings.TrimSpace(o.stdout)
}

// exported reads lines of `export NAME='value'`.
func exported(text string) []string {
	var env []string
	for line := range strings.Lines(text) {
		if pair, ok := strings.CutPrefix(strings.TrimSpace(line), "export "); ok {
			env = append(env, strings.ReplaceAll(pair, "'", ""))
		}
	}
	return env
}

func value(env []string, name string) string {
	i := slices.IndexFunc(env, func(pair string) bool { return strings.HasPrefix(pair, name+"=") })
	if i < 0 {
		return ""
	}
	return env[i][len(name)+1:]
}
