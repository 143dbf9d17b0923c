package commands_test

import (
	"bytes"
	"net/http"
	"path"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// An update asks for the tunnel's name while it writes, so that --verbose and
// the narration come at once. Neither lands within the other; under -race,
// nothing is written by two at once.
func TestTraceAndNarration(t *testing.T) {
	t.Parallel()
	const id = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57"
	for range 20 {
		var both sync.WaitGroup // the two replies come together
		both.Add(2)
		url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPut || strings.Contains(r.URL.Path, "/cfd_tunnel/") {
				both.Done()
				both.Wait()
			}
			reply(200, `{"success":true,"result":`+twin(path.Base(r.URL.Path))+`}`)(w, r)
		})
		host := world(t, map[string]string{
			"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
		})
		streams, _, _ := term.Buffers("", false, 80)
		var errs slowly
		streams.Err = term.NewOutput(&errs, false, 80)
		code := commands.Run(t.Context(), strings.Fields("--verbose vpc service update "+id+" --http-port 81 --json"), streams, host)
		if code != 0 {
			t.Fatalf("exit code %d: %s", code, &errs)
		}
		for line := range strings.Lines(errs.String()) {
			traced := strings.HasPrefix(line, "> ") || strings.HasPrefix(line, "< ")
			if !traced && line != "http-port: (unset) -> 81\n" {
				t.Fatalf("%q is of neither, in\n%s", line, &errs)
			}
		}
	}
}

// slowly is a buffer that lets others run within a write.
type slowly struct{ bytes.Buffer }

func (s *slowly) Write(p []byte) (int, error) {
	for _, c := range p {
		s.WriteByte(c)
		runtime.Gosched()
	}
	return len(p), nil
}
