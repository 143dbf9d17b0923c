package backend

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// errAborted is what a handler that breaks its connection looks like from the
// other side.
var errAborted = errors.New("connection reset by the handler")

// InProcess returns a transport that calls h with no socket between: the same
// requests, the same replies. A reply is kept in memory before it is returned;
// a panic of h is an error of the transport, and so is a *StateError, which a
// client over the network sees as a 500.
func InProcess(h http.Handler) http.RoundTripper { return &inProcess{h} }

type inProcess struct{ h http.Handler }

// RoundTrip serves the request in a goroutine of its own, so that a cancelled
// context ends the wait.
func (t *inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	done := make(chan *recorder, 1)
	go func() { done <- t.serve(received(r)) }()
	select {
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case rec := <-done:
		if rec.state != nil {
			return nil, rec.state
		}
		if rec.err != nil && rec.status == 0 {
			return nil, rec.err
		}
		return rec.response(r), nil
	}
}

// received is the request as a server would see it.
func received(r *http.Request) *http.Request {
	in := r.Clone(r.Context())
	in.RequestURI = r.URL.RequestURI()
	in.Host = cmp.Or(in.Host, r.URL.Host)
	if in.Body == nil {
		in.Body = http.NoBody
	}
	return in
}

func (t *inProcess) serve(in *http.Request) (rec *recorder) {
	rec = &recorder{header: http.Header{}}
	body := in.Body
	defer body.Close()
	defer func() {
		switch fault := recover(); fault {
		case nil:
		case http.ErrAbortHandler:
			rec.err = errAborted
		default:
			rec.err = fmt.Errorf("the handler panicked: %v", fault)
		}
	}()
	t.h.ServeHTTP(rec, in)
	return rec
}

// recorder keeps a reply.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
	err    error // why the reply broke off
	state  *StateError
}

func (r *recorder) stateFailed(err *StateError) { r.state = err }

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

func (r *recorder) response(req *http.Request) *http.Response {
	r.WriteHeader(http.StatusOK)
	if req.Method == http.MethodHead {
		r.body.Reset()
	}
	length, body := int64(r.body.Len()), io.Reader(&r.body)
	if r.err != nil {
		length, body = -1, io.MultiReader(body, brokenOff{})
	}
	return &http.Response{
		Status:     strconv.Itoa(r.status) + " " + http.StatusText(r.status),
		StatusCode: r.status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: r.header, Body: io.NopCloser(body), ContentLength: length, Request: req,
	}
}

// brokenOff is the rest of a body that does not come.
type brokenOff struct{}

func (brokenOff) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
