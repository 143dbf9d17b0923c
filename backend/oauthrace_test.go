package backend_test

import (
	"net/http"
	"sync"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

// Of processes that refresh at once with one token exactly one succeeds, and
// its tokens are good.
func TestRefreshRace(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	second, err := backend.Open(t.Context(), a.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = second.Close() })
	logins := []*login{newLogin(t, a.store), newLogin(t, second)}
	_, token := logins[0].login(wrangler, "user:read offline_access")
	for range 5 {
		answers := make([]answer, 8)
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() { answers[i] = logins[i%2].refresh(wrangler, token) })
		}
		wg.Wait()
		winners := 0
		for _, got := range answers {
			if got.status == http.StatusOK {
				winners++
				token = got.field("refresh_token")
				if got := logins[1].api(got.field("access_token"), "/user"); got.status != http.StatusOK {
					t.Errorf("the winner's token: %d %s", got.status, got.body)
				}
				continue
			}
			wantOAuth(t, "a loser", got, 400, "invalid_grant")
		}
		if winners != 1 {
			t.Fatalf("%d succeeded", winners)
		}
	}
}
