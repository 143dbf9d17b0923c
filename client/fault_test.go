package client_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/vpc"
)

const get = "GET " + services + "/" + svcID

func getOne(t *testing.T, c *client.Client) (vpc.Service, error) {
	t.Helper()
	return c.Services.Get(t.Context(), svcID)
}

// Bad weather that clears up in time, with the waits it costs.
func TestWeatherClears(t *testing.T) {
	t.Parallel()
	fine := step{want: get, body: ok(service(svcID, "n"))}
	const half = 500 * time.Millisecond
	tests := []struct {
		name  string
		steps []step
		waits []time.Duration
	}{
		{"reset", []step{{want: get, do: reset}, fine}, []time.Duration{half}},
		{"429", []step{{want: get, status: 429}, fine}, []time.Duration{half}},
		{"429 with Retry-After", []step{{want: get, status: 429, header: map[string]string{"Retry-After": "3"}}, fine}, []time.Duration{3 * time.Second}},
		{"500s", []step{{want: get, status: 500}, {want: get, status: 500}, {want: get, status: 500}, fine}, []time.Duration{half, 2 * half, 4 * half}},
		{"HTML 502", []step{{want: get, status: 502, body: "<html>"}, fine}, []time.Duration{half}},
		{"body breaks off", []step{{want: get, do: breakOff}, fine}, []time.Duration{half}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.steps...)
			c := newClock()
			if _, err := getOne(t, newClient(s, c.option())); err != nil {
				t.Error(err)
			}
			if !slices.Equal(c.waits, tt.waits) {
				t.Errorf("waits %v, want %v", c.waits, tt.waits)
			}
		})
	}
}

// breakOff promises more than it sends.
func breakOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, ok(service(svcID, "n"))[:100])
}

// Bad weather that stays. Each is an ErrUnavailable that says what it is.
func TestWeatherStays(t *testing.T) {
	t.Parallel()
	every := func(n int, s step) []step { return slices.Repeat([]step{s}, n) }
	tests := []struct {
		name  string
		steps []step
		want  []string // parts of the error
	}{
		{"resets", every(4, step{want: get, do: reset}), []string{"GET http://127.0.0.1:", "the connection was closed", "(4 attempts)"}},
		{"500s", every(4, step{want: get, status: 500, body: refused("10013", "internal")}), []string{"internal [code: 10013]", "8f00ba4-KHH"}},
		{"empty 503s", every(4, step{want: get, status: 503}), []string{"HTTP 503 Service Unavailable", "8f00ba4-KHH"}},
		{"429 for an hour", every(1, step{want: get, status: 429, header: map[string]string{"Retry-After": "3600"}}), []string{"HTTP 429 Too Many Requests"}},
		{"HTML 502s", every(4, step{want: get, status: 502, body: "<html>\x1b[2J"}), []string{"is not JSON: <html>\\x1b[2J", "8f00ba4-KHH"}},
		{"truncated JSON", every(1, step{want: get, body: ok(service(svcID, "n"))[:100]}), []string{"is cut off", `{"result":{"service_id"`}},
		{"bodies break off", every(4, step{want: get, do: breakOff}), []string{"closed before the reply was complete", "(4 attempts)"}},
		{"broken gzip", every(4, step{want: get, body: strings.Repeat("no gzip ", 9), header: map[string]string{"Content-Encoding": "gzip"}}), []string{"gzip"}},
		{"Location is rubbish", every(1, step{want: get, status: 302, header: map[string]string{"Location": "http://[::1"}}), []string{"Location"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.steps...)
			s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
			_, err := getOne(t, newClient(s))
			if !errors.Is(err, client.ErrUnavailable) {
				t.Fatalf("error %v, want unavailable", err)
			}
			for _, part := range tt.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q lacks %q", err, part)
				}
			}
		})
	}
}

func TestRetryAfterReachesTheError(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: get, status: 429, header: map[string]string{"Retry-After": "120"}},
		step{want: get, status: 403, body: "<html>", header: map[string]string{"Retry-After": "60"}})
	_, err := getOne(t, newClient(s))
	wrapped := &client.NotCreatedError{Err: err}
	if client.RetryAfter(wrapped) != 2*time.Minute || client.RequestID(wrapped) != "8f00ba4-KHH" {
		t.Errorf("error %#v", err)
	}
	_, err = getOne(t, newClient(s)) // not the API's own reply
	if client.RetryAfter(err) != time.Minute || client.RequestID(err) != "8f00ba4-KHH" {
		t.Errorf("error %#v", err)
	}
}

func TestMuteServer(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: get, do: mute})
	_, err := getOne(t, newClient(s, client.WithTimeout(50*time.Millisecond)))
	e, is := errors.AsType[*client.TransportError](err)
	if !is || !e.Timeout() || !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, client.ErrUnavailable) ||
		!strings.Contains(err.Error(), "timed out after ") {
		t.Errorf("error %v, want a timeout", err)
	}
}

func TestRefusedConnection(t *testing.T) {
	t.Parallel()
	c := newClock()
	api := client.New(account, client.WithBaseURL("http://"+deadAddress(t)), c.option())
	for name, call := range map[string]func() error{
		"get":    func() error { _, err := getOne(t, api); return err },
		"create": func() error { _, err := api.Services.Create(t.Context(), spec()); return err },
	} {
		err := call()
		e, is := errors.AsType[*client.TransportError](err)
		if !is || e.Attempts != 4 || !errors.Is(err, client.ErrUnavailable) || errors.As(err, new(*client.UncertainError)) ||
			!strings.Contains(err.Error(), "refused") || !strings.Contains(err.Error(), "http://127.0.0.1:") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if len(c.waits) != 6 {
		t.Errorf("waits %v, want 6 of them", c.waits)
	}
}

// deadAddress is one on which nothing listens any more.
func deadAddress(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return l.Addr().String()
}

// A dead proxy is not a dead server.
func TestDeadProxy(t *testing.T) {
	t.Parallel()
	address := deadAddress(t)
	for _, base := range []string{"http://api.test", "https://api.test"} {
		api := client.New(account, client.WithBaseURL(base), newClock().option(),
			client.WithTransport(&http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: address})}))
		_, err := api.Services.Create(t.Context(), spec())
		e, is := errors.AsType[*client.TransportError](err)
		if !is || e.Proxy() != address || !strings.Contains(err.Error(), ": the proxy at "+address+": connection refused") {
			t.Errorf("error %v", err)
		}
	}
}

func TestDeadDNS(t *testing.T) {
	t.Parallel()
	dead := errors.New("no way to the name server")
	dialer := &net.Dialer{Resolver: &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, dead
	}}}
	api := client.New(account, client.WithBaseURL("https://api.nowhere.invalid"), newClock().option(),
		client.WithTransport(&http.Transport{DialContext: dialer.DialContext}))
	_, err := api.Services.Create(t.Context(), spec())
	e, is := errors.AsType[*client.TransportError](err)
	if !is || e.Attempts != 4 || !strings.Contains(err.Error(), `cannot resolve "api.nowhere.invalid"`) {
		t.Errorf("error %v", err)
	}
}

func TestUntrustedCertificate(t *testing.T) {
	t.Parallel()
	var handshakes atomic.Int32
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // it reports our refusal
	s.TLS = &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
		handshakes.Add(1)
		return nil, nil
	}}
	s.StartTLS()
	defer s.Close()
	_, err := client.New(account, client.WithBaseURL(s.URL), newClock().option()).Services.Create(t.Context(), spec())
	if e, is := errors.AsType[*client.TransportError](err); !is || e.Attempts != 1 || handshakes.Load() != 1 ||
		!strings.Contains(err.Error(), "certificate") {
		t.Errorf("error %v after %d handshakes", err, handshakes.Load())
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	stranger := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the stranger got %s with %v", r.URL, r.Header)
	}))
	t.Cleanup(stranger.Close)
	to := func(status int, target string) step {
		return step{want: get, status: status, header: map[string]string{"Location": target}}
	}
	const moved = "/moved?to=here"
	tests := []struct {
		name  string
		steps []step
		ok    bool
	}{
		{"within the host", []step{to(302, moved), {want: "GET /moved", body: ok(service(svcID, "n"))}}, true},
		{"another port", []step{to(307, stranger.URL+"/x")}, false},
		{"another host", []step{to(301, "https://evil.invalid/x")}, false},
		{"without a scheme", []step{to(302, "//evil.invalid/x")}, false},
		{"around and around", append([]step{to(302, moved)}, slices.Repeat([]step{{want: "GET /moved", status: 302,
			header: map[string]string{"Location": moved}}}, 5)...), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.steps...)
			_, err := getOne(t, newClient(s, client.WithAuthorizer(bearer("s3cr3t"))))
			e, is := errors.AsType[*client.RedirectError](err)
			if is == tt.ok || is && (!errors.Is(err, client.ErrUnavailable) || e.From != s.URL || !strings.Contains(err.Error(), e.To)) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestRedirectOfAChange(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		s, _ := server(t, step{want: "DELETE " + services + "/x", status: status, header: map[string]string{"Location": "/other"}})
		if err := newClient(s).Services.Delete(t.Context(), "x"); !errors.As(err, new(*client.RedirectError)) {
			t.Errorf("%d: error %v, want a RedirectError", status, err)
		}
	}
}

func TestNoDowngrade(t *testing.T) {
	t.Parallel()
	var s *httptest.Server
	s = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.Replace(s.URL, "https", "http", 1), http.StatusFound)
	}))
	defer s.Close()
	_, err := getOne(t, newClient(s, client.WithTransport(s.Client().Transport)))
	if e, is := errors.AsType[*client.RedirectError](err); !is || !strings.HasPrefix(e.To, "http://") || e.From != s.URL {
		t.Errorf("error %v", err)
	}
}

// 200 MB, with and without a length, plain and packed, must neither be read nor
// kept.
func TestHugeReply(t *testing.T) { //nolint:paralleltest // it measures the memory of the process
	const size = 200 << 20
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.Copy(z, io.LimitReader(blanks{}, size/20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	tests := map[string]http.HandlerFunc{
		"announced": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(size))
			_, _ = io.Copy(w, io.LimitReader(blanks{}, size))
		},
		"streamed": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.Copy(w, io.LimitReader(blanks{}, size)) },
		"packed": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bytes.Repeat(packed.Bytes(), 20)) // gzip may be concatenated
		},
	}
	for name, do := range tests { // one after the other, to measure each
		s, _ := server(t, step{want: get, do: do})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := getOne(t, newClient(s))
		runtime.ReadMemStats(&after)
		if e, is := errors.AsType[*client.ReplyError](err); !is || !strings.Contains(e.Error(), "larger than 16 MiB") {
			t.Errorf("%s: error %v", name, err)
		}
		// Everything allocated on the way, freed or not; to keep it all would
		// take more than its size.
		if used := after.TotalAlloc - before.TotalAlloc; used > size*3/4 {
			t.Errorf("%s: took %d MiB of memory", name, used>>20)
		}
	}
}

// blanks is an endless reader of white space, which is fine in JSON.
type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestCancelInARequest(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s, _ := server(t, step{want: get, do: func(w http.ResponseWriter, r *http.Request) {
		cancel()
		mute(w, r)
	}})
	_, err := newClient(s).Services.Get(ctx, svcID)
	if err != context.Canceled { //nolint:errorlint // exactly this
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// bearer is an Authorizer with a token.
type bearer string

func (b bearer) Authorize(_ context.Context, r *http.Request) error {
	r.Header.Set("Authorization", "Bearer "+string(b))
	return nil
}

// failing is an Authorizer that cannot.
type failing struct{ err error }

func (f failing) Authorize(context.Context, *http.Request) error { return f.err }

func TestAuthorizerErrorsComeThrough(t *testing.T) {
	t.Parallel()
	s, _ := server(t)
	want := errors.New("not logged in")
	c := newClient(s, client.WithAuthorizer(failing{want}))
	if _, err := getOne(t, c); err != want { //nolint:errorlint // exactly this
		t.Errorf("error %v, want %v", err, want)
	}
	if _, err := c.Services.Create(t.Context(), spec()); err != want { //nolint:errorlint // exactly this
		t.Errorf("error %v, want %v", err, want)
	}
}

func TestPackedReply(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: get, do: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, ok(service(svcID, "n")))
		_ = z.Close()
	}})
	if got, err := getOne(t, newClient(s)); err != nil || got.Name != "n" {
		t.Errorf("got %+v, error %v", got, err)
	}
}

// handler answers in process, as --local does; no connection is ever made.
type handler struct{ http.Handler }

func (h handler) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result(), nil
}

func TestInProcess(t *testing.T) {
	t.Parallel()
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		step{body: ok(service(svcID, "n"))}.answer(w, r)
	})
	c := client.New(account, client.WithTransport(handler{h}), client.WithBaseURL("http://local.invalid/client/v4/"))
	if got, err := c.Services.Create(t.Context(), spec()); err != nil || got.ID != svcID {
		t.Errorf("got %+v, error %v", got, err)
	}
}

// What a server or a proxy echoes of the credentials is in no error.
func TestErrorsHideWhatIsEchoed(t *testing.T) {
	t.Parallel()
	const token, extra = "s3cr3t-token-0123456789", "s3cr3t-extra-0123456789"
	echo := func(status int, header, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			sent := r.Header.Get("Authorization") + " " + r.Header.Get("X-Gate")
			if header != "" {
				w.Header().Set(header, fmt.Sprintf(text, sent))
				text = "%.0s"
			}
			w.WriteHeader(status)
			_, _ = fmt.Fprintf(w, text, sent)
		}
	}
	tests := map[string]http.HandlerFunc{
		"HTML":            echo(400, "", "<html>%s</html>"),
		"refusal":         echo(400, "", `{"success":false,"errors":[{"code":1,"message":"%s"}]}`),
		"chain":           echo(400, "", `{"success":false,"errors":[{"code":1,"error_chain":[{"code":2,"message":"%s"}]}]}`),
		"short form":      echo(400, "", `{"error":"%s"}`),
		"result":          echo(200, "", `{"success":true,"result":"%s"}`),
		"request id":      echo(400, "Cf-Ray", "%s"),
		"location":        echo(302, "Location", "http://[%s"),
		"not even HTTP":   rawReply(token),
		"key of a secret": echo(200, "", `{"success":true,"result":{"token":"s3cr3t%.0s`),
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(do)
			t.Cleanup(s.Close)
			_, err := getOne(t, newClient(s, client.WithAuthorizer(bearer(token)),
				client.WithHeader(http.Header{"X-Gate": {extra}})))
			if err == nil || strings.Contains(err.Error(), "s3cr3t") || !strings.Contains(err.Error(), "[redacted]") {
				t.Errorf("error %v", err)
			}
		})
	}
}

// rawReply answers with a line that is no HTTP.
func rawReply(line string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_, _ = io.WriteString(conn, line+"\r\n\r\n")
			_ = conn.Close()
		}
	}
}

// A trace shows every try, and no secret.
func TestTraceOfATunnel(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: "POST " + tunnels, status: 429}, step{want: "POST " + tunnels, body: ok(tunnelReply("t"))})
	var out bytes.Buffer
	c := newClient(s, client.WithTrace(&out), client.WithAuthorizer(bearer("s3cr3t-key")))
	if _, err := c.Tunnels.Create(t.Context(), "t"); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"s3cr3t-key", "c2VjcmV0", "dG9rZW4="} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("the trace holds %q:\n%s", secret, &out)
		}
	}
	for _, line := range []string{"> 1 POST ", "< 1 429 Too Many Requests", "> 2 POST ", "< 2 200 OK"} {
		if strings.Count(out.String(), line) != 1 {
			t.Errorf("%q is not in the trace once:\n%s", line, &out)
		}
	}
}
