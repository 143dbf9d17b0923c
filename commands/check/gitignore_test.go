package check

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// git itself says what it ignores: of every file of a tree, for every list of
// patterns, at the top and in a folder.
func TestIgnoredAsGitDoes(t *testing.T) {
	t.Parallel()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	tree := []string{
		"wrangler.toml", "a/wrangler.toml", "a/b/wrangler.toml", "a/b/c/wrangler.toml", "dist/wrangler.toml",
		"a/dist/wrangler.toml", "x y/wrangler.toml", "#x/wrangler.toml", "!x/wrangler.toml", "ab/wrangler.toml", "abc/wrangler.toml",
	}
	for _, list := range []string{
		"", "dist", "dist/", "/dist", "/dist/", "a/dist", "/a/b/", "a/**", "a/**/c", "**/b", "**/c/wrangler.toml", "a/*/c",
		"*", "*\n!a", "*\n!*/\n!wrangler.toml", "a/*\n!a/b", "a?", "ab*", "[ab]", "[!a]b", "a[!x]", "\\#x", "\\!x", "#x",
		"x\\ y", "x y", "dist  ", "\ndist\r\n", "wrangler.toml", "/wrangler.toml", "!wrangler.toml", "b/c", "/b", "a/",
		"dist\n!dist", "**", "**/", "/**", "a/b/**\n!a/b/c/", "[", "a[", "c/", "***/c", "/", "//a",
	} {
		for _, folder := range []string{"", "a"} {
			top := t.TempDir()
			for _, name := range tree {
				write(t, filepath.Join(top, name), "")
			}
			write(t, filepath.Join(top, folder, ".gitignore"), list)
			run(t, top, git, "init", "-q")
			cmd := exec.CommandContext(t.Context(), git, "-c", "core.quotePath=false", "check-ignore", "--no-index", "--stdin")
			cmd.Dir, cmd.Stdin = top, strings.NewReader(strings.Join(tree, "\n"))
			out, _ := cmd.Output() // 1 is none
			var want []string
			for _, name := range tree {
				if !slices.Contains(strings.Split(string(out), "\n"), name) {
					want = append(want, filepath.FromSlash(name))
				}
			}
			slices.Sort(want)
			found, err := searchPath(top)
			if err != nil || !slices.Equal(found.configs, want) {
				t.Errorf("%q in %q: %v\n got %q\nwant %q", list, folder, err, found.configs, want)
			}
		}
	}
}

func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
