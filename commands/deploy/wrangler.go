package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/lariat-cli/lariat/commands/app"
)

// wrangler finds the program: the one that the project has installed, from its
// folder upwards, or from the user's as npx looks for it, else the one on the
// PATH. The result is the words that its arguments follow.
func (o *options) wrangler(root string) ([]string, error) {
	const name = "wrangler"
	for _, dir := range []string{root, o.app.Dir} {
		if path := installed(dir, name); path != "" {
			return o.unwrapped(path), nil
		}
	}
	if path := o.onPath(name); path != "" {
		return o.unwrapped(path), nil
	}
	return nil, &app.Problem{Kind: app.KindFailed,
		Msg:  "there is no Wrangler, neither in node_modules/.bin of the project nor on the PATH",
		Hint: "npm install --save-dev wrangler"}
}

// installed finds a program that npm has put beside a folder or above it, "" if
// it is not there.
func installed(dir, name string) string {
	for {
		// With a folder in front, LookPath asks whether the file can be run, and on
		// Windows under which ending.
		if path, err := exec.LookPath(filepath.Join(dir, "node_modules", ".bin", name)); err == nil {
			return path
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// onPath finds a program on the user's PATH, "" if it is not there.
func (o *options) onPath(name string) string {
	for _, dir := range filepath.SplitList(o.app.Env("PATH")) {
		if !filepath.IsAbs(dir) {
			continue // a program of whichever folder one happens to be in
		}
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	return ""
}

// unwrapped goes past the batch file that npm makes on Windows: cmd.exe would
// read the arguments once more, and take what stands behind an & for a command.
func (o *options) unwrapped(path string) []string {
	if !strings.EqualFold(filepath.Ext(path), ".cmd") {
		return []string{path}
	}
	dir, node := filepath.Dir(path), o.onPath("node")
	for _, modules := range []string{filepath.Dir(dir), filepath.Join(dir, "node_modules")} {
		script := filepath.Join(modules, "wrangler", "bin", "wrangler.js")
		if _, err := os.Stat(script); err == nil && node != "" {
			return []string{node, script}
		}
	}
	return []string{path}
}
