package backend_test

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

var (
	jwtField  = regexp.MustCompile(`"jwt":"([^"]+)"`)
	nameField = regexp.MustCompile(`"name":"([^"]+)"`)
)

// account makes one and returns its id and a path in it.
func (a *api) account(name string, role backend.Role) (id string, path func(string) string) {
	a.t.Helper()
	made, err := a.store.CreateAccount(a.t.Context(), name, role)
	if err != nil {
		a.t.Fatal(err)
	}
	return made.ID, func(rest string) string { return "/accounts/" + made.ID + "/" + rest }
}

// Nothing of one account is in another.
func TestAccountsAreApart(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	id, other := a.account("other", backend.RoleAdmin)
	a.do("POST", services, a.httpService("here"))
	a.mustUpload("workers/scripts/w", worker())
	inside, err := a.store.InAccount(t.Context(), id)
	if err != nil || inside.Account().Name != "other" || inside.Close() != nil {
		t.Fatalf("%+v, %v", inside, err)
	}
	for _, path := range []string{services, "workers/scripts"} {
		if _, body := a.do("GET", other(path), ""); !strings.Contains(body, `"result":[]`) {
			t.Errorf("%s: %s", path, body)
		}
	}
	_, body := a.do("GET", other("cfd_tunnel"), "")
	if strings.Contains(body, a.tunnelID()) || !strings.Contains(body, `"account_tag":"`+id+`"`) {
		t.Errorf("the first account's tunnel, or none: %s", body)
	}
	// A tunnel of the first account is none of the other's.
	if status, body := a.do("POST", other(services), a.httpService("x")); status != 400 || !strings.Contains(body, "Tunnel ID Not Found") {
		t.Errorf("%d %s", status, body)
	}
	there := strings.Replace(a.httpService("here"), a.tunnelID(), firstID(body), 1)
	if status, body := a.do("POST", other(services), there); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
	stats, err := a.store.Stats(t.Context())
	if err != nil || stats.Accounts != 2 || stats.Services != 2 || stats.Tunnels != 2 || stats.Workers != 1 || stats.Tokens != 1 {
		t.Errorf("%+v, %v", stats, err)
	}
}

// Zones are per account, and their routes are found by their ids alone.
func TestZonesOfAccounts(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	id, other := a.account("other", backend.RoleAdmin)
	zone := func(account string) string {
		_, body := a.do("GET", "/zones?name=example.com&account.id="+account, "")
		return firstID(body)
	}
	if zone(accountID) == zone(id) {
		t.Fatal("both have the same zone")
	}
	a.mustUpload(other("workers/scripts/w"), worker())
	a.do("PUT", other("workers/scripts/w/routes"), `[{"pattern":"example.com/*"}]`)
	for account, want := range map[string]bool{accountID: false, id: true} {
		_, body := a.do("GET", "/zones/"+zone(account)+"/workers/routes", "")
		if strings.Contains(body, "example.com/*") != want {
			t.Errorf("%s: %s", account, body)
		}
	}
	_, elsewhere := a.issue(backend.TokenSpec{Name: "t", Role: backend.RoleAdmin, Accounts: []string{accountID}})
	for _, path := range []string{"/zones?name=example.com&account.id=" + id, "/zones/" + zone(id) + "/workers/routes"} {
		if status, body := a.do("GET", path, "", bearer(elsewhere)); status != 200 || !strings.Contains(body, `"result":[]`) {
			t.Errorf("%s of another account: %d %s", path, status, body)
		}
	}
}

// What the user may not do in an account, no credential of the user's can; what
// an account owns is not the user's.
func TestMembers(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	l := newLogin(t, a.store)
	access, _ := l.login(wrangler, "account:read user:read connectivity:admin workers:write")
	for role, name := range map[backend.Role]string{
		backend.RoleRead: "Connectivity Directory Read", backend.RoleBind: "Connectivity Directory Bind",
		backend.RoleAdmin: "Administrator",
	} {
		id, in := a.account(string(role), role)
		_, owned := a.issue(backend.TokenSpec{Name: "o", Role: backend.RoleAdmin, Owner: id})
		for who, as := range map[string]func(*http.Request){
			"token": bearer(a.token), "login": bearer(access), "key": globalKey("a@b.test", a.token), "account's": bearer(owned),
		} {
			for method, allowed := range map[string]bool{"GET": true, "POST": role == backend.RoleAdmin || who == "account's"} {
				status, body := a.do(method, in(services), "{}", as)
				refused := status == 403 && strings.Contains(body, `"code":10000,`)
				if refused == allowed {
					t.Errorf("%s, %s as %s: %d %s", role, method, who, status, body)
				}
			}
		}
		if status, _ := a.do("GET", services, "", bearer(owned)); status != http.StatusForbidden {
			t.Errorf("an account's token elsewhere: %d", status)
		}
		if _, body := a.do("GET", "/memberships", "", bearer(access)); !strings.Contains(body, `"roles":["`+name+`"`) {
			t.Errorf("%s: %s", role, body)
		}
		if _, body := a.do("GET", "/accounts", "", bearer(owned)); !strings.Contains(body, id) || strings.Contains(body, accountID) {
			t.Errorf("what the account's token sees: %s", body)
		}
	}
	if page := l.get(ask("lariat", "user:read")); !strings.Contains(page.body, "bind") {
		t.Error("the consent page does not name the accounts")
	}
}

// A Worker's assets go to the account that the session is in.
func TestAssetsOfAccounts(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, in := a.account("other", backend.RoleAdmin)
	_, body := a.do("POST", in("workers/scripts/w/assets-upload-session"), `{"manifest":{"/a":{"hash":"`+strings.Repeat("a", 32)+`","size":1}}}`)
	var jwt string
	if m := jwtField.FindStringSubmatch(body); m != nil {
		jwt = m[1]
	}
	if status, body := a.do("POST", "workers/assets/upload", "", bearer(jwt)); status != http.StatusUnauthorized {
		t.Errorf("in the first account: %d %s", status, body)
	}
	if status, body := a.do("POST", in("workers/assets/upload"), "", bearer(jwt)); status != 400 || !strings.Contains(body, `"code":10021,`) {
		t.Errorf("in its own: %d %s", status, body)
	}
	none := "/accounts/" + strings.Repeat("f", 32) + "/workers/assets/upload"
	if status, body := a.do("POST", none, "", bearer(jwt)); status != http.StatusForbidden {
		t.Errorf("in none: %d %s", status, body)
	}
}

// Lists have pages.
func TestAccountPages(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.account("b", backend.RoleAdmin)
	a.account("c", backend.RoleAdmin)
	for query, want := range map[string]string{
		"per_page=2": "Local b ", "per_page=2&page=2": "c ", "page=2": "", "name=b": "b ", "name=x": "", "page=9999": "",
	} {
		_, body := a.do("GET", "/accounts?"+query, "")
		var names strings.Builder
		for _, m := range nameField.FindAllStringSubmatch(body, -1) {
			names.WriteString(m[1] + " ")
		}
		if names.String() != want {
			t.Errorf("%s: %q, want %q", query, names.String(), want)
		}
	}
}

// A deleted account is gone for every process, and its files are.
func TestDeleteAccount(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	ctx := t.Context()
	id, in := a.account("other", backend.RoleAdmin)
	_, owned := a.issue(backend.TokenSpec{Name: "o", Role: backend.RoleAdmin, Owner: id})
	_, narrow := a.issue(backend.TokenSpec{Name: "n", Role: backend.RoleAdmin, Accounts: []string{id}})
	second, err := backend.Open(ctx, a.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	b := newAPIOver(t, second)
	if status, _ := b.do("GET", in(services), ""); status != http.StatusOK {
		t.Fatalf("the other process: %d", status)
	}
	file := filepath.Join(a.store.Dir(), "account-"+id+".db")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("%v, %v", info, err)
	}
	if err := a.store.DeleteAccount(ctx, id); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		api   *api
		token string
		path  string
		want  int
	}{
		{a, a.token, in(services), 403}, {b, a.token, in(services), 403}, {b, owned, in(services), 401},
		{b, narrow, in(services), 403}, {b, narrow, services, 403}, {b, a.token, services, 200},
	} {
		if status, body := tt.api.do("GET", tt.path, "", bearer(tt.token)); status != tt.want {
			t.Errorf("%s: %d %s, want %d", tt.path, status, body, tt.want)
		}
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", file, err)
	}
	if err := a.store.DeleteAccount(ctx, id); !errors.Is(err, backend.ErrNoAccount) {
		t.Errorf("twice: %v", err)
	}
	if err := a.store.DeleteAccount(ctx, accountID); !errors.Is(err, backend.ErrFirstAccount) {
		t.Errorf("the first: %v", err)
	}
	a.account("other", backend.RoleAdmin)
	if _, err := a.store.CreateAccount(ctx, "other", backend.RoleRead); !errors.Is(err, backend.ErrAccountTaken) {
		t.Errorf("a taken name: %v", err)
	}
	if err := a.store.Reset(ctx); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(a.store.Dir(), "account-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("after a reset: %v, %v", left, err)
	}
}

// Many ask for an account at once, and it is opened once.
func TestManyInAccount(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, in := a.account("other", backend.RoleAdmin)
	second, err := backend.Open(t.Context(), a.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	b := newAPIOver(t, second)
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			who := []*api{a, b}[i%2]
			if status, body := who.do("POST", in("cfd_tunnel"), `{"name":"t`+strings.Repeat("x", i)+`"}`); status != http.StatusOK {
				t.Errorf("%d %s", status, body)
			}
		})
	}
	wg.Wait()
	stats, err := a.store.Stats(t.Context())
	if err != nil || stats.Tunnels != 18 {
		t.Errorf("%+v, %v", stats, err)
	}
}

// The state may have come with a repository: an id in it leads nowhere else.
func TestPlantedAccount(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for _, id := range []string{"../../x", "x/../../../y"} {
		exec1(t, raw(t, a.store.Dir()), "INSERT INTO accounts VALUES ('"+id+"', '"+id+"', 'admin', 0)")
		if _, err := a.store.InAccount(t.Context(), id); !errors.Is(err, backend.ErrNoAccount) {
			t.Errorf("%s: %v", id, err)
		}
	}
	parent, err := os.ReadDir(filepath.Dir(a.store.Dir()))
	if err != nil || slices.ContainsFunc(parent, func(e os.DirEntry) bool { return strings.Contains(e.Name(), "x") }) {
		t.Errorf("%v, %v", parent, err)
	}
}

// The clock of a handler is that of all its accounts.
func TestClockOfAccounts(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC)
	a := newAPI(t, backend.WithClock(func() time.Time { return now }))
	_, in := a.account("other", backend.RoleAdmin)
	if _, body := a.do("POST", in("cfd_tunnel"), `{"name":"t"}`); !strings.Contains(body, `"created_at":"2031-01-02T03:04:05`) {
		t.Errorf("%s", body)
	}
}
