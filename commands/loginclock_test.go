package commands_test

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// skewed is a stage whose server gives out tokens for five minutes, and clocks on
// both sides that can be put forward.
func skewed(t *testing.T) (s *stage, server, ours *atomic.Int64) {
	t.Helper()
	server, ours = new(atomic.Int64), new(atomic.Int64)
	begin := time.Now().Truncate(time.Second)
	s = newStage(t, backend.WithTokenLifetime(5*time.Minute),
		backend.WithClock(func() time.Time { return begin.Add(time.Duration(server.Load())) }))
	s.now = func() time.Time { return begin.Add(time.Duration(ours.Load())) }
	return s, server, ours
}

const tenMinutes = int64(10 * time.Minute)

// A token that our clock takes for good and the server does not is renewed once,
// and the request made again; one that our clock takes for ended is renewed as
// well. Either is kept until its end by our clock, and not renewed again.
func TestClockSkew(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name         string
		server, ours int64
	}{
		{"ours is slow", tenMinutes, 0},
		{"ours is fast", 0, tenMinutes},
		{"ours was set back", 0, -tenMinutes},
		{"both are right", tenMinutes, tenMinutes},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, server, ours := skewed(t)
			before := s.logIn()
			if want := s.now().Add(5 * time.Minute); !before.Expires.Equal(want) {
				t.Errorf("the login ends at %s, want %s", before.Expires, want)
			}
			server.Store(tt.server)
			ours.Store(tt.ours)
			renewed := 1
			if tt.name == "ours was set back" {
				renewed = 0
			}
			s.way(nil)
			for range 2 {
				if code, _, errs := s.run("vpc service list"); code != 0 || strings.Contains(errs, "warning") {
					t.Errorf("exit code %d: %s", code, errs)
				}
			}
			if got := s.times("POST /oauth2/token"); got != renewed {
				t.Errorf("renewed %d times, want %d: %q", got, renewed, s.asked)
			}
			after := s.login()
			if want := s.now().Add(5 * time.Minute); renewed == 1 && !after.Expires.Equal(want) {
				t.Errorf("it is kept until %s, want %s", after.Expires, want)
			}
			if (after.Secret == before.Secret) != (renewed == 0) {
				t.Error("the new tokens are not kept")
			}
		})
	}
}

// A change that is refused for its token is made once with another one.
func TestClockSkewChangesOnce(t *testing.T) {
	t.Parallel()
	s, server, _ := skewed(t)
	s.logIn()
	code, tunnel, errs := s.run("tunnel create office --jq .id")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	server.Store(tenMinutes)
	s.way(nil)
	code, _, errs = s.run("vpc service create api --type http --ipv4 10.0.0.1 --tunnel-id " + tunnel)
	const create = "POST /accounts/" + backend.AccountID + "/connectivity/directory/services"
	if code != 0 || s.asked[0] != create || s.times(create) != 2 || s.times("POST /oauth2/token") != 1 {
		t.Errorf("exit code %d, asked %q: %s", code, s.asked, errs)
	}
	if _, out, _ := s.run("vpc service list --jq length"); out != "1\n" {
		t.Errorf("there are %s services", out)
	}
}

// A server that never takes the tokens that it gives out is asked for one more,
// and no more than that.
func TestRenewedInVain(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.logIn()
	const list = "GET /accounts/" + backend.AccountID + "/connectivity/directory/services"
	s.way(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/oauth2/token" {
			return true
		}
		reply(401, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`)(w, r)
		return false
	})
	code, _, errs := s.run("vpc service list")
	if code != 4 || s.times(list) != 2 || s.times("POST /oauth2/token") != 1 {
		t.Errorf("exit code %d, asked %q: %s", code, s.asked, errs)
	}
}

// Wrangler's login gets the times that Wrangler goes by, too.
func TestClockSkewOfWrangler(t *testing.T) {
	t.Parallel()
	s, server, _ := skewed(t)
	path, variable := s.wranglers()
	for range 2 {
		if code, _, errs := s.run("vpc service list", variable); code != 0 {
			t.Fatalf("exit code %d: %s", code, errs)
		}
		server.Add(tenMinutes)
	}
	text, err := os.ReadFile(path)
	want := `(?m)^expiration_time = "` + s.now().Add(5*time.Minute).UTC().Format("2006-01-02T15:04:05") + `\.000Z"$`
	if err != nil || !regexp.MustCompile(want).Match(text) || s.times("POST /oauth2/token") != 3 { // the login is one
		t.Errorf("want %s, asked %q: %s, %v", want, s.asked, text, err)
	}
}
