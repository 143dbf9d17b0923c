package backend

import (
	"bytes"
	"errors"
	"io"
	"net/http"
)

// errAborted is what a handler that breaks its connection looks like from the
// other side.
var errAborted = errors.New("connection reset by the handler")

// InProcess returns a transport that calls h with no socket between: the same
// requests, the same replies.
func InProcess(h http.Handler) http.RoundTripper { return inProcess{h} }

type inProcess struct{ h http.Handler }

// RoundTrip serves the request in a goroutine of its own, so that a cancelled
// context ends the wait.
func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.Clone(r.Context())
	in.RequestURI = r.URL.RequestURI()
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	done := make(chan *recorder, 1)
	go func() {
		rec := &recorder{header: http.Header{}}
		defer func() { done <- rec }()
		defer rec.recoverAbort()
		t.h.ServeHTTP(rec, in)
	}()
	select {
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case rec := <-done:
		if rec.aborted && rec.status == 0 {
			return nil, errAborted
		}
		return rec.response(r), nil
	}
}

// recorder keeps a reply.
type recorder struct {
	header  http.Header
	status  int
	body    bytes.Buffer
	aborted bool
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

// recoverAbort treats every panic as a broken connection, as net/http does.
func (r *recorder) recoverAbort() {
	if recover() != nil {
		r.aborted = true
	}
}

func (r *recorder) response(req *http.Request) *http.Response {
	r.WriteHeader(http.StatusOK)
	body := io.Reader(&r.body)
	if r.aborted {
		body = io.MultiReader(body, failing{})
	}
	return &http.Response{
		Status: http.StatusText(r.status), StatusCode: r.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: r.header, Body: io.NopCloser(body), ContentLength: -1, Request: req,
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
