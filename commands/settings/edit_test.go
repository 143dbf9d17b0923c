package settings_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/lariat-cli/lariat/commands/settings"
)

// write makes a settings file and returns its path.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func userFile(path string) settings.Location {
	return settings.Location{Layer: settings.LayerUser, Path: path}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Set changes one value and nothing else of what the user wrote.
func TestSetInPlace(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before, key, value, after string }{
		{"comments", "# my comment\ntimeout = \"5s\" # c\n", "timeout", "9s", "# my comment\ntimeout = \"9s\" # c\n"},
		{"new key", "# my comment\ntimeout = \"5s\" # c\n", "color", "always",
			"# my comment\ntimeout = \"5s\" # c\ncolor = \"always\"\n"},
		{"quotes and spaces", "  timeout\t= '5s'\n", "timeout", "9s", "  timeout\t= '9s'\n"},
		{"quoted key", `"Timeout" = '5s'`, "timeout", "9s", `"Timeout" = '9s'`},
		{"no line break at the end", "color = 'auto'", "timeout", "9s", "color = 'auto'\ntimeout = \"9s\"\n"},
		{"carriage returns", "timeout = '5s'\r\n", "color", "never", "timeout = '5s'\r\ncolor = \"never\"\r\n"},
		{"above a table", "# a\n[later]\ncolor = 1\n", "color", "never", "# a\ncolor = \"never\"\n[later]\ncolor = 1\n"},
		{"hash in the value", `state_dir = "a#b" # c`, "state_dir", `C:\x"y`, `state_dir = "C:\\x\"y" # c`},
		{"quote in the value", "state_dir = 'a'", "state_dir", "it's\t", `state_dir = "it's\u0009"`},
		{"in a table", "[check] # c\n[check.rules]\na = 'off'\n", "check.fail_on", "info",
			"[check] # c\nfail_on = \"info\"\n[check.rules]\na = 'off'\n"},
		{"beside a table", "[check.rules]\na = 'off'\n", "check.fail_on", "info",
			"check.fail_on = \"info\"\n[check.rules]\na = 'off'\n"},
		{"a dotted key", "check.fail_on = 'info' # c\n", "check.fail_on", "error", "check.fail_on = 'error' # c\n"},
		{"mends a bad value", "timeout = 5 # s\n", "timeout", "5s", "timeout = \"5s\" # s\n"},
		{"mends a broken line", "timeout = \n", "timeout", "5s", "timeout = \"5s\"\n"},
		{"mends a lost quote", "timeout = \"5s\n", "timeout", "5s", "timeout = \"5s\"\n"},
	} {
		path := write(t, tt.before)
		if err := userFile(path).Set(t.Context(), tt.key, tt.value); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got := read(t, path); got != tt.after {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.after)
		}
	}
}

// A file that Set does not understand stays as it is.
func TestSetRefuses(t *testing.T) {
	t.Parallel()
	for before, want := range map[string]string{
		"color = \ntimeout = '5s'\n":            ":1:9: unexpected character U+000A",
		"timeout = \"\"\"\n5s\"\"\"\n":          ": could not change the setting where it stands",
		"state_dir = '''\ntimeout = 'x'\n'''\n": ": could not change the setting where it stands",
	} {
		path := write(t, before)
		err := userFile(path).Set(t.Context(), "timeout", "9s")
		e, ok := errors.AsType[*settings.InvalidError](err)
		if !ok || len(e.Error()) < len(path) || e.Error()[len(path):][:len(want)] != want {
			t.Errorf("%q: %v, want %q", before, err, want)
		}
		if got := read(t, path); got != before {
			t.Errorf("%q became %q", before, got)
		}
	}
}

func TestUnset(t *testing.T) {
	t.Parallel()
	path := write(t, "# a\ncolor = 'never' # b\ntiemout = 1\n\ntimeout = '1s'")
	for _, key := range []string{"color", "tiemout", "timeout"} {
		if found, err := userFile(path).Unset(t.Context(), key); err != nil || !found {
			t.Errorf("%s: %v, %v", key, found, err)
		}
	}
	if found, err := userFile(path).Unset(t.Context(), "color"); err != nil || found {
		t.Errorf("again: %v, %v", found, err)
	}
	if got := read(t, path); got != "# a\n\n" {
		t.Errorf("%q", got)
	}
	if found, err := userFile(filepath.Join(t.TempDir(), "none")).Unset(t.Context(), "color"); err != nil || found {
		t.Errorf("no file: %v, %v", found, err)
	}
}

// A file of settings may be a link into a folder of dotfiles.
func TestSetKeepsLinkAndMode(t *testing.T) {
	t.Parallel()
	file := write(t, "timeout = '5s'\n")
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "config.toml")
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	if err := userFile(link).Set(t.Context(), "timeout", "9s"); err != nil {
		t.Fatal(err)
	}
	if got := read(t, file); got != "timeout = '9s'\n" {
		t.Errorf("the file that the link leads to: %q", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link became %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != before.Mode() {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// Changes at the same time wait for each other: none is lost.
func TestSetConcurrently(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lariat", "config.toml")
	values := map[string]string{"timeout": "5s", "color": "never", "target": "local", "account_id": "a"}
	var changes sync.WaitGroup
	for key, value := range values {
		changes.Go(func() {
			for range 5 {
				if err := userFile(path).Set(t.Context(), key, value); err != nil {
					t.Error(err)
				}
				if _, err := userFile(path).Unset(t.Context(), key); err != nil {
					t.Error(err)
				}
			}
			if err := userFile(path).Set(t.Context(), key, value); err != nil {
				t.Error(err)
			}
		})
	}
	changes.Wait()
	text := read(t, path)
	for key, value := range values {
		if !strings.Contains(text, key+` = "`+value+`"`+"\n") {
			t.Errorf("%s is lost: %q", key, text)
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
