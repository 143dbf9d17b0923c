package whoami

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
)

// The replies of an API, by path; what is missing is refused as forbidden.
type api map[string]string

const (
	first, second = "11111111111111111111111111111111", "22222222222222222222222222222222"
	twoAccounts   = `[{"id":"` + first + `","name":"One"},{"id":"` + second + `","name":"Two"}]`
	oneAccount    = `[{"id":"` + first + `","name":"One"}]`
	active        = `{"id":"t1","status":"active"}`
	me            = `{"id":"u1","email":"me@example.com"}`
	member        = `[{"id":"m1","status":"accepted","account":{"id":"` + first + `"},"roles":["Administrator"]},` +
		`{"id":"m2","status":"pending","account":{"id":"` + second + `"},"roles":["Administrator"]}]`
)

func services(account string) string {
	return "/accounts/" + account + "/connectivity/directory/services"
}

// serve starts the API, and lists what it was asked for.
func (a api) serve(t *testing.T) (c *client.Client, asked func() string) {
	t.Helper()
	var mu sync.Mutex
	var paths []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		paths = append(paths, r.URL.Path)
		mu.Unlock()
		result, ok := a[r.URL.Path]
		code, failed := strings.CutPrefix(result, "code ")
		switch {
		case !ok:
			w.WriteHeader(http.StatusForbidden)
			code, failed = "10000", true
		case failed:
			w.WriteHeader(http.StatusBadRequest)
		}
		if failed {
			_, _ = fmt.Fprintf(w, `{"success":false,"errors":[{"code":%s,"message":"no"}],"result":null}`, code)
			return
		}
		_, _ = fmt.Fprintf(w, `{"success":true,"errors":[],"result":%s}`, result)
	}))
	t.Cleanup(s.Close)
	return client.New("", client.WithBaseURL(s.URL)), func() string {
		mu.Lock()
		defer mu.Unlock()
		return strings.Join(paths, " ")
	}
}

func TestAsk(t *testing.T) {
	t.Parallel()
	const admin = `"permission_groups":[{"id":"1","name":"Connectivity Directory Admin"}]`
	policies := `{"id":"t1","policies":[{"effect":"allow",` + admin + `,"resources":{"com.cloudflare.api.account.` + first + `":"*"}}]}`
	for _, tt := range []struct {
		name string
		api  api
		who  subject
		want string // e-mail, token, and each account's rights; * is the chosen one
	}{
		{"a user's token", api{"/accounts": twoAccounts, "/user/tokens/verify": active, "/user/tokens/t1": policies,
			services(first): "[]"}, subject{kind: auth.KindToken}, " t1 One=yes,yes,yes Two=no,no,no"},
		{"an account's token", api{"/accounts": twoAccounts, "/user/tokens/verify": "code 1000",
			"/accounts/" + second + "/tokens/verify": active, services(second): "[]"},
			subject{kind: auth.KindToken}, " t1/" + second + " One=no,unknown,unknown Two=yes,unknown,unknown"},
		{"a token that does not say what it is", api{"/accounts": twoAccounts, services(first): "[]"},
			subject{kind: auth.KindToken}, "  One=yes,unknown,unknown Two=no,unknown,unknown"},
		{"a token that may not list accounts", api{"/user/tokens/verify": active, services(first): "[]"},
			subject{kind: auth.KindToken, choice: choice(first, false)}, " t1 *=yes,unknown,unknown"},
		{"an account that fails", api{"/accounts": twoAccounts, services(first): "code 7003", services(second): "[]", "/user/tokens/verify": active},
			subject{kind: auth.KindToken}, " t1 One=unknown,unknown,unknown Two=yes,unknown,unknown"},
		{"one account alone", api{"/accounts": twoAccounts, services(second): "[]", "/user/tokens/verify": active},
			subject{kind: auth.KindToken, choice: choice(second, true)}, " t1 Two*=yes,unknown,unknown"},
		{"a login", api{"/accounts": twoAccounts, "/user": me, "/memberships": member, services(first): "[]", services(second): "[]"},
			subject{kind: auth.KindOAuth, scopes: []string{"connectivity:admin"}}, "me@example.com  One=yes,yes,yes Two=yes,unknown,unknown"},
		{"a login without memberships", api{"/accounts": twoAccounts, "/user": me, services(first): "[]"},
			subject{kind: auth.KindOAuth, scopes: []string{"connectivity:admin"}}, "me@example.com  One=yes,unknown,unknown Two=no,unknown,unknown"},
		{"a login that may not list accounts", api{"/user": me, "/memberships": member, services(first): "[]"},
			subject{kind: auth.KindOAuth, scopes: []string{}, choice: choice(first, false)}, "me@example.com  *=yes,no,no"},
		{"a key", api{"/accounts": twoAccounts, "/user": me, "/memberships": member, services(first): "[]"},
			subject{kind: auth.KindKey}, "me@example.com  One=yes,yes,yes Two=no,unknown,unknown"},
		{"an account that is chosen", api{"/accounts": twoAccounts, services(first): "[]"},
			subject{kind: auth.KindKey, choice: choice(second, false)}, "  One=yes,unknown,unknown Two*=no,unknown,unknown"},
		{"the only account", api{"/accounts": oneAccount, services(first): "[]"},
			subject{kind: auth.KindKey}, "  One*=yes,unknown,unknown"},
		{"the only account, where none can be chosen", api{"/accounts": oneAccount, services(first): "[]"},
			subject{kind: auth.KindKey, choice: app.AccountChoice{Faulty: true}}, "  One=yes,unknown,unknown"},
		{"no accounts", api{"/accounts": "[]", "/user": me, "/memberships": "[]"}, subject{kind: auth.KindKey}, "me@example.com "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, asked := tt.api.serve(t)
			tt.who.client = c
			found, err := tt.who.ask(t.Context())
			if got := digest(found); err != nil || got != tt.want {
				t.Errorf("got %q, want %q; error %v", got, tt.want, err)
			}
			_, lists := tt.api["/accounts"]
			if (found.noList == nil) != lists {
				t.Errorf("the list of accounts: %v", found.noList)
			}
			if tt.who.kind == auth.KindToken && strings.Contains(asked(), "/memberships") {
				t.Error("an API token asked for memberships")
			}
			if tt.who.kind != auth.KindToken && strings.Contains(asked(), "/tokens") {
				t.Error("what is no API token asked for tokens")
			}
		})
	}
}

func choice(id string, only bool) app.AccountChoice {
	return app.AccountChoice{Account: app.Account{ID: id, Origin: "a test"}, Only: only}
}

func digest(found identity) string {
	s := found.email + " "
	if found.token != nil {
		s += found.token.ID
		if found.token.AccountID != "" {
			s += "/" + found.token.AccountID
		}
	}
	for _, a := range found.accounts {
		name := a.name
		if a.chosenBy != "" {
			name += "*"
		}
		s += fmt.Sprintf(" %s=%s,%s,%s", name, a.rights.read.answer, a.rights.bind.answer, a.rights.admin.answer)
	}
	return s
}

// Credentials that the API does not know are told from those that may do little.
func TestAskInVain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		api  api
		kind auth.Kind
		code int
		is   error
	}{
		{"an unknown token", api{"/user/tokens/verify": "code 1000"}, auth.KindToken, 1000, nil},
		{"an unknown login", api{}, auth.KindOAuth, 10000, client.ErrAuth},
		{"an unknown key", api{"/accounts": "code 6103"}, auth.KindKey, 6103, client.ErrAuth},
		{"no usable answer", api{"/accounts": `"none"`, "/user": me}, auth.KindKey, 0, client.ErrUnavailable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, _ := tt.api.serve(t)
			_, err := subject{client: c, kind: tt.kind}.ask(t.Context())
			refused, _ := errors.AsType[*client.Error](err)
			if err == nil || tt.is != nil && !errors.Is(err, tt.is) || tt.code != 0 && (refused == nil || !refused.HasCode(tt.code)) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// Some people see thousands of accounts.
func TestAskManyAccounts(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	running, most, probes := 0, 0, 0
	crowd := make(chan struct{}) // closed when as many are under way as may be
	const all = maxAccounts + 3
	var list []string
	for i := range all {
		list = append(list, fmt.Sprintf(`{"id":"%032d","name":"n"}`, i))
	}
	enter := func() (leave func()) {
		mu.Lock()
		defer mu.Unlock()
		probes++
		running++
		most = max(most, running)
		if probes == atOnce {
			close(crowd)
		}
		return func() {
			<-crowd
			mu.Lock()
			running--
			mu.Unlock()
		}
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		result := "[]"
		switch page := r.URL.Query().Get("page"); {
		case strings.HasSuffix(r.URL.Path, "/services"):
			defer enter()()
		case r.URL.Path == "/accounts" && page == "1":
			result = "[" + strings.Join(list[:50], ",") + "]"
		case r.URL.Path == "/accounts":
			result = "[" + strings.Join(list[50:], ",") + "]"
		}
		_, _ = fmt.Fprintf(w, `{"success":true,"errors":[],"result":%s}`, result)
	}))
	t.Cleanup(s.Close)
	found, err := subject{client: client.New("", client.WithBaseURL(s.URL)), kind: auth.KindKey}.ask(t.Context())
	if err != nil || len(found.accounts) != all || probes != maxAccounts || most != atOnce {
		t.Fatalf("%d accounts, %d asked, %d at once; error %v", len(found.accounts), probes, most, err)
	}
	last := found.accounts[all-1].rights.read
	if found.accounts[0].rights.read.answer != yes || last.answer != unknown || !strings.Contains(last.reason, "--account-id") {
		t.Errorf("the last one is %+v", last)
	}
}
