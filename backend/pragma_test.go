package backend_test

import (
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

// What is acknowledged is on the disk, several processes share the file, and a
// file that came with a repository runs no code of its schema.
func TestPragmas(t *testing.T) {
	t.Parallel()
	store, err := backend.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	other, err := store.CreateAccount(t.Context(), "other", backend.RoleAdmin)
	if err != nil {
		t.Fatal(err)
	}
	there, err := store.InAccount(t.Context(), other.ID)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"synchronous": "2", "trusted_schema": "0", "journal_mode": "wal"} {
		for _, in := range []*backend.Store{store, there} {
			if got, err := in.Pragma(t.Context(), name); err != nil || got != want {
				t.Errorf("%s of %s is %s, %v; want %s", name, in.Account().Name, got, err, want)
			}
		}
	}
}
