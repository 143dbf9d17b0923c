package configfile

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// facts/wrangler.md 1: for each name in turn up to the root, so that a parent's
// wrangler.json beats a nearer wrangler.toml.
func TestFind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		files    []string
		want     string
		shadowed []string
	}{
		{"the nearest of one name", []string{"wrangler.toml", "a/b/wrangler.toml"}, "a/b/wrangler.toml", nil},
		{"a parent's", []string{"wrangler.jsonc"}, "wrangler.jsonc", nil},
		{"order in one folder", []string{"a/b/wrangler.json", "a/b/wrangler.jsonc", "a/b/wrangler.toml"}, "a/b/wrangler.json", nil},
		{"the trap", []string{"wrangler.json", "a/b/wrangler.toml"}, "wrangler.json", []string{"a/b/wrangler.toml"}},
		{"the trap twice", []string{"wrangler.json", "a/wrangler.jsonc", "a/b/wrangler.toml"}, "wrangler.json",
			[]string{"a/b/wrangler.toml", "a/wrangler.jsonc"}},
		{"jsonc over toml", []string{"a/wrangler.jsonc", "a/b/wrangler.toml"}, "a/wrangler.jsonc", []string{"a/b/wrangler.toml"}},
		{"a folder of that name", []string{"a/b/wrangler.json/", "wrangler.toml"}, "wrangler.toml", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{"a/b/": ""}
			for _, f := range c.files {
				files[f] = "{}"
			}
			root := tree(t, files)
			dir := filepath.Join(root, "a", "b")
			got, err := Find(FindOptions{Dir: dir})
			if want := filepath.Join(root, filepath.FromSlash(c.want)); err != nil || got != want {
				t.Fatalf("Find = %q, %v; want %q", got, err, want)
			}
			shadowed, err := Shadowed(dir, got)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, s := range c.shadowed {
				want = append(want, filepath.Join(root, filepath.FromSlash(s)))
			}
			if !slices.Equal(shadowed, want) {
				t.Errorf("Shadowed = %q, want %q", shadowed, want)
			}
		})
	}
}

// A search that ends at a folder looks into that one, and not above it.
func TestFindCeiling(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"wrangler.json": "{}", "a/b/": "", "a/wrangler.toml": ""})
	dir := filepath.Join(root, "a", "b")
	for ceiling, want := range map[string]string{
		"": filepath.Join(root, "wrangler.json"), root: filepath.Join(root, "wrangler.json"),
		filepath.Dir(dir): filepath.Join(root, "a", "wrangler.toml"), dir: "",
	} {
		if got, err := Find(FindOptions{Dir: dir, Ceiling: ceiling}); err != nil || got != want {
			t.Errorf("up to %q: %q, %v; want %q", ceiling, got, err, want)
		}
	}
}

// --config is taken as it is: no search, whether it exists or not.
func TestFindExplicit(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"wrangler.json": "{}"})
	abs := filepath.Join(root, "none.toml")
	for path, want := range map[string]string{"sub/x.toml": filepath.Join(root, "sub", "x.toml"), abs: abs} {
		if got, err := Find(FindOptions{Dir: root, Path: path}); err != nil || got != want {
			t.Errorf("%q: %q, %v", path, got, err)
		}
	}
	if got, err := Find(FindOptions{Path: "./x.toml"}); err != nil || got != "./x.toml" {
		t.Errorf("without a folder: %q, %v", got, err)
	}
}

func TestFindLinks(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"real/cfg.toml": "", "a/b/": "", "a/wrangler.toml": ""})
	link := filepath.Join(root, "a", "b", "wrangler.toml")
	dangling := filepath.Join(root, "a", "b", "wrangler.json")
	if err := os.Symlink(filepath.Join(root, "real", "cfg.toml"), link); err != nil {
		t.Skipf("no links here: %v", err)
	}
	if err := os.Symlink(dangling, dangling); err != nil {
		t.Fatal(err)
	}
	if got, err := Find(FindOptions{Dir: filepath.Dir(link)}); err != nil || got != link {
		t.Errorf("%q, %v; want the link", got, err)
	}
}

func TestFindNothing(t *testing.T) {
	t.Parallel()
	got, err := Find(FindOptions{Dir: filepath.Join(t.TempDir(), "not", "there")})
	if err != nil || got != "" {
		t.Errorf("%q, %v", got, err)
	}
}
