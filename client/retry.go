package client

import (
	"context"
	"net/http"
	"time"
)

// The retry rules of DESIGN.md.
const (
	maxTries      = 4
	firstBackoff  = 500 * time.Millisecond // doubles with each try
	maxRetryAfter = time.Minute
)

// trail is what the tries of a request leave for the operation to judge by.
type trail struct {
	lost         bool          // a try may have had its effect although its reply says nothing
	request      *http.Request // the last try, as it was sent
	sent         secrets       // with it
	reauthorized bool          // other credentials were asked for
	renewal      error         // why there are none
}

type trailKey struct{}

// retry is the round-tripper that repeats what may be repeated. Its errors are
// an authError, a *ReplyError, a *TransportError, or context.Canceled.
type retry struct {
	next  http.RoundTripper
	clock clock
}

func (t *retry) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, start := r.Context(), t.clock.now()
	for n := 1; ; n++ {
		resp, unsent, err := t.try(r)
		if !repeatable(r, resp, err, unsent) || n == maxTries || ctx.Err() != nil {
			return resp, finish(r, err, n, t.clock.now().Sub(start))
		}
		wait, ok := t.wait(ctx, resp, n)
		if !ok {
			return resp, finish(r, err, n, t.clock.now().Sub(start))
		}
		if err := t.clock.sleep(ctx, wait); err != nil {
			return nil, finish(r, err, n, t.clock.now().Sub(start))
		}
	}
}

// try sends r once, with a fresh body, and notes on the trail whether its reply
// was lost. It also reports whether r never left.
func (t *retry) try(r *http.Request) (resp *http.Response, unsent bool, err error) {
	var c conn
	r = r.Clone(c.watch(r.Context()))
	if r.GetBody != nil {
		if r.Body, err = r.GetBody(); err != nil {
			return nil, true, err
		}
	}
	resp, err = t.next.RoundTrip(r)
	unsent = err != nil && c.unsent(err)
	if tr, ok := r.Context().Value(trailKey{}).(*trail); ok && unanswered(resp, err) && !unsent {
		tr.lost = true
	}
	return resp, unsent, err
}

// wait is how long to wait before the next try, or false if that is too long
// for the server's wish, for us, or for the deadline.
func (t *retry) wait(ctx context.Context, resp *http.Response, tries int) (time.Duration, bool) {
	now := t.clock.now()
	d := time.Duration(t.clock.random() * float64(firstBackoff<<(tries-1)))
	if resp != nil {
		if after, ok := parseRetryAfter(resp.Header.Get("Retry-After"), now); ok {
			d = max(d, after)
		}
	}
	if d > maxRetryAfter {
		return 0, false
	}
	deadline, ok := ctx.Deadline()
	return d, !ok || now.Add(d).Before(deadline)
}
