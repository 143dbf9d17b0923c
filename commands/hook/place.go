package hook

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/internal/atomicfile"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxHook caps an existing hook, which people write.
const maxHook = 1 << 20

// place is where a hook stands.
type place struct {
	path  string
	husky bool // run by husky, as a plain script for sh; git runs a program
}

// place asks git for the hook's place, which core.hooksPath and work trees move.
func (o *installOptions) place(ctx context.Context) (place, error) {
	name := "pre-push"
	if o.preCommit {
		name = "pre-commit"
	}
	git := exec.CommandContext(ctx, "git", "rev-parse", "--git-path", "hooks/"+name)
	git.Dir = o.app.WorkDir()
	var stderr bytes.Buffer
	git.Stderr = &stderr
	out, err := git.Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return place{}, app.Usage("install git, or run lariat check where you deploy", "git is not installed")
	case err != nil:
		if ctx.Err() != nil {
			return place{}, ctx.Err()
		}
		why, _, _ := strings.Cut(strings.TrimPrefix(stderr.String(), "fatal: "), "\n")
		why = cmp.Or(why, err.Error())
		if _, ok := app.Repository(git.Dir); ok {
			return place{}, app.Usage("git status # tells the way out", "git does not say where its hooks are: %s", why)
		}
		return place{}, app.Usage("git init", "%q is in no git repository: %s", git.Dir, why)
	}
	return behindHusky(o.app.Path(strings.TrimSpace(string(out)))), nil
}

// behindHusky is the place of a hook for people. husky's own, to which it points
// core.hooksPath, are written anew by each npm install; they run "h" beside
// them, which runs the script of the same name in the folder above.
func behindHusky(path string) place {
	dir := filepath.Dir(path)
	if filepath.Base(dir) != "_" {
		return place{path: path}
	}
	if _, err := os.Stat(filepath.Join(dir, "h")); err != nil {
		return place{path: path}
	}
	return place{path: filepath.Join(filepath.Dir(dir), filepath.Base(path)), husky: true}
}

// read is the hook that is there, unless something speaks against a change.
func (p place) read() ([]byte, error) {
	text, err := bounded.ReadRegular(p.path, maxHook)
	if errors.Is(err, fs.ErrNotExist) {
		if _, linkErr := os.Lstat(p.path); linkErr == nil {
			return nil, app.Usage("rm "+app.Quote(p.path), "%q is a link to a file that does not exist", p.path)
		}
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("could not read %q: %w", p.path, err)
	}
	info, err := os.Stat(p.path)
	if err != nil {
		return nil, err
	}
	if !p.husky && runtime.GOOS != "windows" && info.Mode()&0o111 == 0 {
		return nil, app.Usage("delete it, or let git run it: chmod +x "+app.Quote(p.path),
			"%q is a hook that is turned off: it is not executable", p.path)
	}
	return text, nil
}

// write makes the file, and its folder, which need not exist. One that is there
// keeps its mode.
func (p place) write(before, after []byte, missing bool) error {
	if !missing {
		return atomicfile.Replace(p.path, before, after)
	}
	if err := os.MkdirAll(filepath.Dir(p.path), 0o755); err != nil { //nolint:gosec // git's own mode for hooks
		return err
	}
	if p.husky {
		return atomicfile.Create(p.path, after, 0o644)
	}
	return atomicfile.Create(p.path, after, 0o755)
}
