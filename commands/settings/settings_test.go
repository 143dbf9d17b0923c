package settings_test

import (
	"errors"
	"os"
	"path/filepath"
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
	}{
		{func() {}, "30s", "default"},
		{func() { l.user = "timeout = '1s'" }, "1s", "config.toml"},
		{func() { l.project = "timeout = '2s'" }, "2s", ".lariat.toml"},
		{func() { l.env = "3s" }, "3s", "LARIAT_TIMEOUT"},
		{func() { l.flag = "4s" }, "4s", "flag --timeout"},
	} {
		step.add()
		r, err := l.resolve(t)
		if err != nil {
			t.Fatal(err)
		}
		if v := r.Get(settings.Timeout); v.Text != step.text || !strings.HasSuffix(v.Origin, step.origin) {
			t.Errorf("%q from %q, want %q from %q", v.Text, v.Origin, step.text, step.origin)
		}
	}
}

func TestInvalid(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		layers layers
		want   string
	}{
		{layers{flag: "soon"}, `flag --timeout: timeout: "soon" is no duration`},
		{layers{env: "-1s"}, `LARIAT_TIMEOUT: timeout: "-1s" is no duration`},
		{layers{project: "color = 'blue'"}, `color: "blue" is none of auto, always, never`},
		{layers{user: "colour = 'auto'"}, `unknown setting "colour"`},
		{layers{user: "[table]\nx = 1"}, `unknown setting "table.x"`},
		{layers{user: "timeout = "}, "config.toml"},
	} {
		_, err := tt.layers.resolve(t)
		if _, ok := errors.AsType[*settings.InvalidError](err); !ok || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, want %q", tt.layers, err, tt.want)
		}
	}
}

// Set keeps the other settings, makes the folder, and leaves nothing else in it.
func TestSet(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lariat", "config.toml")
	for _, kv := range [][2]string{{"timeout", "9s"}, {"color", "never"}, {"timeout", "8s"}} {
		if err := settings.Set(path, kv[0], kv[1]); err != nil {
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
