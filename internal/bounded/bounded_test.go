package bounded_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lariat-cli/lariat/internal/bounded"
)

func TestReadRegular(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, make([]byte, 64<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := bounded.ReadRegular(path, 64<<10); err != nil || len(data) != 64<<10 {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	_, err := bounded.ReadRegular(path, 64<<10-1)
	if _, ok := errors.AsType[*bounded.SizeError](err); !ok {
		t.Errorf("%v, want a SizeError", err)
	}
	if _, err := bounded.ReadRegular(path+"x", 1); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want that it does not exist", err)
	}
}

// What is found is opened only if it is a file; what is named may be a pipe.
func TestKinds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, read := range []func(string, int64) ([]byte, error){bounded.ReadRegular, bounded.ReadNamed} {
		_, err := read(dir, 1)
		if kind, ok := errors.AsType[*bounded.KindError](err); !ok || kind.Error() != "is a folder, not a file" {
			t.Errorf("a folder: %v", err)
		}
	}
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("no devices here")
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink("/dev/zero", link); err != nil {
		t.Fatal(err)
	}
	_, err := bounded.ReadRegular(link, 1)
	if refused, ok := errors.AsType[bounded.Refusal](err); !ok || refused.Error() != "is not a regular file" {
		t.Errorf("a link to a device: %v", err)
	}
	_, err = bounded.ReadNamed(link, 1<<10)
	if refused, ok := errors.AsType[bounded.Refusal](err); !ok || refused.Error() != "is larger than 1 KiB" {
		t.Errorf("a device that was named: %v", err)
	}
}

// A failure of the input is no question of size.
func TestReadAllFails(t *testing.T) {
	t.Parallel()
	cause := errors.New("broken")
	if _, err := bounded.ReadAll(iotest.ErrReader(cause), 1); !errors.Is(err, cause) {
		t.Errorf("%v, want %v", err, cause)
	}
	if _, err := bounded.ReadAll(strings.NewReader("ab"), 2); err != nil {
		t.Error(err)
	}
}

func TestSizeError(t *testing.T) {
	t.Parallel()
	for most, want := range map[int64]string{64 << 10: "is larger than 64 KiB", 10 << 20: "is larger than 10 MiB"} {
		if got := (&bounded.SizeError{Most: most}).Error(); got != want {
			t.Errorf("%d: %q, want %q", most, got, want)
		}
	}
}
