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

func (rec *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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
	rec.next.ServeHTTP(inner, r)
	x.status, x.reply, x.result = inner.Code, inner.Header(), inner.Body.String()

	// Kept before it is answered: a client that has its reply finds it here.
	rec.mu.Lock()
	rec.exchanges = append(rec.exchanges, x)
	rec.mu.Unlock()
	for name, values := range x.reply {
		w.Header()[name] = values
	}
	w.WriteHeader(x.status)
	_, _ = io.WriteString(w, x.result) // a client that has gone needs no reply
}

// all returns what was kept so far.
func (rec *recorder) all() []exchange {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	return slices.Clone(rec.exchanges)
}

// writes returns the exchanges that could have changed something.
func (rec *recorder) writes() []exchange {
	return slices.DeleteFunc(rec.all(), func(x exchange) bool { return x.method == http.MethodGet })
}

// calls returns the exchanges as "METHOD /path?query", with the ids of the
// test named rather than shown.
func (rec *recorder) calls(names ...string) []string {
	var calls []string
	for _, x := range rec.all() {
		call := x.method + " " + x.path
		if x.query != "" {
			call += "?" + x.query
		}
		calls = append(calls, strings.NewReplacer(names...).Replace(call))
	}
	return calls
}
