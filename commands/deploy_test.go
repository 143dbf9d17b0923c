//go:build !windows

package commands_test

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
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

// running is a lariat whose Wrangler tells what it is told.
type running struct {
	*exec.Cmd
	in    io.Writer
	lines *bufio.Scanner
}

// waitingDeploy starts that, by a shell that was given the words of the command line.
func waitingDeploy(t *testing.T, shell string) running {
	t.Helper()
	dir, bin := installed(t)
	cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", shell, "sh", filepath.Join(bin, "lariat"), "deploy", "--no-check")
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
	r := running{cmd, in, bufio.NewScanner(out)}
	for r.lines.Scan() {
		if r.lines.Text() == "ready" {
			return r
		}
	}
	t.Fatal("Wrangler does not run")
	return r
}

func (r running) signal(t *testing.T, sig syscall.Signal) {
	t.Helper()
	if err := r.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
}

func (r running) says(t *testing.T, want string) {
	t.Helper()
	if !r.lines.Scan() || r.lines.Text() != want {
		t.Fatalf("got %q, want %q", r.lines.Text(), want)
	}
}

// What ends lariat is handed on to Wrangler, each signal once. Lariat does not
// end before Wrangler does, however often it is told to, and ends as Wrangler.
func TestDeployHandsSignalsOn(t *testing.T) {
	t.Parallel()
	r := waitingDeploy(t, `exec "$@"`)
	for _, sig := range []syscall.Signal{
		syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGINT, syscall.SIGTERM,
	} {
		if signal.Ignored(sig) {
			continue // as the tests are run, so is lariat
		}
		r.signal(t, sig)
		r.says(t, "got "+sig.String())
	}
	if _, err := io.WriteString(r.in, "\n"); err != nil {
		t.Fatal(err)
	}
	r.says(t, "ended") // and no signal came twice
	if err := r.Wait(); r.ProcessState.ExitCode() != 42 {
		t.Errorf("%v, want exit code 42", err)
	}
}

// A terminal that is closed while the account is asked for keeps Wrangler from being run.
func TestDeployHungUpBefore(t *testing.T) {
	t.Parallel()
	if signal.Ignored(syscall.SIGHUP) {
		t.Skip("the tests are run under nohup, and so is lariat")
	}
	dir, bin := installed(t)
	write(t, filepath.Join(dir, "wrangler.json"), `{ "name": "shop", "vpc_networks": [{ "binding": "MESH", "network_id": "cf1:network" }] }`)
	asked, hungUp := make(chan struct{}), make(chan struct{})
	var once sync.Once
	url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		once.Do(func() { close(asked) })
		<-hungUp
		reply(200, `{"success":true,"result":[{"id":"10ca1000000000000000000000000001","name":"shop"}]}`)(w, r)
	})
	cmd := exec.CommandContext(t.Context(), filepath.Join(bin, "lariat"), "deploy")
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + dir, "PATH=", "CLOUDFLARE_API_BASE_URL=" + url, "CLOUDFLARE_API_TOKEN=t"}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	close(hungUp)
	_ = cmd.Wait()
	// A signal takes its time on a busy machine: one that comes when Wrangler has
	// just begun is handed on, and ends it before it can say anything.
	const handedOn = 128 + int(syscall.SIGHUP)
	code := cmd.ProcessState.ExitCode()
	if code != 130 && code != handedOn || strings.Contains(out.String(), "wrangler") {
		t.Errorf("exit code %d, want 130 and no Wrangler: %s", code, out.String())
	}
}

// Who runs lariat as nohup does wants it to outlive the terminal.
func TestDeployUnderNohup(t *testing.T) {
	t.Parallel()
	r := waitingDeploy(t, `trap "" HUP; exec "$@"`)
	r.signal(t, syscall.SIGHUP)
	r.signal(t, syscall.SIGTERM)
	r.says(t, "got terminated") // and nothing before
	if _, err := io.WriteString(r.in, "\n"); err != nil {
		t.Fatal(err)
	}
	r.says(t, "ended")
	_ = r.Wait() // Wrangler's exit code
}

// What was deployed is compared with what was meant: the settings of the Worker
// that Wrangler says it has deployed, or the version that it has uploaded.
func TestDeployReadsBack(t *testing.T) {
	t.Parallel()
	dir, bin := installed(t)
	write(t, filepath.Join(dir, "wrangler.json"),
		`{ "name": "shop", "vpc_networks": [{ "binding": "MESH", "network_id": "cf1:network" }], "env": { "none": { "vpc_networks": [] } } }`)
	const (
		deployed = `{"type":"deploy","version":1,"worker_name":"shop-x","version_id":"v1"}`
		uploaded = `{"type":"version-upload","version":1,"worker_name":"shop-x","version_id":"v2"}`
		asMeant  = `[{"name":"A","type":"plain_text","text":"x"},{"name":"MESH","type":"vpc_network","network_id":"cf1:network"}]`
	)
	for name, tt := range map[string]struct {
		args    string
		writes  string
		path    string // that is asked for below the Worker's
		answer  http.HandlerFunc
		code    int
		stderr  string
		silence string
	}{
		"as meant": {"deploy", deployed, "settings", reply(200, `{"success":true,"result":{"bindings":`+asMeant+`}}`), 0,
			"Its VPC bindings are as they were meant.\n", "error:"},
		"dropped": {"deploy --name y", deployed, "settings", reply(200, `{"success":true,"result":{"bindings":[]}}`), 1,
			`error: Worker "shop-x" is deployed, but binding "MESH" is missing, which was to be network "cf1:network"` + "\nhint: lariat ", "as they were"},
		"different": {"deploy", deployed, "settings",
			reply(200, `{"success":true,"result":{"bindings":[{"name":"MESH","type":"vpc_network","tunnel_id":"t"}]}}`), 1,
			`but binding "MESH" is tunnel "t", and was to be network "cf1:network"`, ""},
		"version": {"versions upload", uploaded, "versions/v2",
			reply(200, `{"success":true,"result":{"id":"v2","resources":{"bindings":`+asMeant+`}}}`), 0, "as they were meant", "error:"},
		"version without": {"versions upload", uploaded, "versions/v2",
			reply(200, `{"success":true,"result":{"id":"v2","resources":{"bindings":[]}}}`), 1,
			`error: version "v2" of Worker "shop-x" is uploaded, but binding "MESH" is missing`, ""},
		"refused": {"deploy", deployed, "settings", reply(403, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`), 4,
			`error: Worker "shop-x" is deployed, but its VPC bindings could not be read back: `, ""},
		"gone": {"deploy", deployed, "settings", reply(404, `{"success":false,"errors":[{"code":10007,"message":"This Worker does not exist"}]}`), 1,
			"could not be read back: ", ""},
		"unsaid":        {"deploy", "", "", nil, 0, "warning: this Wrangler does not say what it has uploaded", "error:"},
		"no JSON":       {"deploy", "}", "", nil, 0, "warning: this Wrangler does not say", "error:"},
		"dry run":       {"deploy --dry-run", deployed, "", nil, 0, "", "as they were"},
		"no check":      {"deploy --no-check", deployed, "", nil, 0, "", "as they were"},
		"none meant":    {"deploy -e none", deployed, "", nil, 0, "", "as they were"},
		"for platforms": {"deploy --dispatch-namespace n", deployed, "", nil, 0, "", "as they were"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
				_, path, isWorker := strings.Cut(r.URL.Path, "/accounts/acc/workers/scripts/shop-x/")
				switch {
				case !isWorker:
					reply(200, `{"success":true,"result":[]}`)(w, r)
				case path == tt.path:
					tt.answer(w, r)
				default:
					t.Errorf("asked for %q, want %q", path, tt.path)
				}
			})
			host := world(t, map[string]string{
				"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "acc", "PATH": bin,
			})
			host.Dir, host.Environ = dir, []string{"WRANGLER_WRITES=" + tt.writes}
			streams, out, errs := term.Buffers("", false, 80)
			code := commands.Run(t.Context(), strings.Fields(tt.args), streams, host)
			if code != tt.code || !strings.Contains(errs.String(), tt.stderr) ||
				tt.silence != "" && strings.Contains(errs.String(), tt.silence) {
				t.Errorf("exit code %d, want %d: %s", code, tt.code, errs)
			}
			if _, record, ok := strings.Cut(out.String(), "record "); ok {
				if _, err := os.Stat(filepath.Dir(strings.TrimSpace(record))); err == nil {
					t.Errorf("the temporary folder is left: %s", record)
				}
			}
		})
	}
}

// A user who wants Wrangler's record gets it, and old entries count for nothing.
func TestDeployKeepsTheRecord(t *testing.T) {
	t.Parallel()
	dir, bin := installed(t)
	write(t, filepath.Join(dir, "wrangler.json"), `{ "vpc_networks": [{ "binding": "MESH", "network_id": "cf1:network" }] }`)
	url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/scripts/old/") {
			t.Error("an old entry counts")
		}
		reply(200, `{"success":true,"result":[]}`)(w, r)
	})
	write(t, filepath.Join(dir, "record.json"), `{"type":"deploy","worker_name":"old"}`+"\n")
	for variable, pattern := range map[string]string{
		"WRANGLER_OUTPUT_FILE_PATH": "record.json", "WRANGLER_OUTPUT_FILE_DIRECTORY": "wrangler-output-*.json",
	} {
		value := map[bool]string{true: "record.json", false: "."}[variable == "WRANGLER_OUTPUT_FILE_PATH"]
		host := world(t, map[string]string{
			"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "acc", "PATH": bin,
			variable: value,
		})
		host.Dir, host.Environ = dir, []string{variable + "=" + value}
		streams, _, errs := term.Buffers("", false, 80)
		code := commands.Run(t.Context(), []string{"deploy"}, streams, host)
		if code != 0 || !strings.Contains(errs.String(), "warning: this Wrangler does not say") {
			t.Errorf("%s: exit code %d: %s", variable, code, errs)
		}
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: %q, %v", variable, files, err)
		}
		if text, err := os.ReadFile(files[0]); err != nil || !strings.Contains(string(text), "wrangler-session") {
			t.Errorf("%s: %q, %v", files[0], text, err)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
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
