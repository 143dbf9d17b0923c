package e2e

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
)

// exchange is one request and its reply.
type exchange struct {
	method string
	path   string // below the API's base
	query  string
	header http.Header
	body   string
	status int
	reply  http.Header
	result string // the body of the reply
}

// recorder keeps what goes through it.
type recorder struct {
	next      http.Handler
	mu        sync.Mutex
	exchanges []exchange
}

func (rc *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	x := exchange{
		method: r.Method, path: strings.TrimPrefix(r.URL.Path, "/client/v4"), query: r.URL.RawQuery,
		header: r.Header.Clone(), body: string(body),
	}
	inner := httptest.NewRecorder()
	rc.next.ServeHTTP(inner, r)
	x.status, x.reply, x.result = inner.Code, inner.Header(), inner.Body.String()

	// Kept before it is answered: a client that has its reply finds it here.
	rc.mu.Lock()
	rc.exchanges = append(rc.exchanges, x)
	rc.mu.Unlock()
	for name, values := range x.reply {
		w.Header()[name] = values
	}
	w.WriteHeader(x.status)
	_, _ = io.WriteString(w, x.result) // a client that has gone needs no reply
}

// all returns what was kept so far.
func (rc *recorder) all() []exchange {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	return slices.Clone(rc.exchanges)
}

// writes returns the exchanges that could have changed something.
func (rc *recorder) writes() []exchange {
	return slices.DeleteFunc(rc.all(), func(x exchange) bool { return x.method == http.MethodGet })
}

// calls returns the exchanges as "METHOD /path?query", with the ids of the
// test named rather than shown.
func (rc *recorder) calls(names ...string) []string {
	var calls []string
	for _, x := range rc.all() {
		call := x.method + " " + x.path
		if x.query != "" {
			call += "?" + x.query
		}
		calls = append(calls, strings.NewReplacer(names...).Replace(call))
	}
	return calls
}
