//go:build unix

package settings

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/lariat-cli/lariat/internal/atomicfile"
)

func TestIsTrusted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		owner, self int
		want        bool
	}{{1000, 1000, true}, {0, 1000, true}, {0, 0, true}, {1001, 1000, false}, {1000, 0, false}} {
		if got := atomicfile.IsTrusted(tt.owner, tt.self); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

// Whoever can write to a folder above, such as /tmp, must not decide where
// others work: not by a file, and not by a link to one of theirs.
func TestForeignProjectFile(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	dir := t.TempDir()
	file, link := filepath.Join(dir, "foreign.toml"), filepath.Join(dir, "link.toml")
	mine := filepath.Join(dir, "mine.toml")
	for _, path := range []string{file, mine} {
		if err := os.WriteFile(path, []byte("target = 'local'\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Symlink(mine, link), os.Lchown(link, 1, 1), os.Lchown(file, 1, 1)); err != nil {
		t.Fatal(err)
	}
	resolve := func(project, user string) *Resolved {
		r, err := Resolve(Sources{
			Flags:       func(string) (string, bool) { return "", false },
			Env:         func(string) string { return "" },
			ProjectFile: project, UserFile: user,
		})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, path := range []string{file, link} {
		want := path + ": the file belongs to another user, and is not read"
		r := resolve(path, mine)
		if v := r.Get(Target); v.Layer != LayerUser || len(r.Faults) != 0 ||
			len(r.Warnings) != 1 || r.Warnings[0].Error() != want {
			t.Errorf("%+v, %v, %v", v, r.Faults, r.Warnings)
		}
		there := Location{LayerProject, path}
		if err := there.Set(t.Context(), "color", "never"); err == nil || err.Error() != want {
			t.Errorf("set: %v", err)
		}
		if _, err := there.Unset(t.Context(), "target"); err == nil || err.Error() != want {
			t.Errorf("unset: %v", err)
		}
	}
	if v := resolve(mine, "").Get(Target); v.Layer != LayerProject {
		t.Errorf("%+v", v)
	}
}
