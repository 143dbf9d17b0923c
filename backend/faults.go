package backend

import (
	"bytes"
	"cmp"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Faults make the backend misbehave, for tests. The same seed and the same
// order of requests give the same faults.
type Faults struct {
	Seed  uint64
	Rules []Fault
}

// Fault is one way to misbehave. The first rule that fits a request acts.
type Fault struct {
	Method string // empty fits all
	Path   string // a part of the path; empty fits all

	Every       int     // act on every n-th request that fits; 0 and 1 mean each
	Probability float64 // act with this chance; 0 means always
	Times       int     // stop after acting so often; 0 means never

	Delay    time.Duration // wait before anything else, or until the client goes
	Status   int           // reply with this status instead of serving
	Header   http.Header   // headers of that reply
	Body     string        // body of that reply
	Truncate int           // serve, but break the connection after so many bytes of the body
	Reset    bool          // break the connection without serving
	Lose     bool          // serve, then break the connection instead of replying
	Hang     bool          // never reply
}

type faultPlan struct {
	mu    sync.Mutex
	rand  *rand.Rand
	rules []*faultState
}

type faultState struct {
	Fault
	seen, acted int
}

func newFaultPlan(f Faults) *faultPlan {
	p := &faultPlan{rand: rand.New(rand.NewPCG(f.Seed, f.Seed))} //nolint:gosec // repeatable, not secret
	for _, rule := range f.Rules {
		p.rules = append(p.rules, &faultState{Fault: rule})
	}
	return p
}

// choose picks the fault for a request.
func (p *faultPlan) choose(r *http.Request) (Fault, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, rule := range p.rules {
		if rule.acts(r, p.rand) {
			return rule.Fault, true
		}
	}
	return Fault{}, false
}

func (s *faultState) acts(r *http.Request, random *rand.Rand) bool {
	if s.Method != "" && s.Method != r.Method || !strings.Contains(r.URL.Path, s.Path) {
		return false
	}
	s.seen++
	switch {
	case s.Times > 0 && s.acted >= s.Times,
		s.Every > 1 && s.seen%s.Every != 0,
		s.Probability > 0 && random.Float64() >= s.Probability:
		return false
	}
	s.acted++
	return true
}

func (p *faultPlan) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := p.choose(r)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		f.serve(w, r, next)
	})
}

func (f Fault) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	if f.Delay > 0 {
		select {
		case <-r.Context().Done():
		case <-time.After(f.Delay):
		}
	}
	switch {
	case f.Hang:
		// net/http notices that the client has gone only once the body is read.
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case f.Reset:
		panic(http.ErrAbortHandler)
	case f.Lose:
		next.ServeHTTP(&discard{header: http.Header{}}, r)
		panic(http.ErrAbortHandler)
	case f.Status != 0:
		for name, values := range f.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte(f.Body)) // a reader that has gone needs no reply
	case f.Truncate > 0:
		f.truncate(w, r, next)
	default:
		next.ServeHTTP(w, r)
	}
}

// truncate announces the whole body and breaks off within it.
func (f Fault) truncate(w http.ResponseWriter, r *http.Request, next http.Handler) {
	full := &discard{header: w.Header(), keep: true}
	next.ServeHTTP(full, r)
	body := full.body.Bytes()
	w.WriteHeader(cmp.Or(full.status, http.StatusOK))
	_, _ = w.Write(body[:min(f.Truncate, len(body))])
	if flusher, ok := w.(http.Flusher); ok {
		flusher.Flush()
	}
	panic(http.ErrAbortHandler)
}

// discard takes a reply that is not sent.
type discard struct {
	header http.Header
	status int
	body   bytes.Buffer
	keep   bool
}

func (d *discard) Header() http.Header { return d.header }

func (d *discard) WriteHeader(status int) { d.status = status }

func (d *discard) Write(p []byte) (int, error) {
	if d.keep {
		d.body.Write(p)
	}
	return len(p), nil
}
