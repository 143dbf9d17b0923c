//go:build unix

package commands_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// somebody runs lariat in a folder as a user whom modes concern: the tests may
// be root's, who reads everything.
type somebody struct {
	dir string
	exe string
	cmd syscall.SysProcAttr
}

func newSomebody(t *testing.T) somebody {
	t.Helper()
	dir := t.TempDir()
	s := somebody{dir: filepath.Join(dir, "project"), exe: filepath.Join(dir, "lariat")}
	put(t, filepath.Join(s.dir, ".keep"), "")
	if os.Geteuid() == 0 {
		const nobody = 65534
		s.cmd.Credential = &syscall.Credential{Uid: nobody, Gid: nobody, NoSetGroups: true}
	}
	for _, dir := range []string{dir, filepath.Dir(dir)} { // both are the test's own
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	copyTestBinary(t, s.exe)
	return s
}

// copyTestBinary makes a lariat of the test binary: the folder that it was built
// in is closed to others.
func copyTestBinary(t *testing.T, path string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// By another process: a file that this one has open for writing is inherited by
	// whatever is started at that moment, and cannot be run until that ends
	// (go.dev/issue/22315).
	if out, err := exec.CommandContext(t.Context(), "cp", exe, path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}
}

func (s somebody) run(t *testing.T, args string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr strings.Builder
	cmd := exec.CommandContext(t.Context(), s.exe, strings.Fields(args)...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = s.dir, []string{"HOME=" + s.dir}, &s.cmd
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()
}

// What may not be read is told of, and never taken for what is in order.
func TestCheckClosed(t *testing.T) {
	t.Parallel()
	const good, rights = `{"name": "x"}`, "permission denied"
	s := newSomebody(t)
	for _, name := range []string{
		"folder/ok/wrangler.json", "folder/locked/wrangler.json", "file/wrangler.json", "file/sub/wrangler.json",
		"settings/wrangler.json", "ignored/locked/wrangler.json", "ignored/wrangler.json",
	} {
		put(t, filepath.Join(s.dir, name), good)
	}
	put(t, filepath.Join(s.dir, "only", "locked", "wrangler.json"), good)
	put(t, filepath.Join(s.dir, "ignored", ".gitignore"), "locked")
	put(t, filepath.Join(s.dir, "settings", ".lariat.toml"), "")
	put(t, filepath.Join(s.dir, "source", "wrangler.json"), `{"main": "index.js", "vpc_services": []}`)
	put(t, filepath.Join(s.dir, "source", "index.js"), "export default {}")
	put(t, filepath.Join(s.dir, "import", "wrangler.json"), `{"main": "index.js", "vpc_services": []}`)
	put(t, filepath.Join(s.dir, "import", "index.js"), `import "./other"`)
	put(t, filepath.Join(s.dir, "import", "other.js"), "")
	for _, name := range []string{
		"folder/locked", "only/locked", "ignored/locked", "file/wrangler.json", "settings/.lariat.toml", "source/index.js", "import/other.js",
	} {
		path := filepath.Join(s.dir, name)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o700) }) // for who tidies up
	}
	for _, tt := range []struct {
		args string
		code int
		want string
	}{
		{"check --offline folder", 3, "folder/locked: error: not checked: it could not be searched: " + rights + " [unreadable-file]\n"},
		{"check --offline folder --rule unreadable-file=off", 0, "Nothing found"},
		{"check --offline only", 3, "only/locked: error: not checked: it could not be searched: " + rights},
		{"check --offline --cwd only", 3, "locked: error: not checked: it could not be searched: " + rights},
		{"check --offline ignored", 0, "Nothing found in 1 file."},
		{"check --offline folder/locked", 2, `error: could not search "folder/locked": ` + rights},
		{"check --offline --cwd folder/locked", 2, rights},
		{"check --offline folder/locked/wrangler.json", 2, `error: could not search "folder/locked/wrangler.json": ` + rights},
		{"check --offline file", 3, "file/wrangler.json: error: not checked: it could not be read: " + rights + " [unreadable-file]\n"},
		{"check --offline file/wrangler.json", 2, `error: "file/wrangler.json" could not be read: ` + rights},
		{"check --offline --config file/wrangler.json", 2, `error: "file/wrangler.json" could not be read: ` + rights},
		{"check --offline --cwd settings", 2, rights},
		{"check --offline source", 0, `warning: "source/index.js" cannot be read [unreadable-source]`},
		{"check --offline import", 0, `import/index.js:1:8: warning: "./other" cannot be read [unreadable-source]`},
	} {
		if code, out, errs := s.run(t, tt.args); code != tt.code || !strings.Contains(out+errs, tt.want) {
			t.Errorf("%s: exit code %d, want %d and %q: %s%s", tt.args, code, tt.code, tt.want, out, errs)
		}
	}
}
