package configfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"wrangler.toml": "name = 'w'\r\n"})
	d, err := Load(filepath.Join(root, "wrangler.toml"))
	if err != nil || d.Top.Name.V != "w" || d.Format != TOML {
		t.Fatalf("%+v, %v", d, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"wrangler.toml/": "", "cfg.yaml": "a: 1", "wrangler.JSON": "{}",
		"big.json": "{}" + strings.Repeat(" ", maxFileSize)})
	for name, want := range map[string]string{
		"wrangler.toml": "is a folder, not a file",
		"cfg.yaml":      "is neither .json nor .jsonc nor .toml",
		"wrangler.JSON": "is neither .json nor .jsonc nor .toml",
		"big.json":      "is larger than 10 MiB",
		"none.toml":     "could not be read",
		"none.yaml":     "could not be read",
	} {
		path := filepath.Join(root, name)
		_, err := Load(path)
		fault, ok := errors.AsType[*FileError](err)
		if !ok || fault.Reason != want || fault.Path != path {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
		if missing := strings.HasPrefix(name, "none"); errors.Is(err, fs.ErrNotExist) != missing {
			t.Errorf("%s: %v: missing is not told apart", name, err)
		}
	}
	if _, err := Parse("x.json", make([]byte, maxFileSize+1)); err == nil {
		t.Error("Parse takes any size")
	}
}

func TestLoadUnreadable(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"wrangler.json": "{}"})
	path := filepath.Join(root, "wrangler.json")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(path); err == nil {
		f.Close()
		t.Skip("this user may read everything")
	}
	if _, err := Load(path); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v, want a permission error", err)
	}
}
