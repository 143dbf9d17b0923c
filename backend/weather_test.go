package backend_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// raw opens the state's database beside the store.
func raw(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "lariat.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func exec1(t *testing.T, db *sql.DB, query string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

// A state of a newer lariat is refused and left as it is.
func TestNewerSchema(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	db := raw(t, a.store.Dir())
	exec1(t, db, "PRAGMA user_version = 99")
	_, err := backend.Open(t.Context(), a.store.Dir())
	if e, ok := errors.AsType[*backend.StateError](err); !ok || !strings.Contains(e.Error(), "newer lariat (schema 99") {
		t.Errorf("got %v", err)
	}
	var version, tokens int
	err = db.QueryRowContext(t.Context(), "SELECT user_version, (SELECT count(*) FROM tokens) FROM pragma_user_version").
		Scan(&version, &tokens)
	if err != nil || version != 99 || tokens != 1 {
		t.Errorf("schema %d, %d tokens, %v", version, tokens, err)
	}
}

// dropAccess takes a state back to before accounts, groups and OAuth.
const dropAccess = "DROP TABLE accounts; DROP TABLE oauth_requests; DROP TABLE oauth_codes; DROP TABLE oauth_devices; " +
	"DROP TABLE oauth_grants; DROP TABLE oauth_tokens; ALTER TABLE tokens DROP COLUMN permission_groups; " +
	"ALTER TABLE tokens DROP COLUMN accounts; ALTER TABLE tokens DROP COLUMN owner; "

// A state of the release before OAuth keeps its tokens, and one can log in.
func TestSchemaOfTokens(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, reader, err := a.store.IssueToken(t.Context(), "ci", backend.RoleRead, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	exec1(t, raw(t, a.store.Dir()), dropAccess+"PRAGMA user_version = 3")
	store, err := backend.Open(t.Context(), a.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	b := newAPIOver(t, store)
	if status, body := b.do("GET", services, "", bearer(reader)); status != http.StatusOK || b.token != a.token {
		t.Errorf("%d %s", status, body)
	}
	if status, body := b.do("POST", services, "{}", bearer(reader)); status != http.StatusForbidden {
		t.Errorf("%d %s", status, body)
	}
	newLogin(t, store).login("lariat", "connectivity:admin")
}

// A state of the first release, which knew no Workers, is taken over whole.
func TestOlderSchema(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.do("POST", services, a.httpService("stays"))
	db := raw(t, a.store.Dir())
	exec1(t, db, dropAccess+"DROP TABLE workers; DROP TABLE versions; DROP TABLE deployments; "+
		"DROP TABLE routes; DROP TABLE domains; DROP TABLE schedules; "+
		"DROP TABLE assets; DROP TABLE asset_sessions; DROP TABLE asset_tokens; PRAGMA user_version = 1")
	store, err := backend.Open(t.Context(), a.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	b := newAPIOver(t, store)
	stats, err := store.Stats(t.Context())
	if err != nil || stats.Services != 1 || stats.Tunnels != 1 || stats.Tokens != 1 || stats.Workers != 0 || b.token != a.token {
		t.Errorf("stats %+v, %v", stats, err)
	}
}

// A state of the release that knew Workers, but not what leads to them, keeps
// them.
func TestSchemaOfWorkers(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.mustUpload("workers/scripts/w", worker())
	exec1(t, raw(t, a.store.Dir()), dropAccess+"ALTER TABLE workers DROP COLUMN migration_tag; DROP TABLE routes; DROP TABLE domains; "+
		"DROP TABLE schedules; DROP TABLE assets; DROP TABLE asset_sessions; DROP TABLE asset_tokens; PRAGMA user_version = 2")
	store, err := backend.Open(t.Context(), a.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	b := newAPIOver(t, store)
	if status, body := b.do("PUT", "workers/scripts/w/schedules", `[{"cron":"* * * * *"}]`); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
}

// A full disk is told, to a client in process as a fault of the state and to
// others as a 500, and what was acknowledged before stays.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	if err := a.store.FillDisk(t.Context()); err != nil {
		t.Fatal(err)
	}
	body := a.httpService("NAME" + strings.Repeat("x", 4000))
	inProcess, served := a.rt, asServed{backend.New(a.store)}
	var stored []string
	for i := range 20 {
		name := fmt.Sprintf("s%d", i)
		a.rt = served
		status, reply := a.do("POST", services, strings.Replace(body, "NAME", name, 1))
		if status == http.StatusOK {
			stored = append(stored, name)
			continue
		}
		if status != http.StatusInternalServerError || !strings.Contains(reply, "disk is full") {
			t.Fatalf("%s: %d %s", name, status, reply)
		}
		_, err := inProcess.RoundTrip(a.request("POST", services, strings.Replace(body, "NAME", name, 1)))
		if e, ok := errors.AsType[*backend.StateError](err); !ok || !e.Permanent() || !strings.Contains(e.Error(), "disk is full") {
			t.Fatalf("%s in process: %v, want a StateError", name, err)
		}
	}
	if len(stored) == 20 {
		t.Fatal("the disk never got full")
	}
	_, _, err := a.store.IssueToken(t.Context(), strings.Repeat("x", 50_000), backend.RoleRead, time.Time{})
	if e, ok := errors.AsType[*backend.StateError](err); !ok || e.Dir != a.store.Dir() {
		t.Errorf("got %v, want a StateError", err)
	}
	_, list := a.do("GET", services, "")
	if got := strings.Count(list, "service_id"); got != len(stored) {
		t.Errorf("%d services are left of %d", got, len(stored))
	}
}

// asServed answers as over a network.
type asServed struct{ http.Handler }

func (s asServed) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result(), nil
}

// A database that is damaged beyond its first page opens, and then says so.
func TestDamagedPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store, err := backend.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "lariat.db")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const pageSize = 4096
	for i := pageSize; i < len(data); i++ {
		data[i] = 0xff
	}
	write(t, path, string(data))
	store, err = backend.Open(t.Context(), dir)
	if err == nil {
		_, err = store.AdminToken(t.Context())
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
	if e, ok := errors.AsType[*backend.StateError](err); !ok || e.Dir != dir {
		t.Errorf("got %v, want a StateError", err)
	}
}

// The folder's name is data, wherever it goes into SQLite's URI.
func TestOddFolders(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a b", "50%25", "q?mode=memory", "f#x", "ü", "a;b&c=d", "'quoted'"} {
		dir := filepath.Join(t.TempDir(), name, "state")
		store, err := backend.Open(t.Context(), dir)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "lariat.db")); err != nil {
			t.Errorf("%q: the state is elsewhere: %v", name, err)
		}
	}
}

// A reset in one process is seen by the others, which go on.
func TestResetBeneathOthers(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.do("POST", services, a.httpService("gone"))
	other, err := backend.Open(t.Context(), a.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	b := newAPIOver(t, other)
	if err := b.store.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a.token, err = a.store.AdminToken(t.Context()); err != nil {
		t.Fatal(err)
	}
	if status, body := a.do("GET", services, ""); status != http.StatusOK || strings.Contains(body, "gone") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := a.do("POST", services, a.httpService("new")); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
}

// A writer waits for another, but its caller need not wait with it.
func TestHeldLock(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	db := raw(t, a.store.Dir())
	exec1(t, db, "BEGIN IMMEDIATE")
	body := a.httpService("patient") // readers do not wait
	done := make(chan int, 1)
	go func() {
		reply := a.roundTrip("POST", services, body)
		done <- reply.StatusCode
	}()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost,
		"http://localhost/client/v4/accounts/"+a.store.Account().ID+"/"+services, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+a.token)
	if _, err := a.rt.RoundTrip(r); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the impatient one got %v", err)
	}
	exec1(t, db, "ROLLBACK")
	if status := <-done; status != http.StatusOK {
		t.Errorf("the patient one got %d", status)
	}
}

// Twenty processes make a state and write to it at once, as TestManyWriters
// does within one.
func TestManyProcesses(t *testing.T) {
	t.Parallel()
	const processes, each = 20, 3
	dir := t.TempDir()
	cmds := make([]*exec.Cmd, processes)
	for i := range cmds {
		cmds[i] = exec.CommandContext(t.Context(), os.Args[0])
		cmds[i].Env = append(os.Environ(), "LARIAT_TEST_WRITER="+dir,
			fmt.Sprintf("LARIAT_TEST_NAMES=p%d-", i), fmt.Sprintf("LARIAT_TEST_COUNT=%d", each))
		cmds[i].Stderr = new(strings.Builder)
		if err := cmds[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	for _, cmd := range cmds {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, cmd.Stderr)
		}
	}
	store, err := backend.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	_, list := newAPIOver(t, store).do("GET", services, "")
	for i := range processes {
		for n := range each {
			if !strings.Contains(list, fmt.Sprintf(`"name":"p%d-%d"`, i, n)) {
				t.Errorf("service %d of process %d is lost", n, i)
			}
		}
	}
}
