package backend_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/backend"
)

func inProcess(t *testing.T, ctx context.Context, method string, body io.Reader, h http.HandlerFunc) (*http.Response, error) { //nolint:revive // t comes first here
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, method, "http://localhost/a%2Fb?c=d", body)
	if err != nil {
		t.Fatal(err)
	}
	return backend.InProcess(h).RoundTrip(r)
}

// closed notes that it was closed, as a transport must.
type closed struct {
	io.Reader
	done chan struct{}
}

func (c closed) Close() error {
	close(c.done)
	return nil
}

func TestInProcess(t *testing.T) {
	t.Parallel()
	body := closed{strings.NewReader("ping"), make(chan struct{})}
	reply, err := inProcess(t, t.Context(), http.MethodPost, body, func(w http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(r.Body)
		if err != nil || string(text) != "ping" || r.RequestURI != "/a%2Fb?c=d" || r.Host != "localhost" {
			t.Errorf("body %q, %v, URI %q, host %q", text, err, r.RequestURI, r.Host)
		}
		w.Header().Set("X-Test", "1")
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write([]byte("pong"))
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(reply.Body)
	if err != nil || string(text) != "pong" || reply.StatusCode != http.StatusTeapot || reply.Status != "418 I'm a teapot" ||
		reply.ContentLength != 4 || reply.Header.Get("X-Test") != "1" {
		t.Errorf("reply %+v, %q, %v", reply, text, err)
	}
	<-body.done
}

func TestInProcessPanics(t *testing.T) {
	t.Parallel()
	_, err := inProcess(t, t.Context(), http.MethodGet, nil, func(http.ResponseWriter, *http.Request) { panic([]string{"ouch"}) })
	if err == nil || !strings.Contains(err.Error(), "ouch") {
		t.Errorf("got %v", err)
	}
	reply, err := inProcess(t, t.Context(), http.MethodGet, nil, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("half"))
		panic(http.ErrAbortHandler)
	})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(reply.Body); string(text) != "half" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %q, %v", text, err)
	}
}

// A cancelled request returns at once, and its handler hears of it.
func TestInProcessCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	told := make(chan struct{})
	_, err := inProcess(t, ctx, http.MethodGet, nil, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
		close(told)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-told
}
