package commands_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// A state that fails in the middle of a request is a failure of its own, not
// an unreachable API: it is told at once, with the folder and a way out.
func TestBrokenState(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	dir := t.TempDir()
	flags := "--local --state-dir " + dir
	create := " vpc service create api --type http --tunnel local --ipv4 10.0.0.1"
	if code, _, errs := onTerminal(t, host, "", flags+create); code != 0 {
		t.Fatal(errs)
	}
	spoil(t, dir, `CREATE TRIGGER full BEFORE INSERT ON services
		BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)
	want := "error: could not use the local state in \"" + dir + "\""
	code, _, errs := onTerminal(t, host, "", flags+strings.Replace(create, "api", "more", 1))
	if code != 1 || !strings.Contains(errs, want) || !strings.Contains(errs, "disk is full") ||
		!strings.Contains(errs, "--state-dir DIR") || strings.Contains(errs, "attempts") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if code, _, errs := onTerminal(t, host, "", flags+" vpc service get api"); code != 0 {
		t.Errorf("what was acknowledged is gone: %s", errs)
	}
	spoil(t, dir, "DROP TABLE services")
	if code, _, errs := onTerminal(t, host, "", flags+" vpc service list"); code != 1 || !strings.Contains(errs, want) {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

func spoil(t *testing.T, dir, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "lariat.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
