//go:build !windows

package commands_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// installed is a folder with lariat and the Wrangler of tests in node_modules/.bin,
// each this very program.
func installed(t *testing.T) (dir, bin string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	bin = filepath.Join(dir, "node_modules", ".bin")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lariat", "wrangler"} {
		if err := os.Symlink(self, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir, bin
}

// What ends lariat is handed on to Wrangler, each signal once. Lariat does not
// end before Wrangler does, however often it is told to, and ends as Wrangler.
func TestDeployHandsSignalsOn(t *testing.T) {
	t.Parallel()
	dir, bin := installed(t)
	cmd := exec.Command(filepath.Join(bin, "lariat"), "deploy", "--no-check")
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + dir, "WRANGLER_SAYS=wait", "PATH="}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	until := func(want string) {
		t.Helper()
		for lines.Scan() {
			if lines.Text() == want {
				return
			}
		}
		t.Fatalf("no %q", want)
	}
	until("ready")
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGINT, syscall.SIGTERM} {
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if !lines.Scan() || lines.Text() != "got "+sig.String() {
			t.Fatalf("%s: %q", sig, lines.Text())
		}
	}
	if _, err := io.WriteString(in, "\n"); err != nil {
		t.Fatal(err)
	}
	if !lines.Scan() || lines.Text() != "ended" {
		t.Errorf("got %q, want the end and no signal twice", lines.Text())
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 42 {
		t.Errorf("%v, want exit code 42", err)
	}
}

// Without a Wrangler there is a way to one. A relative folder on the PATH is no
// place for programs.
func TestDeployWithoutWrangler(t *testing.T) {
	t.Parallel()
	_, bin := installed(t)
	for path, want := range map[string]int{"": 1, ".": 1, "relative": 1, "relative:" + bin: 0} {
		host := world(t, map[string]string{"PATH": path})
		streams, _, errs := term.Buffers("", false, 80)
		code := commands.Run(t.Context(), []string{"deploy", "--no-check"}, streams, host)
		const hint = "error: there is no Wrangler, neither in node_modules/.bin of the project nor on the PATH\n" +
			"hint: npm install --save-dev wrangler\n"
		if code != want || strings.Contains(errs.String(), hint) != (want == 1) {
			t.Errorf("PATH %q: exit code %d, want %d: %s", path, code, want, errs)
		}
	}
}
