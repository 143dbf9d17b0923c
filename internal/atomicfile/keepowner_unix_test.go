//go:build unix

package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// owned is a file that only root could make.
type owned struct {
	fs.FileInfo
	stat syscall.Stat_t
}

func (o owned) Sys() any { return &o.stat }

// What cannot be kept is named, and not the file that was to take the place.
func TestOwnerError(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Skip("root gives every file away")
	}
	const other = 23456
	me, us := uint32(os.Getuid()), uint32(os.Getgid())
	for want, stat := range map[string]syscall.Stat_t{
		"of a group that you are not in": {Uid: me, Gid: other},
		"somebody else's":                {Uid: other, Gid: us},
	} {
		f, err := os.Create(filepath.Join(t.TempDir(), "new"))
		if err != nil {
			t.Fatal(err)
		}
		err = likeIn("wrangler.toml", owned{stat: stat})(f)
		if !strings.Contains(err.Error(), `"wrangler.toml" is `+want) || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%v, want %q", err, want)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}
