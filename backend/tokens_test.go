package backend_test

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	ctx := t.Context()
	issued, value, err := a.store.IssueToken(ctx, "ci", backend.RoleBind, time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := a.store.Tokens(ctx)
	if err != nil || len(tokens) != 2 {
		t.Fatalf("got %v, %v; want two tokens", tokens, err)
	}
	if got := tokens[1]; got.ID != issued.ID || got.Name != "ci" || got.Role != backend.RoleBind ||
		!got.Expires.Equal(issued.Expires) || got.Created.IsZero() {
		t.Errorf("got %+v, want %+v", got, issued)
	}
	if err := a.store.RevokeToken(ctx, tokens[0].ID); !errors.Is(err, backend.ErrSeededToken) {
		t.Errorf("the admin token can be revoked: %v", err)
	}
	if status, body := a.do("GET", services, "", bearer(value)); status != http.StatusOK {
		t.Errorf("before: %d %s", status, body)
	}
	if err := a.store.RevokeToken(ctx, issued.ID); err != nil {
		t.Fatal(err)
	}
	if status, body := a.do("GET", services, "", bearer(value)); status != http.StatusUnauthorized {
		t.Errorf("after: %d %s", status, body)
	}
	if err := a.store.RevokeToken(ctx, issued.ID); !errors.Is(err, backend.ErrNoToken) {
		t.Errorf("revoked twice: %v", err)
	}
}

// Of an issued token the state keeps a hash alone.
func TestIssuedTokenIsNotKept(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, value, err := a.store.IssueToken(t.Context(), "t", backend.RoleRead, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var found bool
	for _, name := range []string{"lariat.db", "lariat.db-wal"} {
		data, err := os.ReadFile(filepath.Join(a.store.Dir(), name))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(value)) {
			t.Errorf("%s holds the token", name)
		}
		found = found || bytes.Contains(data, []byte(a.token))
	}
	if !found {
		t.Error("the admin token, which is kept, was not found either: the test looks in the wrong place")
	}
}

func TestParseRole(t *testing.T) {
	t.Parallel()
	for _, want := range []backend.Role{backend.RoleRead, backend.RoleBind, backend.RoleAdmin} {
		if got, err := backend.ParseRole(string(want)); got != want || err != nil {
			t.Errorf("%s: %v, %v", want, got, err)
		}
	}
	for _, text := range []string{"", "Admin", "write"} {
		if got, err := backend.ParseRole(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}
