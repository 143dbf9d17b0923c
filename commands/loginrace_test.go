package commands_test

import (
	"net/http"
	"sync"
	"testing"
)

// Of many processes that find a login expired one renews it, and all go on with
// what it got: the refresh token is good for one time.
func TestProcessesRenewOnce(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		make func(s *stage) (variable string)
	}{
		{"lariat's login", func(s *stage) string { s.expired(s.logIn()); return "" }},
		{"Wrangler's login", func(s *stage) string { _, variable := s.wranglers(); return variable }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			const processes = 8
			s := newStage(t)
			variable := tt.make(s)
			started := make(chan struct{})
			s.way(func(_ http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == "/oauth2/token" {
					<-started
				}
				return true
			})
			tokens := make(chan string, processes)
			var all sync.WaitGroup
			for range processes {
				cmd, out, errs := s.process("auth token", variable)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				all.Go(func() {
					if err := cmd.Wait(); err != nil || errs.Len() > 0 {
						t.Errorf("%v: %s", err, errs)
					}
					tokens <- out.String()
				})
			}
			close(started)
			all.Wait()
			first := <-tokens
			for range processes - 1 {
				if token := <-tokens; token != first || token == "" {
					t.Error("the processes have different tokens")
				}
			}
			if s.times("POST /oauth2/token") != 1 {
				t.Errorf("asked %q", s.asked)
			}
			if code, _, errs := s.run("vpc service list", variable); code != 0 || s.times("POST /oauth2/token") != 1 {
				t.Errorf("exit code %d, asked %q: %s", code, s.asked, errs)
			}
		})
	}
}
