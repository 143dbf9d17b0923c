//go:build unix

package atomicfile_test

import (
	"os"
	"syscall"
	"testing"

	"github.com/lariat-cli/lariat/internal/atomicfile"
)

func TestReplaceKeepsOwner(t *testing.T) {
	t.Parallel()
	const uid, gid = 12345, 23456
	path := write(t, "old", 0o640)
	if err := os.Chown(path, uid, gid); err != nil {
		t.Skip("only root gives files away: ", err)
	}
	if err := atomicfile.Replace(path, []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if st, ok := info.Sys().(*syscall.Stat_t); !ok || st.Uid != uid || st.Gid != gid || info.Mode() != 0o640 {
		t.Errorf("%+v, mode %v", info.Sys(), info.Mode())
	}
}
