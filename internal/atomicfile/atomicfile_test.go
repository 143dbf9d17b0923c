package atomicfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lariat-cli/lariat/internal/atomicfile"
)

// write makes a file in a folder of its own and returns its path.
func write(t *testing.T, text string, mode fs.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wrangler.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// holds checks the text of a file, and that no other is left beside it.
func holds(t *testing.T, path, want string) {
	t.Helper()
	if text, err := os.ReadFile(path); err != nil || string(text) != want {
		t.Errorf("%q, %v, want %q", text, err, want)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

func wantChanged(t *testing.T, err error, path string) {
	t.Helper()
	if changed, ok := errors.AsType[*atomicfile.ChangedError](err); !ok || changed.Path != path {
		t.Errorf("%v, want that %q was changed", err, path)
	}
}

func TestReplaceKeepsMode(t *testing.T) {
	t.Parallel()
	for _, mode := range []fs.FileMode{0o600, 0o644, 0o666, 0o755} {
		path := write(t, "old", mode)
		before, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := atomicfile.Replace(path, []byte("old"), []byte("new")); err != nil {
			t.Fatal(err)
		}
		holds(t, path, "new")
		if info, err := os.Stat(path); err != nil || info.Mode() != before.Mode() {
			t.Errorf("mode %v, %v, want %v", info.Mode(), err, before.Mode())
		}
	}
}

// However many change a file at once, a change that was made stays. In a process
// of its own each would do the same: a lock is that of an open file.
func TestReplaceLosesNothing(t *testing.T) {
	t.Parallel()
	path := write(t, "", 0o644)
	const writers, changes = 8, 50
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for made := 0; made < changes; {
				before, err := os.ReadFile(path)
				if err == nil {
					err = atomicfile.Replace(path, before, append(slices.Clip(before), 'x'))
				}
				switch _, changed := errors.AsType[*atomicfile.ChangedError](err); {
				case err == nil:
					made++
				case !changed:
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	holds(t, path, strings.Repeat("x", writers*changes))
}

// Of many who create a file one does.
func TestCreateOnce(t *testing.T) {
	t.Parallel()
	for range 50 {
		path := filepath.Join(t.TempDir(), "config.toml")
		var all sync.WaitGroup
		var made atomic.Int32
		for range 8 {
			all.Go(func() {
				if err := atomicfile.Create(path, []byte("new"), 0o600); err == nil {
					made.Add(1)
				} else {
					wantChanged(t, err, path)
				}
			})
		}
		all.Wait()
		holds(t, path, "new")
		if n := made.Load(); n != 1 {
			t.Errorf("%d have made it", n)
		}
	}
}

// A change of somebody else stays, and so does the absence of a file.
func TestReplaceRefusesChanged(t *testing.T) {
	t.Parallel()
	path := write(t, "theirs", 0o644)
	wantChanged(t, atomicfile.Replace(path, []byte("old"), []byte("new")), path)
	holds(t, path, "theirs")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	wantChanged(t, atomicfile.Replace(path, []byte("old"), []byte("new")), path)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want that the file stays away", err)
	}
}

func TestReplaceFollowsLinks(t *testing.T) {
	t.Parallel()
	file := write(t, "old", 0o640)
	dir := t.TempDir()
	second, first := filepath.Join(dir, "second.toml"), filepath.Join(dir, "first.toml")
	if err := errors.Join(os.Symlink(file, second), os.Symlink("second.toml", first)); err != nil {
		t.Skip(err)
	}
	if err := atomicfile.Replace(first, []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, file, "new")
	for _, link := range []string{first, second} {
		if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("the link became %v, %v", info.Mode(), err)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	wantChanged(t, atomicfile.Replace(first, []byte("new"), []byte("x")), first)
}

func TestReplaceRefusesFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := atomicfile.Replace(dir, nil, []byte("x")); err == nil {
		t.Error("a folder was replaced")
	}
}

// Who may write to the folder might still have been kept from the file, and the
// other way round.
func TestReplaceRefusesReadOnly(t *testing.T) {
	t.Parallel()
	for name, modes := range map[string][2]fs.FileMode{"file": {0o444, 0o755}, "folder": {0o644, 0o555}} {
		path := write(t, "old", modes[0])
		dir := filepath.Dir(path)
		if err := os.Chmod(dir, modes[1]); err != nil {
			t.Fatal(err)
		}
		if os.Getuid() <= 0 {
			t.Skip("this user may write everything, or rights are other ones here")
		}
		for _, err := range []error{atomicfile.Check(path), atomicfile.Replace(path, []byte("old"), []byte("new"))} {
			if !errors.Is(err, fs.ErrPermission) || strings.Contains(err.Error(), ".tmp") {
				t.Errorf("%s: %v, want that it is not permitted", name, err)
			}
		}
		holds(t, path, "old")
		if err := os.Chmod(dir, 0o755); err != nil { // so that it can be removed
			t.Fatal(err)
		}
	}
}

// A check leaves everything as it is.
func TestCheck(t *testing.T) {
	t.Parallel()
	path := write(t, "old", 0o644)
	if err := atomicfile.Check(path); err != nil {
		t.Error(err)
	}
	holds(t, path, "old")
	if err := atomicfile.Check(filepath.Dir(path)); err == nil {
		t.Error("a folder could be replaced")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	wantChanged(t, atomicfile.Check(path), path)
}

func TestCreate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := atomicfile.Create(path, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new")
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	wantChanged(t, atomicfile.Create(path, []byte("newer"), 0o600), path)
	holds(t, path, "new")
}

func TestCreateRefusesLinkToNowhere(t *testing.T) {
	t.Parallel()
	link := filepath.Join(t.TempDir(), "config.toml")
	if err := os.Symlink("nowhere", link); err != nil {
		t.Skip(err)
	}
	if err := atomicfile.Create(link, []byte("new"), 0o600); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want that the target does not exist", err)
	}
}
