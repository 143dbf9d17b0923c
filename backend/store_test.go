package backend_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

// TestMain lets the test binary stand in for a process that writes: see
// TestKilledWriter and TestManyProcesses.
func TestMain(m *testing.M) {
	if dir := os.Getenv("LARIAT_TEST_WRITER"); dir != "" {
		writeServices(dir, os.Getenv("LARIAT_TEST_NAMES"), os.Getenv("LARIAT_TEST_COUNT"))
		return
	}
	os.Exit(m.Run())
}

// writeServices creates services and acknowledges each on stdout; without a
// count it never ends.
func writeServices(dir, prefix, count string) {
	limit, err := strconv.Atoi(count)
	if err != nil {
		limit = math.MaxInt
	}
	ctx := context.Background()
	store, err := backend.Open(ctx, dir)
	if err != nil {
		panic(err)
	}
	token, err := store.AdminToken(ctx)
	if err != nil {
		panic(err)
	}
	rt := backend.InProcess(backend.New(store))
	ask := func(method, path, body string) string {
		r, err := http.NewRequestWithContext(ctx, method,
			"http://localhost/client/v4/accounts/"+store.Account().ID+"/"+path, strings.NewReader(body))
		if err != nil {
			panic(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		reply, err := rt.RoundTrip(r)
		if err != nil {
			panic(err)
		}
		text, err := io.ReadAll(reply.Body)
		if err != nil || reply.StatusCode != http.StatusOK {
			panic(fmt.Sprint(reply.StatusCode, string(text), err))
		}
		return string(text)
	}
	tunnel := firstID(ask("GET", "cfd_tunnel?name=local", ""))
	for i := range limit {
		name := prefix + strconv.Itoa(i)
		ask("POST", services,
			`{"name":"`+name+`","type":"http","host":{"ipv4":"127.0.0.1","network":{"tunnel_id":"`+tunnel+`"}}}`)
		fmt.Println(name)
	}
}

// A process that is killed while it writes loses nothing it acknowledged.
func TestKilledWriter(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "LARIAT_TEST_WRITER="+a.store.Dir(), "LARIAT_TEST_NAMES=s")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	var acknowledged []string
	for len(acknowledged) < 25 && lines.Scan() {
		acknowledged = append(acknowledged, lines.Text())
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // what it wrote before it died
		acknowledged = append(acknowledged, lines.Text())
	}
	_ = cmd.Wait() // it was killed
	if len(acknowledged) < 25 {
		t.Fatalf("the writer stopped after %d services", len(acknowledged))
	}
	_, body := a.do("GET", services, "")
	for _, name := range acknowledged {
		if !strings.Contains(body, `"name":"`+name+`"`) {
			t.Errorf("service %s was acknowledged and is lost", name)
		}
	}
}

// Twenty writers with connections of their own, as twenty processes have, make
// a new state and write to it at once: all succeed, and of twenty that want one
// name a single one gets it.
func TestManyWriters(t *testing.T) {
	t.Parallel()
	const writers = 20
	dir := t.TempDir()
	start := make(chan struct{})
	statuses := make(chan int, 2*writers)
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			<-start
			store, err := backend.Open(t.Context(), dir)
			if err != nil {
				t.Error(err)
				return
			}
			defer store.Close()
			token, err := store.AdminToken(t.Context())
			if err != nil {
				t.Error(err)
				return
			}
			w := &api{t: t, store: store, rt: backend.InProcess(backend.New(store)), token: token}
			tunnel := w.tunnelID()
			for _, name := range []string{fmt.Sprint("own", i), "shared"} {
				status, body := w.do("POST", services,
					`{"name":"`+name+`","type":"http","host":{"ipv4":"127.0.0.1","network":{"tunnel_id":"`+tunnel+`"}}}`)
				if status != http.StatusOK && !strings.Contains(body, "already exists") {
					t.Errorf("%s: %d %s", name, status, body)
				}
				statuses <- status
			}
		})
	}
	close(start)
	wg.Wait()
	close(statuses)
	created := 0
	for status := range statuses {
		if status == http.StatusOK {
			created++
		}
	}
	if created != writers+1 {
		t.Errorf("%d services were created, want %d", created, writers+1)
	}
}

func TestOpenFailures(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(t *testing.T, dir string){
		"not a database": func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "lariat.db"), strings.Repeat("not a database at all ", 100))
		},
		"a link": func(t *testing.T, dir string) {
			target := filepath.Join(t.TempDir(), "elsewhere")
			write(t, target, "")
			if err := os.Symlink(target, filepath.Join(dir, "lariat.db")); err != nil {
				t.Skip(err)
			}
		},
		"read-only folder": func(t *testing.T, dir string) {
			if os.Geteuid() == 0 || runtime.GOOS == "windows" {
				t.Skip("this user may write anywhere")
			}
			if err := os.Chmod(dir, 0o500); err != nil {
				t.Fatal(err)
			}
		},
		"a state in a read-only folder": func(t *testing.T, dir string) {
			if os.Geteuid() == 0 || runtime.GOOS == "windows" {
				t.Skip("this user may write anywhere")
			}
			store, err := backend.Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := store.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(dir, 0o500); err != nil {
				t.Fatal(err)
			}
		},
		"a file in place of the folder": func(t *testing.T, dir string) {
			if err := os.Remove(dir); err != nil {
				t.Fatal(err)
			}
			write(t, dir, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "state")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			prepare(t, dir)
			t.Cleanup(func() { _ = os.Chmod(dir, 0o700) }) // else it could not be removed
			_, err := backend.Open(t.Context(), dir)
			if e, ok := errors.AsType[*backend.StateError](err); !ok || e.Dir != dir {
				t.Errorf("got %v, want a StateError for %s", err, dir)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// What SQLite has a number for is told in plain words.
func TestStateErrorReason(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "lariat.db"), strings.Repeat("not a database at all ", 100))
	_, err := backend.Open(t.Context(), dir)
	e, ok := errors.AsType[*backend.StateError](err)
	if !ok || !e.Damaged() || !strings.Contains(err.Error(), "lariat.db in it is damaged (SQLite error 26)") {
		t.Errorf("got %v", err)
	}
	if err := backend.Discard(dir); err != nil {
		t.Fatal(err)
	}
	store, err := backend.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })

	// A real error of each kind, in whatever way it comes about.
	for pragma, want := range map[string]string{
		"PRAGMA query_only(1); CREATE TABLE x (y)":    "cannot be written",
		"ATTACH 'file:/no/such/folder/db' AS other":   "cannot be opened",
		"PRAGMA max_page_count(1); CREATE TABLE x(y)": "the disk is full",
	} {
		db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "db"))
		if err != nil {
			t.Fatal(err)
		}
		_, cause := db.ExecContext(t.Context(), pragma)
		text := (&backend.StateError{Dir: dir, Err: cause}).Error()
		if cause == nil || !strings.Contains(text, want) || strings.Contains(text, "\n") {
			t.Errorf("%s: %s, want %q", pragma, text, want)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// The state is for its owner alone.
func TestStateMode(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing here")
	}
	a := newAPI(t)
	info, err := os.Stat(filepath.Join(a.store.Dir(), "lariat.db"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestReset(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.do("POST", services, a.httpService("gone"))
	before := a.token
	if err := a.store.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if status, _ := a.do("GET", services, ""); status != http.StatusUnauthorized {
		t.Errorf("the old token still works: %d", status)
	}
	token, err := a.store.AdminToken(t.Context())
	if err != nil || token == before {
		t.Errorf("the token is not new: %v", err)
	}
	stats, err := a.store.Stats(t.Context())
	if err != nil || stats.Services != 0 || stats.Tunnels != 1 || stats.Tokens != 1 || stats.Bytes == 0 {
		t.Errorf("stats %+v, %v", stats, err)
	}
}

func BenchmarkOpenListClose(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		store, err := backend.Open(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		token, err := store.AdminToken(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		r, err := http.NewRequestWithContext(b.Context(), http.MethodGet,
			"http://localhost/client/v4/accounts/"+store.Account().ID+"/"+services, http.NoBody)
		if err != nil {
			b.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		reply, err := backend.InProcess(backend.New(store)).RoundTrip(r)
		if err != nil || reply.StatusCode != http.StatusOK {
			b.Fatal(err, reply)
		}
		if _, err := io.Copy(io.Discard, reply.Body); err != nil {
			b.Fatal(err)
		}
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
