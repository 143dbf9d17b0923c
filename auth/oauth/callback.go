package oauth

import (
	"crypto/subtle"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// callbackPath is where the browser comes back to, as with Wrangler
// (facts/wrangler.md 5.2).
const callbackPath = "/oauth/callback"

// callback is the listener that the browser comes back to. It takes one answer,
// and holds its page back until it is known how the login went.
type callback struct {
	host   string // what the Host header has to be
	state  string
	issuer string

	listeners []net.Listener
	server    *http.Server
	running   sync.WaitGroup

	taken   atomic.Bool
	answers chan answer   // the one
	outcome chan error    // how the login went
	shown   chan struct{} // closed when the browser has its page
	failed  chan error    // of a listener that ended by itself
}

type answer struct {
	code string
	err  error
}

func newCallback(host, state string, listeners []net.Listener) *callback {
	c := &callback{
		host: host, state: state, listeners: listeners,
		answers: make(chan answer, 1), outcome: make(chan error, 1), shown: make(chan struct{}),
		failed: make(chan error, len(listeners)),
	}
	c.server = &http.Server{
		Handler:           c,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       10 * time.Second,
		MaxHeaderBytes:    64 << 10, // other servers on this machine may have set cookies
		ErrorLog:          slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	c.server.SetKeepAlivesEnabled(false)
	return c
}

func (c *callback) url() string { return "http://" + c.host + callbackPath }

func (c *callback) serve() {
	for _, ln := range c.listeners {
		c.running.Go(func() {
			if err := c.server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
				c.failed <- err
			}
		})
	}
}

// answer tells the browser how the login went, if it waits for that.
func (c *callback) answer(err error) {
	if c.taken.CompareAndSwap(false, true) {
		return
	}
	c.outcome <- err
	select {
	case <-c.shown:
	case <-time.After(2 * time.Second): // a browser that does not read its page
	}
}

func (c *callback) close() {
	_ = c.server.Close()
	for _, ln := range c.listeners {
		_ = ln.Close() // one that was never served is not the server's
	}
	c.running.Wait()
}

// ServeHTTP answers the browser.
func (c *callback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// A page that was found under another name could make that point here.
	if !strings.EqualFold(r.Host, c.host) {
		writePage(w, http.StatusMisdirectedRequest, "Not here", "This address has another name.")
		return
	}
	if r.URL.Path != callbackPath {
		writePage(w, http.StatusNotFound, "Not found", "There is nothing here but the end of a login.")
		return
	}
	if r.Method != http.MethodGet {
		w.Header().Set("Allow", http.MethodGet)
		writePage(w, http.StatusMethodNotAllowed, "Not allowed", "This address is for a browser that comes back.")
		return
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || !c.knowsState(query["state"]) {
		writePage(w, http.StatusBadRequest, "Another login",
			"This is not the answer to the login that is under way. It still waits.")
		return
	}
	if !c.taken.CompareAndSwap(false, true) {
		writePage(w, http.StatusConflict, "Already answered", "This login has been answered before. You can close this tab.")
		return
	}
	c.take(w, r, query)
}

// take hands the answer over and shows what came of it.
func (c *callback) take(w http.ResponseWriter, r *http.Request, query url.Values) {
	defer close(c.shown)
	c.answers <- c.read(query)
	select {
	case err := <-c.outcome:
		writeOutcome(w, err)
	case <-r.Context().Done():
	}
}

func (c *callback) knowsState(values []string) bool {
	return len(values) == 1 && subtle.ConstantTimeCompare([]byte(values[0]), []byte(c.state)) == 1
}

// read takes the code, or what the server says instead of one. No parameter may
// be there twice (RFC 6749, 3.1).
func (c *callback) read(query url.Values) answer {
	for _, name := range []string{"code", "error", "error_description", "iss"} {
		if len(query[name]) > 1 {
			return answer{err: &ResponseError{"has a parameter twice"}}
		}
	}
	// RFC 9207, 2.4. A client that knows one server may take its origin for the issuer.
	if query.Has("iss") && strings.TrimSuffix(query.Get("iss"), "/") != c.issuer {
		return answer{err: &ResponseError{"is from another login server"}}
	}
	if query.Has("error") {
		e := &RefusedError{
			Code:        errorCode(query.Get("error"), []string{c.state}),
			Description: description(query.Get("error_description"), []string{c.state}),
		}
		if e.Code == "" {
			return answer{err: &ResponseError{"is an error without a name"}}
		}
		return answer{err: e}
	}
	if !sendable(query.Get("code")) {
		return answer{err: &ResponseError{"has no code"}}
	}
	return answer{code: query.Get("code")}
}
