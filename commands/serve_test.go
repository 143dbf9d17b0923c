package commands_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// A server that was asked to listen on all addresses announces one that can be
// used, and answers to any address of the machine. Which those are a test does
// not know, so here they stand in the Host header alone.
func TestServeAnyAddress(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	host := world(t, nil)
	r, w := io.Pipe()
	streams, _, errs := term.Buffers("", false, 80)
	streams.Out = term.NewOutput(w, false, 80)
	done := make(chan struct{})
	go func() {
		defer close(done)
		commands.Run(ctx, []string{"local", "serve", "--addr", "0.0.0.0:0", "--json"}, streams, host)
		_ = w.Close()
	}()
	line, _ := bufio.NewReader(r).ReadBytes('\n') // what is no line is no JSON
	var serving struct{ URL, Addr string }
	if err := json.Unmarshal(line, &serving); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	if !strings.HasPrefix(serving.Addr, "0.0.0.0:") || !strings.HasPrefix(serving.URL, "http://127.0.0.1:") {
		t.Errorf("announced %+v", serving)
	}
	for name, want := range map[string]int{"192.0.2.2:80": 400, "[2001:db8::1]:80": 400, "evil.example": 403} {
		// 400 is what a request without a token gets.
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, serving.URL+"/accounts", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.Host = name
		reply, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = reply.Body.Close()
		if reply.StatusCode != want {
			t.Errorf("%s: %s, want %d", name, reply.Status, want)
		}
	}
	stop()
	<-done
	if !strings.Contains(errs.String(), "0.0.0.0:0 is not a loopback address") {
		t.Errorf("no warning: %s", errs)
	}
}

// A port that is taken is one clear error.
func TestServePortTaken(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	streams, out, errs := term.Buffers("", false, 80)
	code := commands.Run(t.Context(), []string{"local", "serve", "--addr", ln.Addr().String()}, streams, world(t, nil))
	want := `error: could not listen on "` + ln.Addr().String() + `": `
	if code != 1 || out.Len() > 0 || !strings.HasPrefix(errs.String(), want) || strings.Contains(errs.String(), "listen tcp") {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, out, errs)
	}
}
