package settings_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/commands/settings"
)

// layers are the sources of a test, each of them empty at first.
type layers struct {
	flag, env     string
	project, user string // the text of the files; "" is no file
}

func (l layers) resolve(t *testing.T) (*settings.Resolved, error) {
	t.Helper()
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if text != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return path
	}
	return settings.Resolve(settings.Sources{
		Flags: func(name string) (string, bool) { return l.flag, name == "timeout" && l.flag != "" },
		Env: func(name string) string {
			if name == "LARIAT_TIMEOUT" {
				return l.env
			}
			return ""
		},
		ProjectFile: file(".lariat.toml", l.project),
		UserFile:    file("config.toml", l.user),
	})
}

func TestPrecedence(t *testing.T) {
	t.Parallel()
	l := layers{}
	for _, step := range []struct {
		add          func()
		text, origin string
		layer        settings.Layer
	}{
		{func() {}, "30s", "default", settings.LayerDefault},
		{func() { l.user = "\ufefftimeout = '1s'" }, "1s", "config.toml", settings.LayerUser},
		{func() { l.project = "timeout = '2s'" }, "2s", ".lariat.toml", settings.LayerProject},
		{func() { l.env = "3s" }, "3s", "LARIAT_TIMEOUT", settings.LayerEnv},
		{func() { l.flag = "4s" }, "4s", "flag --timeout", settings.LayerFlag},
	} {
		step.add()
		r, err := l.resolve(t)
		if err != nil {
			t.Fatal(err)
		}
		v := r.Get(settings.Timeout)
		if v.Text != step.text || !strings.HasSuffix(v.Origin, step.origin) || v.Layer != step.layer {
			t.Errorf("%q from %q, want %q from %q", v.Text, v.Origin, step.text, step.origin)
		}
	}
}

// What this command line gives has to be right.
func TestInvalid(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		layers     layers
		want, hint string
	}{
		{layers{flag: "soon"}, `--timeout: "soon" is no duration such as 30s or 2m`, "such as --timeout 30s"},
		{layers{env: "-1s"}, `LARIAT_TIMEOUT: "-1s" is no duration such as 30s or 2m`, "export LARIAT_TIMEOUT=30s"},
	} {
		_, err := tt.layers.resolve(t)
		e, ok := errors.AsType[*settings.InvalidError](err)
		if !ok || e.Error() != tt.want || e.Hint != tt.hint {
			t.Errorf("%+v: %v, want %q", tt.layers, err, tt.want)
		}
	}
}

// What is wrong in a file is told with its place, and counts for nothing.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		layers  layers
		faults  []string // what follows the file's folder
		unknown []string
	}{
		{layers: layers{project: "color = 'blue'"},
			faults: []string{`.lariat.toml:1:9: color: "blue" is none of auto, always, never`}},
		{layers: layers{user: "\n# é\n  timeout =\t30 # s"},
			faults: []string{`config.toml:3:13: timeout: the value has to stand in quotes`}},
		{layers: layers{user: "color = 1", project: "local_addr = ''"}, faults: []string{
			`config.toml:1:9: color: the value has to stand in quotes`,
			`.lariat.toml:1:14: local_addr: "" is not an address with a port`,
		}},
		{layers: layers{user: "local_addr = 'x:99999'"},
			faults: []string{`config.toml:1:14: local_addr: "x:99999" has no port from 0 to 65535`}},
		{layers: layers{user: "\ntimeout = "},
			faults: []string{`config.toml:2:10: expected value, not end of input`}},
		{layers: layers{user: "color = 'always'" + strings.Repeat("\n", 64<<10)},
			faults: []string{`config.toml: is larger than 64 KiB`}},
		{layers: layers{user: "tiemout = '5s'"},
			unknown: []string{`config.toml:1:1: unknown setting "tiemout"; did you mean timeout?`}},
		{layers: layers{user: "timeout = '1s'\n[new]\n timeout = 1"},
			unknown: []string{`config.toml:3:2: unknown setting "new.timeout"`}},
	} {
		r, err := tt.layers.resolve(t)
		if err != nil {
			t.Errorf("%+v: %v", tt.layers, err)
			continue
		}
		compare := func(got []*settings.InvalidError, want []string) {
			same := slices.EqualFunc(got, want, func(e *settings.InvalidError, text string) bool {
				return e.Error() == filepath.Dir(e.Origin)+string(filepath.Separator)+text
			})
			if !same {
				t.Errorf("%+v: %v, want %q", tt.layers, got, want)
			}
		}
		compare(r.Faults, tt.faults)
		compare(r.Warnings, tt.unknown)
		if v := r.Get(settings.Color); v.Text != "auto" {
			t.Errorf("%+v: color is %+v", tt.layers, v)
		}
	}
}

// Set keeps the other settings, makes the folder, and leaves nothing else in it.
func TestSet(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lariat", "config.toml")
	for _, kv := range [][2]string{{"timeout", "9s"}, {"color", "never"}, {"timeout", "8s"}} {
		if err := userFile(path).Set(t.Context(), kv[0], kv[1]); err != nil {
			t.Fatal(err)
		}
	}
	r, err := settings.Resolve(settings.Sources{
		Flags:    func(string) (string, bool) { return "", false },
		Env:      func(string) string { return "" },
		UserFile: path,
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Get("timeout").Text != "8s" || r.Get("color").Text != "never" {
		t.Errorf("%+v", r.All())
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}
