package browser_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/internal/browser"
)

const address = "https://dash.example.com/oauth2/auth?a=b&c=%20d"

// world is a folder of programs that write down what they were started with.
type world struct {
	dir, record string
}

func newWorld(t *testing.T) world {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the programs are shell scripts")
	}
	w := world{dir: t.TempDir()}
	w.record = filepath.Join(w.dir, "record")
	return w
}

// program adds one: it records its name, its arguments and its environment, and
// then does what the script says.
func (w world) program(t *testing.T, name, script string) string {
	t.Helper()
	path := filepath.Join(w.dir, name)
	text := "#!/bin/sh\n{ echo \"$0\"; for a; do echo \"arg $a\"; done; /usr/bin/env; } >'" + w.record + ".part'\n" +
		"/bin/mv '" + w.record + ".part' '" + w.record + "'\n" + script + "\n"
	// Written by another process: a file that this one holds open for writing
	// cannot be started, and neither while a child of another test inherits it.
	cmd := exec.Command("/bin/sh", "-c", `/bin/cat >"$1" && /bin/chmod 755 "$1"`, "sh", path)
	cmd.Stdin = strings.NewReader(text)
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return path
}

// started are the lines of the record: the program, its arguments, its
// environment.
func (w world) started(t *testing.T) (name string, args []string, env string) {
	t.Helper()
	data, err := os.ReadFile(w.record)
	if err != nil {
		return "", nil, ""
	}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		arg, isArg := strings.CutPrefix(line, "arg ")
		switch {
		case i == 0:
			name = filepath.Base(line)
		case isArg:
			args = append(args, arg)
		default:
			env += line + "\n"
		}
	}
	return name, args, env
}

func (w world) options(env ...string) browser.Options {
	return browser.Options{OS: "linux", Environ: append(env, "PATH="+w.dir), Wait: time.Minute}
}

func TestCandidates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		env  []string
		want string
		args []string
	}{
		{"screen", []string{"DISPLAY=:0"}, "xdg-open", []string{address}},
		{"wayland", []string{"WAYLAND_DISPLAY=wayland-0"}, "xdg-open", []string{address}},
		{"WSL", []string{"WSL_DISTRO_NAME=Debian", "DISPLAY=:0"}, "wslview", []string{address}},
		{"chosen", []string{"DISPLAY=:0", "BROWSER=fox"}, "fox", []string{address}},
		{"chosen without a screen", []string{"BROWSER=fox"}, "fox", []string{address}},
		{"the last value holds", []string{"BROWSER=nothing", "BROWSER=fox"}, "fox", []string{address}},
		{"empty entries", []string{"BROWSER=: :fox:"}, "fox", []string{address}},
		{"arguments", []string{"BROWSER=fox --new-tab"}, "fox", []string{"--new-tab", address}},
		{"place", []string{"BROWSER=fox --url=%s -x%%%c"}, "fox", []string{"--url=" + address, "-x%:"}},
		{"second", []string{"BROWSER=missing:broken:fox"}, "fox", []string{address}},
		{"space in the name", []string{"BROWSER=the fox"}, "the fox", []string{address}},
		{"none of them", []string{"DISPLAY=:0", "BROWSER=missing:broken"}, "xdg-open", []string{address}},
		{"no shell", []string{"BROWSER=fox $(touch${IFS}pwned) `id` ;id"}, "fox",
			[]string{"$(touch${IFS}pwned)", "`id`", ";id", address}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			for _, name := range []string{"fox", "the fox", "xdg-open", "wslview"} {
				w.program(t, name, "")
			}
			w.program(t, "broken", "exit 3")
			err := browser.Open(t.Context(), address, w.options(tt.env...))
			if name, args, _ := w.started(t); err != nil || name != tt.want || !slices.Equal(args, tt.args) {
				t.Errorf("%s %q, %v; want %s %q", name, args, err, tt.want, tt.args)
			}
		})
	}
}

// facts/wrangler.md 5.1 lists the variables. A browser gets none of them.
func TestEnvironment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.program(t, "fox", "")
	o := w.options("BROWSER=fox", "HOME=/home/anna", "CFLAGS=-O2",
		"CLOUDFLARE_API_TOKEN=s3cret", "CLOUDFLARE_API_KEY=s3cret", "CF_API_TOKEN=s3cret", "CF_API_KEY=s3cret",
		"CLOUDFLARE_API_HEADERS=x: s3cret", "CLOUDFLARE_ACCESS_CLIENT_SECRET=s3cret",
		"WRANGLER_CF_AUTHORIZATION_TOKEN=s3cret", "CLOUDFLARE_SOMETHING_NEW=s3cret", "TUNNEL_TOKEN=s3cret",
		"LARIAT_TOKEN=s3cret", "cloudflare_api_token=s3cret")
	if err := browser.Open(t.Context(), address, o); err != nil {
		t.Fatal(err)
	}
	_, _, env := w.started(t)
	if strings.Contains(env, "s3cret") || !strings.Contains(env, "HOME=/home/anna\n") || !strings.Contains(env, "CFLAGS=-O2\n") {
		t.Errorf("the browser's environment is %s", env)
	}
}

func TestNoBrowser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := browser.Open(t.Context(), address, w.options()); !errors.Is(err, browser.ErrNoDisplay) {
		t.Errorf("no screen: %v", err)
	}
	err := browser.Open(t.Context(), address, w.options("DISPLAY=:0"))
	if e, ok := errors.AsType[*browser.StartError](err); !ok || e.Program != "xdg-open" || !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("no xdg-open: %v", err)
	}
	broken := w.program(t, "broken", "echo noise; echo noise >&2; exit 3")
	err = browser.Open(t.Context(), address, w.options("BROWSER="+broken))
	if e, ok := errors.AsType[*browser.StartError](err); !ok || e.Program != broken || !errors.As(err, new(*exec.ExitError)) {
		t.Errorf("a browser that fails: %v", err)
	}
	w.program(t, "here", "")
	for _, o := range []browser.Options{
		{OS: "linux", Environ: []string{"BROWSER=here", "PATH=:.:relative"}},
		{OS: "linux", Environ: []string{"BROWSER=./here", "PATH=" + w.dir}},
		{OS: "windows", Environ: []string{"BROWSER=here", "PATH=" + w.dir}}, // no .exe
	} {
		if err := browser.Open(t.Context(), address, o); err == nil {
			t.Errorf("%v: a program of an unknown folder is started", o.Environ)
		}
	}
}

// The address of a browser is often made by others.
func TestAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.program(t, "fox", "")
	for _, bad := range []string{
		"", "file:///etc/passwd", "javascript:alert(1)", "--help", "https:", "https:///x", "/path", "dash.example.com",
		"https://a@dash.example.com/", "https://dash.example.com/\"&calc&\"", "https://dash.example.com/$(id)",
		"https://dash.example.com/`id`", "https://dash.example.com/a b", "https://dash.example.com/\n",
		"https://dash.example.com/;id", "https://dash.example.com/'", "https://dash.example.com/\u202e", "ftp://x/",
	} {
		if err := browser.Open(t.Context(), bad, w.options("BROWSER=fox")); !errors.Is(err, browser.ErrAddress) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if name, _, _ := w.started(t); name != "" {
		t.Errorf("%s was started", name)
	}
}

// A browser that stays in the foreground is not waited for, and outlives the
// login: the end of the context is not its end.
func TestForeground(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	fifo, done := filepath.Join(w.dir, "fifo"), filepath.Join(w.dir, "done")
	if err := exec.Command("mkfifo", fifo, done).Run(); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	w.program(t, "fox", "read line <'"+fifo+"'; echo \"$line\" >'"+done+"'")
	o := w.options("BROWSER=fox")
	o.Wait = time.Nanosecond
	ctx, cancel := context.WithCancel(t.Context())
	if err := browser.Open(ctx, address, o); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := os.WriteFile(fifo, []byte("closed\n"), 0o600); err != nil { // waits for the reader
		t.Fatal(err)
	}
	if data, err := os.ReadFile(done); err != nil || string(data) != "closed\n" { // waits for the writer
		t.Errorf("the browser says %q, %v", data, err)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.program(t, "fox", "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := browser.Open(ctx, address, w.options("BROWSER=fox")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if name, _, _ := w.started(t); name != "" {
		t.Errorf("%s was started", name)
	}
}
