package check

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// git itself says what it ignores: of every folder of a tree, for every list of
// patterns, at the top, in a folder, and of the repository. Of files those are
// left out that a pattern does not name.
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
		for _, file := range []string{".gitignore", "a/.gitignore", ".git/info/exclude"} {
			top := t.TempDir()
			for _, name := range tree {
				write(t, filepath.Join(top, name), "")
			}
			run(t, top, git, "init", "-q")
			write(t, filepath.Join(top, file), list)
			ignored := ignoredByGit(t, git, top, tree)
			var want []string
			for _, name := range tree {
				if !isSkipped(ignored, name) {
					want = append(want, filepath.FromSlash(name))
				}
			}
			slices.Sort(want)
			found, err := searchPath(top)
			if err != nil || !slices.Equal(found.configs, want) {
				t.Errorf("%q in %q: %v\n got %q\nwant %q", list, file, err, found.configs, want)
			}
		}
	}
}

// ignoredByGit are the patterns by which git ignores files and their folders.
func ignoredByGit(t *testing.T, git, top string, tree []string) map[string]string {
	t.Helper()
	paths := slices.Clone(tree)
	for _, name := range tree {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			paths = append(paths, dir)
		}
	}
	cmd := exec.CommandContext(t.Context(), git, "check-ignore", "--no-index", "--stdin", "-z", "--verbose")
	cmd.Dir, cmd.Stdin = top, strings.NewReader(strings.Join(paths, "\x00"))
	out, _ := cmd.Output() // 1 is none
	fields := strings.Split(string(out), "\x00")
	ignored := map[string]string{}
	for ; len(fields) >= 4; fields = fields[4:] { // the file, the line, the pattern, the path
		if !strings.HasPrefix(fields[2], "!") {
			ignored[fields[3]] = fields[2]
		}
	}
	return ignored
}

// isSkipped says that a folder of the file is ignored, or all in its folder.
func isSkipped(ignored map[string]string, name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if ignored[dir] != "" {
			return true
		}
	}
	pattern, found := ignored[name]
	return found && strings.Trim(path.Base(pattern), "*") == ""
}

func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
